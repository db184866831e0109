import { Failure } from '../../../lib/base/failure.ts';
import type { Job } from '../../../lib/jobs/job.ts';
import { withRule, withSight } from '../../../lib/settings/class-rule.ts';
import { DEFAULT_BUDGET } from '../../../lib/settings/budget.ts';
import type { ClassRule } from '../../../lib/settings/class-rule.ts';
import type { DataClass } from '../../../lib/settings/provider.ts';
import { DEFAULT_SETTINGS } from '../../../lib/settings/settings.ts';
import type { Settings } from '../../../lib/settings/settings.ts';
import { until } from '../../browsers/wait.ts';
import { createRandom } from '../../world/random.ts';
import { killWorker } from '../kills.ts';
import type { PolicyStage } from './browser-stage.ts';
import { TARGETS } from './browser-workspace.ts';
import { OTHER, planPolicy } from './plan-policy.ts';
import type { Deed, PolicyPlan } from './plan-policy.ts';
import type { Played } from './play-policy.ts';
import { PROVIDERS } from './rules-in-force.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { chargedUsd } from './charged.ts';

/** An afternoon is over within seconds: pauses and outages of the plan are cut to these. */
const PAUSE_MS = 250;
const OUTAGE_MS = 4_000;
const REST_MS = 4_000;
/** Some answers' worth. */
const LITTLE_USD = 0.1;

/** The plan of a seed over the pages of the browser's workspace. */
export const planInBrowser = (seed: number): PolicyPlan =>
  planPolicy(
    seed,
    TARGETS.map(({ pageId }) => pageId),
  );

/**
 * Plays the afternoon of a seed in the shipped build: rules are told by the messages of our own pages, and every request
 * that reaches a provider in the world is judged as it arrives. The organization's policy stays what it is.
 */
export async function playPolicyInBrowser(
  seed: number,
  { world, browser, tab, page, rules, watch }: PolicyStage,
): Promise<Played> {
  const plan = planInBrowser(seed);
  const random = createRandom(seed * 31 + 7);
  watch(() => {});
  if (await browser.backgroundRunning()) await killWorker(browser, tab);
  await page.forgetAll();
  world.requests.clear();

  const hasLittle = random() < 0.5;
  const ruling = (settings: Partial<Settings>) =>
    tellAll(rules, settings, page, hasLittle ? chargedUsd(world.claude) + LITTLE_USD : 0);
  await ruling(plan.first);
  const isOtherFirst = random() < 0.4;
  const { model, provider } = isOtherFirst ? { model: OTHER.models[0] ?? '', provider: OTHER.id } : DEFAULT_SETTINGS;
  await page.ask('settings.change', { model, provider }).catch(unlessRefused);

  const wrong: string[] = [];
  let sent = 0;
  watch((exchange) => {
    if (!PROVIDERS.includes(exchange.host)) return;
    sent += 1;
    const why = rules.wrongIn(exchange);
    if (why !== undefined) wrong.push(`seed ${seed}: ${exchange.method} ${exchange.host} was sent ${why}`);
  });

  const ends: (() => void)[] = [];
  const jobs = async (): Promise<readonly Job[]> => (await page.rows()).jobs;
  const perform = async (deed: Deed): Promise<unknown> => {
    if (deed.type === 'change') return await ruling(deed.settings);
    if (deed.type === 'again') return await again(deed, await jobs(), page);
    if (deed.type === 'ask') return await ask(deed, random(), page);
    const end = world.faults.add(deed.rule);
    ends.push(end);
    return void setTimeout(end, Math.min(deed.forMs, OUTAGE_MS));
  };
  for (const { afterMs, deed } of plan.deeds) {
    await sleep(Math.min(afterMs, PAUSE_MS));
    const performed = perform(deed);
    await (deed.type === 'change' ? performed : performed.catch(unlessRefused));
  }
  await sleep(PAUSE_MS);
  for (const end of ends) end();
  // Whoever looks into the settings has what waits tried at once.
  await page.ask('settings.change', {});
  await until(
    async () => (await jobs()).every(({ state }) => state !== 'queued' && state !== 'running'),
    REST_MS,
    async () => '',
  ).catch(() => {});

  const logged = world.requests.all().filter(({ host }) => PROVIDERS.includes(host)).length;
  if (logged > sent) wrong.push(`seed ${seed}: ${logged - sent} requests of the world’s log were not judged`);
  const rows = await page.rows();
  return {
    wrong,
    sent,
    held: rows.jobs.filter((job) => JSON.stringify([job.trail, job.failure, job.wait]).includes('"unsent"')).length,
    stoodIn: rows.answers.filter(
      ({ provenance: { asked, answeredBy } }) => answeredBy !== undefined && asked !== answeredBy,
    ).length,
  };
}

/** A press that is refused in words is an answer. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof Failure)) throw error;
}

type Page = PolicyStage['page'];
type Of<Type extends Deed['type']> = Extract<Deed, { readonly type: Type }>;

/** A question stands alone, or in a conversation that takes a second page along. */
async function ask({ page: at, input }: Of<'ask'>, drawn: number, page: Page): Promise<unknown> {
  const target = TARGETS[at % TARGETS.length];
  if (target === undefined) throw new Error('There is no page to ask about');
  const { question, model } = input;
  if (question === undefined || drawn < 0.4) return await page.ask('job.start', { ...input, length: 'short', target });
  const beside = TARGETS[(at + 1) % TARGETS.length];
  return await page.ask('chat.send', {
    text: question,
    target,
    ...(beside === undefined || drawn < 0.7 ? {} : { pages: [beside] }),
    ...(model === undefined ? {} : { model }),
  });
}

async function again({ pick, model }: Of<'again'>, jobs: readonly Job[], page: Page): Promise<unknown> {
  const job = jobs[Math.floor(pick * jobs.length)];
  if (job === undefined) return;
  const { id, state, input } = job;
  if (state === 'waiting') return await page.ask('queue.run', id);
  if (state === 'failed' && job.answerId !== undefined) return await page.ask('job.proceed', { id, model });
  if (input.messageId !== undefined) return await page.ask('chat.regenerate', { messageId: input.messageId, model });
  return await page.ask('job.retry', { id, model });
}

/** Tells one rule after the other, so that at any time it is known which of them may hold. */
async function tellAll(rules: RulesInForce, wanted: Partial<Settings>, page: Page, littleUsd: number): Promise<void> {
  const tell: Page['ask'] = async (name, words) => {
    const told = await page.ask(name, words);
    if (told === undefined) throw new Error(`The background died over ${name}`);
    return told;
  };
  for (const { pageId } of TARGETS) {
    const { classes } = rules.now();
    const before = classes.find(({ id }) => id === pageId);
    const rule = wanted.classes?.find(({ id }) => id === pageId);
    if (rule?.dataClass === before?.dataClass) continue;
    if (rule?.of === 'page')
      await rules.tell({ classes: withRule(classes, rule) }, () => tell('class.say', said(rule)));
    else await rules.tell({ classes: classes.filter(({ id }) => id !== pageId) }, () => tell('class.unsay', pageId));
  }
  const sights: Readonly<Record<string, readonly DataClass[]>> = {
    claude: wanted.claudeSees ?? DEFAULT_SETTINGS.claudeSees,
    [OTHER.id]: wanted.providers?.[0]?.classes ?? OTHER.classes,
    ...Object.fromEntries(Object.keys(rules.now().modelsSee).map((of) => [of, DEFAULT_SETTINGS.claudeSees])),
    ...wanted.modelsSee,
  };
  for (const [of, classes] of Object.entries(sights))
    await rules.tell(withSight(rules.now(), of, classes), () => tell('class.sight', { of, classes }));
  const budget = wanted.budget === undefined ? DEFAULT_BUDGET : { ...wanted.budget, dayUsd: littleUsd };
  await rules.tell({ budget }, () => tell('settings.change', { budget }));
}

const said = ({ of, id, title, dataClass }: Extract<ClassRule, { readonly of: 'page' | 'database' }>) => ({
  of,
  id,
  title,
  dataClass,
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
