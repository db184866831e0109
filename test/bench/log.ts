import { createHash } from 'node:crypto';
import { build } from 'vite';
import { verifyLog } from '../../lib/activity/verify-log.ts';
import { answered, connect, openCompanion } from '../e2e/steps.ts';
import { anExport, seeded, TAMPERINGS } from '../verify/tamper.ts';
import { PAGES } from '../world/workspace/ids.ts';
import { listed, median, round } from './figure.ts';
import type { Figure } from './figure.ts';
import type { Logged } from './log-worker.ts';
import { onStage } from './stage.ts';

export const LOG_FIGURES = ['trust.log-tamperings', 'trust.log-cost', 'trust.log-look'] as const;

const TAMPERED = 1_000;
const ENTRIES = 60;
const MOST_SHARE = 0.02;
const RUNS = 15;
const LONG = 100_000;
/** As a model takes that answers soon. */
const FIRST_TOKEN_MS = 400;

/** Whether tampering shows, what logging costs beside the actions that it tells of, and how quick a long log is. */
export async function benchLog(): Promise<readonly Figure[]> {
  return [await tamperings(), ...(await inBrowser())];
}

const sha256 = async (text: string): Promise<string> => createHash('sha256').update(text).digest('hex');

/** Every kind of tampering in turn, by seed, on an export of its own; as many that nobody touched must hold. */
async function tamperings(): Promise<Figure> {
  const kinds = Object.entries(TAMPERINGS);
  const missed: string[] = [];
  let wronged = 0;
  for (let seed = 1; seed <= TAMPERED; seed += 1) {
    const unit = seeded(seed);
    const log = await anExport(unit, ENTRIES, sha256);
    const [name, { how, needsHead }] = kinds[seed % kinds.length] ?? ['', { how: () => [] }];
    const anchors = needsHead === true ? [log.head] : [];
    if ((await verifyLog(await how(log, unit, sha256), sha256, anchors)).holds) missed.push(`${name} (seed ${seed})`);
    if (!(await verifyLog(log.lines, sha256, [log.head])).holds) wronged += 1;
  }
  const found = TAMPERED - missed.length;
  return {
    name: 'trust.log-tamperings',
    value: found,
    unit: 'found',
    peer: 'tamperings of an export',
    peerValue: TAMPERED,
    ratio: round(found / TAMPERED),
    bar: 'every one found, no untouched export blamed',
    holds: missed.length === 0 && wronged === 0,
    runs: TAMPERED,
    note: `${kinds.length} kinds; ${kinds.filter(([, { needsHead }]) => needsHead === true).length} of them make the rest of the log anew, which shows only beside a head that was written down, and were checked beside one; ${wronged} untouched exports blamed${missed.length === 0 ? '' : `; missed: ${missed.join(', ')}`}`,
  };
}

async function inBrowser(): Promise<readonly Figure[]> {
  const script = await bundled();
  return onStage(
    async ({ browser }) => {
      await connect(browser);
      const tab = await openCompanion(browser, PAGES.travel);
      const inWorker = async <Value>(call: string): Promise<Value> => {
        const [worker] = browser.context.serviceWorkers();
        if (worker === undefined) throw new Error('The worker of the extension does not run.');
        return worker.evaluate<Value>(`(async () => { ${script}; return logBench.${call}; })()`);
      };
      const rows = async (after: number) => inWorker<readonly { readonly n: number }[]>(`entriesAfter(${after})`);
      const actions: { readonly ms: number; readonly entries: readonly { readonly n: number }[] }[] = [];
      for (const button of ['Summarize', 'Retry', 'Retry', 'Retry', 'Retry']) {
        const before = (await rows(0)).at(-1)?.n ?? 0;
        const begun = performance.now();
        await (await tab.find('button', button, { within: 'companion' })).click();
        await answered(tab);
        const ms = performance.now() - begun;
        // What it told is on the disk a second later.
        await new Promise((resolve) => setTimeout(resolve, 2_500));
        actions.push({ ms, entries: await rows(before) });
      }
      const shares: number[] = [];
      const all: Logged[] = [];
      for (const { ms, entries } of actions) {
        const times = await inWorker<readonly Logged[]>(`logAgain(${JSON.stringify(entries)}, ${RUNS})`);
        all.push(...times);
        shares.push(median(times.map(({ stored }) => stored)) / ms);
      }
      const looks = await inWorker<Readonly<Record<string, number>>>(`lookInto(${LONG}, 2000)`);
      return [costFigure(actions, shares, all), lookFigure(looks)];
    },
    { firstTokenMs: FIRST_TOKEN_MS },
  );
}

function costFigure(
  actions: readonly { readonly ms: number; readonly entries: readonly unknown[] }[],
  shares: readonly number[],
  times: readonly Logged[],
): Figure {
  const action = median(actions.map(({ ms }) => ms));
  const stored = median(times.map(({ stored }) => stored));
  const told = median(times.map(({ told }) => told));
  const share = median(shares);
  return {
    name: 'trust.log-cost',
    value: round(stored),
    unit: 'ms',
    peer: 'the action that it tells of, from the press to its answer',
    peerValue: round(action),
    ratio: round(share),
    bar: `ratio < ${MOST_SHARE}`,
    holds: share < MOST_SHARE,
    runs: times.length,
    note: `until all entries are chained and on the disk, in the extension's own worker; whoever tells of them is held up for ${round(told)} ms (${round((100 * told) / action)} % of the action); entries an action ${listed(actions.map(({ entries }) => entries.length))}; actions ${listed(
      actions.map(({ ms }) => ms),
      ' ms',
    )}; shares in % ${listed(shares.map((one) => 100 * one))}`,
  };
}

function lookFigure(looks: Readonly<Record<string, number>>): Figure {
  const slowest = Math.max(...Object.values(looks));
  const newest = looks['the newest'] ?? Number.NaN;
  return {
    name: 'trust.log-look',
    value: round(slowest),
    unit: 'ms',
    peer: 'the newest entries alone',
    peerValue: round(newest),
    ratio: round(slowest / newest),
    bar: 'none',
    holds: true,
    runs: 1,
    note: `the slowest look into ${LONG} entries; ${Object.entries(looks)
      .map(([name, ms]) => `${name} ${Math.round(ms)} ms`)
      .join(', ')}`,
  };
}

/** What runs in the worker as one script. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: new URL('log-worker.ts', import.meta.url).pathname, formats: ['iife'], name: 'logBench' },
    },
  });
  for (const one of Array.isArray(built) ? built : [built]) if ('output' in one) return one.output[0].code;
  throw new Error('What runs in the worker could not be bundled.');
}
