import { PLAIN_BUDGET } from '../../lib/resilience/pace.ts';
import { countSteps, killPoints, syncThroughKills } from '../fixtures/sync-kills.ts';
import { beginLife, layGround, mirrorOf, syncOnce } from '../fixtures/sync-life.ts';
import type { SyncGround } from '../fixtures/sync-life.ts';
import type { Workspace } from '../world/model.ts';
import { generateWorkspace } from '../world/workspace/generate-workspace.ts';
import { round } from './figure.ts';
import type { Figure } from './figure.ts';

const PAGES = 3_000;
const KILLS = 50;
const SEED = 1;
/** So many of the pages edited last make a search useful. */
const USEFUL = 50;
const DAY_MS = 24 * 60 * 60_000;

interface Tally {
  readonly requests: number;
  readonly refused: number;
  readonly ms: number;
}

async function tally(ground: SyncGround, work: () => Promise<unknown>): Promise<Tally> {
  ground.world.requests.clear();
  const begun = ground.time.now();
  await work();
  const log = ground.world.requests.all();
  return {
    requests: log.length,
    refused: log.filter(({ status }) => status === 429).length,
    ms: ground.time.now() - begun,
  };
}

/** Virtual milliseconds from the begin of a first sync until the pages edited last are on the device. */
async function timeToUseful(workspace: Workspace): Promise<number> {
  const ground = layGround(workspace);
  const newest = workspace.pages
    .filter(({ hiddenFromApi, inTrash }) => hiddenFromApi !== true && !inTrash)
    .toSorted((one, other) => other.lastEditedTime.localeCompare(one.lastEditedTime))
    .slice(0, USEFUL)
    .map(({ id }) => id);
  const begun = ground.time.now();
  let at: number | undefined;
  const stop = new AbortController();
  const { contents } = ground.stores;
  ground.onStep = () => {
    if (at !== undefined || !newest.every((id) => [...contents.keys()].some((one) => one === id))) return;
    at = ground.time.now() - begun;
    stop.abort(new Error('It is useful.'));
  };
  await ground.time.run(beginLife(ground).sync(false, stop.signal).done).catch((error: unknown) => {
    if (at === undefined) throw error;
  });
  return at ?? Number.POSITIVE_INFINITY;
}

/**
 * The mirror, its client and its pacing against the world's rules, in virtual time. What it stores is held in memory by
 * stores that the contracts of the product's own hold to them.
 */
export async function benchSync(): Promise<readonly Figure[]> {
  const workspace = generateWorkspace({ pages: PAGES, seed: SEED });
  const ground = layGround(workspace);
  let steps = 0;
  const first = await tally(ground, async () => {
    steps = await countSteps(ground);
  });
  const whole = await mirrorOf(ground);
  const known = Object.keys(whole).length;
  await ground.time.advance(20 * 60_000);
  const second = await tally(ground, () => syncOnce(ground, true));
  await ground.time.advance(DAY_MS);
  const full = await tally(ground, () => syncOnce(ground));
  const useful = await timeToUseful(workspace);

  const killed = layGround(workspace);
  let lives = 0;
  const disturbed = await tally(killed, async () => {
    lives = await syncThroughKills(killed, killPoints(SEED, KILLS, steps));
  });
  const resumed = await mirrorOf(killed);
  const different = [...new Set([...Object.keys(whole), ...Object.keys(resumed)])].filter(
    (id) => JSON.stringify(whole[id]) !== JSON.stringify(resumed[id]),
  ).length;

  const allowed = (PLAIN_BUDGET * first.ms) / 60_000;
  const more = disturbed.requests / first.requests - 1;
  const common = { runs: 1, note: '' };
  return [
    {
      ...common,
      name: 'search.sync-requests-per-page',
      value: round(first.requests / PAGES),
      unit: 'requests',
      peer: 'one a page',
      peerValue: 1,
      ratio: round(first.requests / PAGES),
      bar: 'none',
      holds: true,
      note: `${first.requests} requests for ${PAGES} pages and ${known - PAGES} databases, lists included`,
    },
    {
      ...common,
      name: 'search.sync-budget-share',
      value: round(first.requests / allowed),
      unit: 'of the budget',
      peer: `requests allowed in ${Math.round(first.ms / 1000)} s`,
      peerValue: Math.round(allowed),
      ratio: round(first.requests / allowed),
      bar: 'at least 0.9',
      holds: first.requests / allowed >= 0.9,
    },
    {
      ...common,
      name: 'search.sync-refused',
      value: first.refused + second.refused + full.refused + disturbed.refused,
      unit: 'answers of 429',
      peer: 'requests in all',
      peerValue: first.requests + second.requests + full.requests + disturbed.requests,
      ratio: 0,
      bar: 'none of them',
      holds: first.refused + second.refused + full.refused + disturbed.refused === 0,
    },
    {
      ...common,
      name: 'search.sync-useful-seconds',
      value: round(useful / 1000),
      unit: 's',
      peer: 's for all pages',
      peerValue: round(first.ms / 1000),
      ratio: round(useful / first.ms),
      bar: 'none',
      holds: true,
      note: `until the ${USEFUL} pages edited last are on the device, at 150 to 450 ms a request`,
    },
    {
      ...common,
      name: 'search.sync-killed-requests',
      value: disturbed.requests,
      unit: 'requests',
      peer: 'undisturbed',
      peerValue: first.requests,
      ratio: round(disturbed.requests / first.requests),
      bar: 'at most 1.02, killed 50 times',
      holds: more <= 0.02 && lives === KILLS,
      note: `${lives} lives ended at seeded steps`,
    },
    {
      ...common,
      name: 'search.sync-killed-difference',
      value: different,
      unit: 'pages',
      peer: 'pages of the undisturbed mirror',
      peerValue: known,
      ratio: round(different / known),
      bar: 'none differs',
      holds: different === 0,
    },
    {
      ...common,
      name: 'search.sync-again-requests',
      value: second.requests,
      unit: 'requests',
      peer: 'the first sync',
      peerValue: first.requests,
      ratio: round(second.requests / first.requests),
      bar: 'at most 40 requests',
      holds: second.requests <= 40,
      note: `a full listing, which finds what is gone, takes ${full.requests} once a day`,
    },
  ];
}
