import { actionFor } from '../../../lib/actions/action-for.ts';
import { createClaudePort } from '../../../lib/adapters/claude/claude-port.ts';
import { createOpenAiPort } from '../../../lib/adapters/openai/openai-port.ts';
import { Secret } from '../../../lib/base/secret.ts';
import { createGate } from '../../../lib/flows/gate.ts';
import { createSpending } from '../../../lib/flows/keep-spending.ts';
import { payingPort } from '../../../lib/flows/paying-port.ts';
import { createJobRunner } from '../../../lib/flows/run-jobs.ts';
import type { Page } from '../../../lib/mirror/page.ts';
import { KNOWN_MODELS } from '../../../lib/models/capabilities.ts';
import { factsOfRoute } from '../../../lib/models/route-facts.ts';
import { routesFor } from '../../../lib/models/routes-for.ts';
import { DEFAULT_SETTINGS } from '../../../lib/settings/settings.ts';
import type { Settings } from '../../../lib/settings/settings.ts';
import { createBench } from '../../fixtures/answering.ts';
import { HandModel } from '../../fixtures/hand-model.ts';
import { createMemorySpending } from '../../fixtures/memory-spending.ts';
import { aPage, heading, paragraph } from '../../unit/actions-pages.ts';
import { openInProcess } from '../../world/in-process.ts';
import { createRandom } from '../../world/random.ts';
import { CLAUDE_KEY } from '../../world/services.ts';
import { VirtualTime } from '../../world/virtual-time.ts';
import { forbidden } from './forbidden.ts';
import type { Sent } from './forbidden.ts';
import { OTHER, planPolicy } from './plan-policy.ts';

export interface Played {
  /** Requests that policy, class or budget forbade when they were sent. */
  readonly wrong: readonly string[];
  readonly sent: number;
  /** Jobs that were held back in words. */
  readonly held: number;
  /** Answers of another model than the asked one. */
  readonly stoodIn: number;
}

const PAGES: readonly Page[] = ['Handbook', 'Pay bands', 'Travel'].map((title, at) =>
  aPage({ title, blocks: [heading('What'), paragraph(`mark-p${at} is what ${title} is about. Mara owns it.`)] }),
);

/**
 * Plays one afternoon on which every provider fails in turn and the person changes who may see what, through the real
 * jobs, ladder, gate, ledger and adapters over the simulated world, in virtual time.
 * @param open leaves the gate open, to see that this is noticed
 */
export async function playPolicy(seed: number, open = false): Promise<Played> {
  const time = new VirtualTime();
  const random = createRandom(seed);
  const plan = planPolicy(
    seed,
    PAGES.map(({ id }) => id),
  );
  const world = openInProcess({ workspaces: [], clock: time, seed, firstTokenMs: 200, tokenDelayMs: 10 });
  let changed: Partial<Settings> = plan.first;
  const settings = async (): Promise<Settings> => ({ ...DEFAULT_SETTINGS, providers: [OTHER], ...changed });
  const wrong: string[] = [];
  let sent = 0;
  const way = async (url: string, init: RequestInit): Promise<Response> => {
    const body = typeof init.body === 'string' ? init.body : '';
    const asked: Sent = {
      host: new URL(url).hostname,
      model: /"model"\s*:\s*"([^"]*)"/u.exec(body)?.[1] ?? '',
      pages: PAGES.filter((_page, at) => body.includes(`mark-p${at}`)).map(({ id }) => id),
    };
    sent += 1;
    const why = forbidden(asked, await settings());
    if (why !== undefined) wrong.push(`seed ${seed}: ${asked.model} at ${asked.host} was sent ${why}`);
    return world.fetch(url, init);
  };
  const base = { clock: time, isOnline: () => true, fetch: way };
  const claude = createClaudePort({ ...base, key: async () => new Secret(CLAUDE_KEY) });
  const facts = (model: string) => factsOfRoute({ provider: OTHER.id, model }, KNOWN_MODELS, [OTHER]);
  const other = createOpenAiPort({
    ...base,
    key: async () => new Secret('sk-world-openai'),
    baseUrl: OTHER.baseUrl,
    header: OTHER.header,
    provider: OTHER.name,
    facts,
  });
  const bench = createBench(new HandModel());
  let ids = 0;
  const chance = { id: () => `id-${(ids += 1)}`, unit: random };
  const factsOf: typeof bench.factsOf = async (route) => factsOfRoute(route, KNOWN_MODELS, [OTHER]);
  const spending = createSpending({
    clock: time,
    chance,
    log: bench.log,
    store: createMemorySpending(),
    life: 'life',
    settings,
    zone: () => 'UTC',
  });
  const paid = (provider: string, bill: Parameters<typeof payingPort>[2]) =>
    payingPort(provider === 'claude' ? claude : other, provider === 'claude' ? 'claude' : OTHER.id, bill, {
      spending,
      factsOf,
    });
  const gate = createGate({ settings, placeOf: async () => undefined, model: paid });
  const ports = Object.assign(bench, {
    clock: time,
    chance,
    action: actionFor,
    settings,
    factsOf,
    listedModels: async () => KNOWN_MODELS,
    near: spending.near,
    judge: open
      ? createGate({ settings: async () => WIDE, placeOf: async () => undefined, model: paid }).judge
      : gate.judge,
    model: open
      ? (provider: string, _about: unknown, bill: Parameters<typeof paid>[1]) => paid(provider, bill)
      : gate.model,
    routes: async (asked: Parameters<typeof bench.routes>[0]) =>
      routesFor(asked, {
        settings: open ? WIDE : await settings(),
        listed: KNOWN_MODELS,
        hasKey: () => true,
        builtInReady: false,
      }),
    readPage: async ({ pageId }: { readonly pageId: Page['id'] }) =>
      PAGES.find(({ id }) => id === pageId) ?? bench.page,
  });
  const runner = createJobRunner(ports, 'life', () => () => {});

  await time.run(
    (async () => {
      for (const { afterMs, deed } of plan.deeds) {
        await time.sleep(afterMs);
        if (deed.type === 'change') changed = deed.settings;
        else if (deed.type === 'fault') {
          const end = world.faults.add(deed.rule);
          void time.sleep(deed.forMs).then(end);
        } else if (deed.type === 'ask') {
          const { id, title, url } = PAGES[deed.page] ?? bench.page;
          const target = { pageId: id, title, url };
          await runner.start({ ...deed.input, length: 'short', target });
        } else {
          const jobs = [...bench.stores.jobs.rows.values()];
          const job = jobs[Math.floor(deed.pick * jobs.length)];
          if (job?.state === 'waiting') await runner.wake(job.id);
          else if (job?.state === 'failed') await runner.proceed(job.id, deed.model);
          else if (job !== undefined) await runner.retry(job.id, deed.model);
        }
      }
      await time.sleep(30 * 60_000);
    })(),
  );
  const trails = [...bench.stores.jobs.rows.values()].map(({ trail }) => trail);
  const isHeld = (outcome: unknown): boolean =>
    typeof outcome === 'object' && JSON.stringify(outcome).includes('"unsent"');
  return {
    wrong,
    sent,
    held: trails.filter((trail) => trail.some(({ outcome }) => isHeld(outcome))).length,
    stoodIn: [...bench.stores.answers.rows.values()].filter(
      ({ provenance: { asked, answeredBy } }) => answeredBy !== undefined && asked !== answeredBy,
    ).length,
  };
}

/** Settings under which nothing is kept from anybody. */
const WIDE: Settings = {
  ...DEFAULT_SETTINGS,
  providers: [{ ...OTHER, classes: ['public', 'internal', 'restricted'] }],
};
