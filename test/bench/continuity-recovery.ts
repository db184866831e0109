import { createNotionClient } from '../../lib/adapters/notion/notion-client.ts';
import { asConnectionId, parsePageId } from '../../lib/base/ids.ts';
import type { Chance } from '../../lib/base/ports.ts';
import { Secret } from '../../lib/base/secret.ts';
import { readPage } from '../../lib/flows/read-page.ts';
import type { PageTarget } from '../../lib/jobs/job.ts';
import { createPace, PLAIN_BUDGET } from '../../lib/resilience/pace.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import { startBackground } from '../chaos/continuity/background.ts';
import { diskInMemory } from '../chaos/continuity/disk.ts';
import { createNetwork } from '../chaos/continuity/network.ts';
import { watchDisk } from '../chaos/continuity/witness.ts';
import { CLAUDE_FAULTS } from '../world/claude-faults.ts';
import { openInProcess } from '../world/in-process.ts';
import type { InProcessWorld } from '../world/in-process.ts';
import { createRandom } from '../world/random.ts';
import { VirtualTime } from '../world/virtual-time.ts';
import { generateWorkspace } from '../world/workspace/generate-workspace.ts';
import type { Figure } from './figure.ts';

const SEED = 4;
const QUEUED = 200;
const PAGES = 80;
/** One question each so often while all Claude is down. */
const ASK_EVERY_MS = 6_000;
/** The person's own questions while the queue drains, one each so often. */
const OWN = 12;
const OWN_EVERY_MS = 20_000;
const WINDOW_MS = 60_000;
/** Requests a minute of the smallest paid account, as Anthropic's page on rate limits gives it. */
const CLAUDE_A_MINUTE = 50;
const ENOUGH_MS = 3 * 60 * 60_000;

export const CONTINUITY_RECOVERY_FIGURES = [
  'continuity.recovery-claude',
  'continuity.recovery-notion',
  'continuity.recovery-overtaken',
  'continuity.recovery-answered',
] as const;

/**
 * All Claude goes down, two hundred questions are asked meanwhile and wait, and it comes back: how the queue takes both
 * services up again. The shipped flows in virtual time, over stores in memory, Notion read by its real client.
 */
export async function benchContinuityRecovery(): Promise<readonly Figure[]> {
  const time = new VirtualTime();
  const workspace = generateWorkspace({ pages: PAGES, seed: SEED });
  const world = openInProcess({
    workspaces: [workspace],
    clock: time,
    seed: SEED,
    firstTokenMs: 600,
    tokenDelayMs: 15,
  });
  const unit = createRandom(SEED);
  let ids = 0;
  const chance: Chance = { id: () => `id-${(ids += 1)}`, unit };
  const troubles: string[] = [];
  const { disk, states } = watchDisk(diskInMemory(), () => time.now(), troubles);
  const log = { info: () => {}, warn: () => {} };
  const reader = createNotionClient({
    token: async () => new Secret(`ntn_${workspace.name.toLowerCase()}_full`),
    fetch: (url, init) => world.fetch(url, init),
    clock: time,
    chance,
    log,
    online: () => true,
    pace: { initial: createPace(), persist: () => {} },
  });
  const connection = { id: asConnectionId('the connection'), workspace: workspace.name, reader };
  const read = { clock: time, pages: disk.pages, connections: async () => [connection], screenOf: () => undefined };
  const { life, runner, queue } = startBackground(
    {
      disk,
      network: createNetwork(
        world,
        () => time.now(),
        () => time.now(),
      ),
      clock: time,
      chance,
      settings: DEFAULT_SETTINGS,
      heard: [],
      troubles,
      wakeAt: (at) => void ring(at),
      readPage: (target, signal) => readPage(read, target, signal),
    },
    1,
  );
  /** The browser's alarm: the last one set rings. */
  let rung = 0;
  const ring = async (at: number | undefined): Promise<void> => {
    const mine = (rung += 1);
    if (at === undefined) return;
    await time.sleep(Math.max(0, at - time.now()));
    if (mine === rung && !life.over) await queue.look();
  };
  const targets = workspace.pages.flatMap(({ id, title, hiddenFromApi, inTrash }): readonly PageTarget[] => {
    const pageId = parsePageId(id);
    return pageId === undefined || hiddenFromApi === true || inTrash
      ? []
      : [{ pageId, title, url: `https://app.notion.com/${id}` }];
  });
  let asked = 0;
  const ask = async (): Promise<string> => {
    const target = targets[(asked += 1) % targets.length];
    if (target === undefined) throw new Error('No page');
    return runner.start({
      action: 'ask',
      question: `What is planned, and who does it (q1x${asked})?`,
      length: 'medium',
      target,
    });
  };

  const waiting = async (): Promise<number> => (await disk.jobs.waiting()).length;
  const own = new Map<string, number>();
  const play = async (): Promise<number> => {
    const fault = CLAUDE_FAULTS['unavailable-503'];
    if (fault === undefined) throw new Error('No such fault');
    const end = world.faults.add(fault.rule);
    for (let at = 0; at < QUEUED; at += 1) {
      await ask();
      await time.sleep(ASK_EVERY_MS);
    }
    await time.sleep(30_000);
    const queued = await waiting();
    if (queued < QUEUED) throw new Error(`Of ${QUEUED} questions only ${queued} wait`);
    world.requests.clear();
    end();
    const from = time.now();
    // Until the queue's own probe has been answered, whoever asks waits with it.
    while (!states.some(({ state, at }) => state === 'done' && at >= from)) await time.sleep(1000);
    for (let at = 0; at < OWN; at += 1) {
      await time.sleep(OWN_EVERY_MS);
      const now = time.now();
      own.set(await ask(), now);
    }
    while ((await waiting()) > 0 && time.now() < from + ENOUGH_MS) await time.sleep(10_000);
    await time.sleep(60_000);
    return from;
  };
  const from = await time.run(play());

  const done = states.filter(({ state, at }) => state === 'done' && at >= from);
  const last = Math.max(...done.map(({ at }) => at));
  const ownDone = done.filter(({ jobId }) => own.has(jobId)).map(({ jobId, at }) => at - (own.get(jobId) ?? at));
  const overtaken = [...own].flatMap(([id, at]) => {
    const end = done.find(({ jobId }) => jobId === id)?.at ?? Number.POSITIVE_INFINITY;
    return states.filter(
      (one) => one.state === 'running' && one.jobId !== id && !own.has(one.jobId) && one.at > at && one.at < end,
    );
  });
  const minutes = (ms: number): number => Math.round(ms / 6000) / 10;
  const noticed = minutes(Math.min(...done.map(({ at }) => at)) - from);
  const slowest = Math.round(Math.max(...ownDone) / 100) / 10;
  const told = `Claude’s return was noticed after ${noticed} min; ${QUEUED} queued and ${OWN} own questions were answered within ${minutes(last - from)} min, each own one within ${slowest} s; ${troubles.length} troubles`;
  const refused = world.requests.all().filter(({ status }) => status === 429).length;
  return [
    bounded(
      'claude',
      peak(world, 'api.anthropic.com'),
      CLAUDE_A_MINUTE,
      'requests in 60 s',
      'the smallest account’s budget',
      told,
    ),
    bounded(
      'notion',
      peak(world, 'api.notion.com'),
      PLAIN_BUDGET,
      'requests in 60 s',
      'Notion’s documented budget',
      `${refused} refused`,
    ),
    bounded('overtaken', overtaken.length, 0, 'queued questions', 'begun while a person’s own one was under way', ''),
    {
      ...bounded('answered', done.length, QUEUED + OWN, 'questions', 'all that were asked', ''),
      bar: 'value = peerValue',
      holds: done.length === QUEUED + OWN,
    },
  ];
}

/** The most requests that a host got in any window. */
function peak({ requests }: InProcessWorld, host: string): number {
  const times = requests
    .all({ host })
    .map(({ time }) => time)
    .toSorted((one, other) => one - other);
  return Math.max(0, ...times.map((begin, at) => times.slice(at).filter((time) => time < begin + WINDOW_MS).length));
}

function bounded(name: string, value: number, most: number, unit: string, peer: string, note: string): Figure {
  return {
    name: `continuity.recovery-${name}`,
    value,
    unit,
    peer,
    peerValue: most,
    ratio: most === 0 ? value : Math.round((value / most) * 1000) / 1000,
    bar: 'value <= peerValue',
    holds: value <= most,
    runs: 1,
    note,
  };
}
