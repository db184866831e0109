import { parsePageId } from '../../../lib/base/ids.ts';
import type { JobId, MessageId } from '../../../lib/base/ids.ts';
import type { Job, JobState } from '../../../lib/jobs/job.ts';
import type { PageTarget } from '../../../lib/jobs/job.ts';
import { DEFAULT_SETTINGS } from '../../../lib/settings/settings.ts';
import type { Tab } from '../../browsers/browser.ts';
import type { ChromiumBrowser } from '../../browsers/chromium.ts';
import { until } from '../../browsers/wait.ts';
import { pageAddress } from '../../e2e/steps.ts';
import { NAMED_FAULTS } from '../../world/named-faults.ts';
import type { World } from '../../world/start.ts';
import type { Accepted, History } from '../history.ts';
import { tokenIn } from '../history.ts';
import { killWorker } from '../kills.ts';
import { OF_DEATH } from '../run-kills.ts';
import type { Door } from './door.ts';
import { ASKED_PAGES, handsOn, openExtensionPage } from './extension-page.ts';
import { createPerson } from './person.ts';
import type { Hands } from './person.ts';
import type { Plan, Timed } from './plan.ts';
import { createWitness } from './witness.ts';

/** Where afternoons are played one after the other: the world, its door, and Chromium with a page of the extension open. */
export interface Stage {
  readonly world: World;
  readonly door: Door;
  readonly browser: ChromiumBrowser;
  readonly tab: Tab;
}

/** Time that the worker passes between two awaits, so to speak: a plan counts its death in awaits. */
const AWAIT_MS = 20;
const LOOK_MS = 60;
/** What was put off for a moment ends by itself; what waits for longer is woken as if hours had gone by. */
const SOON_MS = 4000;
const WOKEN_MS = 12_000;
/** A stream that went silent is left by then. */
const REST_MS = 120_000;
const DRAFT = { key: 'chat:half-typed' };

const RUNS: readonly JobState[] = ['queued', 'running'];

/**
 * Plays one afternoon in the shipped build, lets service return, waits until nothing runs, and tells what happened. Real
 * time tells less than virtual time: requests are noted where they arrive, states as they are seen, some 60 ms apart,
 * and words that a model sent but that were not yet stored when a worker died are nobody's loss, so that what was heard
 * is left out. Words that were once stored, and so may have been shown, are held as everywhere. A network that is gone
 * takes no new request to any service; the browser itself is not told of it, and a stream that runs is not cut by it.
 */
export async function playInBrowser(plan: Plan, { world, door, browser, tab }: Stage): Promise<History> {
  const page = openExtensionPage(tab);
  const troubles: string[] = [];
  const accepted: Accepted[] = [];
  const said = new Map<MessageId, string>();
  const deaths: number[] = [];
  const witness = createWitness(troubles);
  const earlierErrors = (await browser.errors()).length;

  let dying: Promise<void> | undefined;
  const kill = async (): Promise<void> => {
    if (await browser.backgroundRunning()) deaths.push(await killWorker(browser, tab));
  };
  /** Two deaths at once are one. */
  const die = (): Promise<void> => (dying ??= kill().finally(() => (dying = undefined)));

  await die();
  deaths.length = 0;
  await page.forgetAll();
  door.take();
  world.claude.clear();
  world.requests.clear();
  world.budget.forget();
  const draft = `typed and never sent, ${plan.seed}`;
  await page.ask('draft.keep', { ...DRAFT, text: draft });

  const look = async (): Promise<void> => {
    const { jobs, answers } = await page.changes();
    for (const job of jobs) witness.sawJob(job, job.updatedAt);
    for (const answer of answers) witness.sawAnswer(answer);
  };
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      await look();
      await sleep(LOOK_MS);
    }
  })();

  const bare = handsOn(page);
  /** A state that is passed through between two looks, and words that a question has for a moment, are known from who gave them. */
  const hands: Hands = {
    ...bare,
    async pause(id) {
      witness.states.push({ jobId: id, state: 'paused', at: Date.now() });
      await bare.pause(id);
    },
    async edit(id, question) {
      const token = tokenIn(question);
      if (token !== undefined) tokensOf(id).add(token);
      return await bare.edit(id, question);
    },
  };
  const tokensOf = (id: JobId): Set<string> => witness.tokens.get(id) ?? new Set();
  const allJobs = async (): Promise<readonly Job[]> => (await page.rows()).jobs;
  const person = createPerson(plan.seed, { allJobs }, { accepted, said }, targetOf);

  const endings: (() => void)[] = [];
  const perform = async ({ deed }: Timed): Promise<void> => {
    switch (deed.type) {
      case 'fault': {
        const rule = NAMED_FAULTS[deed.name]?.rule;
        if (rule === undefined) throw new Error(`No such fault: ${deed.name}`);
        const end = world.faults.add(deed.models === 'one' ? { ...rule, model: DEFAULT_SETTINGS.model } : rule);
        endings.push(end);
        return void setTimeout(end, deed.forMs);
      }
      case 'offline': {
        const end = world.faults.add({ action: 'refuse' });
        endings.push(end);
        return void setTimeout(end, deed.forMs);
      }
      case 'death':
        await sleep(deed.awaits * AWAIT_MS);
        return await die();
      case 'rewrite':
        return rewrite(world, deed.page);
      case 'clock-jump':
        throw new Error('The clock of a browser cannot be set');
      case 'ask':
      case 'summarize':
      case 'message':
      case 'stop':
      case 'pause':
      case 'resume':
      case 'edit':
      case 'run-now':
      case 'retry':
      case 'proceed':
        return await person.act(deed, hands);
    }
  };

  const acts: Promise<void>[] = [];
  for (const timed of plan.deeds) {
    await sleep(timed.afterMs);
    acts.push(perform(timed).catch((error: unknown) => void troubles.push(`${timed.deed.type}: ${String(error)}`)));
  }
  await sleep(LOOK_MS);
  for (const end of endings) end();
  await Promise.all(acts);

  // All is well again: whoever rests by nobody's wish runs, and then nothing may be under way any more.
  for (const job of await allJobs()) if (job.state === 'paused') await hands.resume(job.id);
  const isWithout = async (...states: readonly JobState[]): Promise<boolean> =>
    (await allJobs()).every(({ state }) => !states.includes(state));
  // Whoever looks into the settings has what waits tried at once.
  await page.ask('settings.change', {});
  if (!(await comes(() => isWithout(...RUNS, 'waiting'), SOON_MS))) {
    await page.forgetServices();
    await die();
    await page.ask('settings.change', {});
    await comes(() => isWithout(...RUNS, 'waiting'), WOKEN_MS);
    await comes(() => isWithout(...RUNS), REST_MS);
  }
  await look();
  over.abort();
  await watching;

  const { jobs, answers, messages, drafts } = await page.rows();
  const kept = drafts.find(({ key }) => key === DRAFT.key)?.text;
  if (kept !== draft) troubles.push(`“${draft}” was typed, “${kept}” is kept`);
  const errors = (await browser.errors()).slice(earlierErrors).filter((words) => !OF_DEATH.test(words));
  troubles.push(...errors.map((words) => `the extension complained: ${words.slice(0, 400)}`));
  const composed = world.claude
    .messages()
    .flatMap(({ requestId, answer }) => (answer === undefined ? [] : [[requestId, answer] as const]));
  return {
    accepted,
    said,
    knocks: door.take(),
    heard: [],
    states: witness.states,
    tokens: witness.tokens,
    composed: new Map(composed),
    deaths,
    jumped: false,
    atService: true,
    jobs,
    answers,
    messages,
    troubles,
  };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether something comes true in time. */
async function comes(check: () => Promise<boolean>, ms: number): Promise<boolean> {
  return await until(check, ms, async () => '').catch(() => false);
}

function targetOf(at: number): PageTarget {
  const { id, title } = ASKED_PAGES[at % ASKED_PAGES.length] ?? ASKED_PAGES[0];
  const pageId = parsePageId(id);
  if (pageId === undefined) throw new Error(`No page id: ${id}`);
  return { pageId, title, url: pageAddress(id) };
}

/** The page says something else from now on. */
function rewrite({ notion }: World, at: number): void {
  const { id } = ASKED_PAGES[at % ASKED_PAGES.length] ?? ASKED_PAGES[0];
  const block = notion.page(id)?.blocks.find(({ type }) => type === 'paragraph');
  if (block === undefined) throw new Error('The page has no paragraph to write anew');
  notion.editBlock(block.id, `What stood here was written anew at ${Date.now()}.`);
}
