import { connectNotion } from '../e2e/steps.ts';
import { startWorld } from '../world/start.ts';
import type { World } from '../world/start.ts';
import { connectForGood, prepareGround } from './ground.ts';
import { checkPlayed, strayWrites } from './outbox/browser-check.ts';
import type { Played } from './outbox/browser-check.ts';
import { planOutbox } from './outbox/browser-plan.ts';
import type { OutboxPlan } from './outbox/browser-plan.ts';
import { playSideBySide } from './outbox/browser-play.ts';
import type { OutboxStage, Placed } from './outbox/browser-play.ts';
import { playBare } from './outbox/browser-sdk.ts';
import type { BareFate } from './outbox/browser-sdk.ts';
import { outboxWorkspaces, WORKSPACES } from './outbox/browser-workspaces.ts';
import { runOutboxInMemory } from './outbox/memory.ts';

const COUNT = 300;
/** So many pages are written to at once. */
const AT_ONCE = 50;
/** A machine that is shared must come to an end. */
const LONGEST_MS = 45 * 60_000;

interface Asked {
  readonly seed: number;
  readonly count?: number;
  /** `memory` or `browser`; both when left out, or memory alone when a count is asked for. */
  readonly over?: string;
  /** For the browser: folder of the build; the shipped one when left out. */
  readonly extension?: string;
}

/** Writes through trouble, in virtual time and in the shipped build. Returns how many broke a promise. */
export async function runOutbox({ over, ...asked }: Asked): Promise<number> {
  if (over === 'memory') return await runOutboxInMemory(asked);
  if (over === 'browser') return await runInBrowser(asked);
  if (over !== undefined) throw new Error(`Not over ${over}: memory, browser`);
  const inMemory = await runOutboxInMemory(asked);
  return asked.count === undefined ? inMemory + (await runInBrowser(asked)) : inMemory;
}

/**
 * Seeded schedules of writes in the shipped build, fifty at a time on the real clock, with answers that are lost, writes
 * that are made late, deaths of the background and other people's edits; each held against what was approved. Beside
 * them the same schedules by the Notion SDK as it comes. Returns how many broke a promise.
 */
async function runInBrowser({ seed, count = COUNT, extension }: Omit<Asked, 'over'>): Promise<number> {
  const began = performance.now();
  const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  const all: Placed[] = Array.from({ length: count }, (_, index) => ({
    plan: planOutbox(seed + index),
    at: seed + index,
  }));
  const workspaces = outboxWorkspaces(seed, count);
  const bareWorld = await startWorld({ workspaces });
  const ground = await prepareGround({ workspaces }, extension);
  const played: Played[] = [];
  const bare: BareFate[] = [];
  const wrong = new Map<number, readonly string[]>();
  try {
    for (const { budget } of [ground.world, bareWorld]) budget.perMinute = 100_000;
    const stage = await openStage(ground);
    for (let from = 0; from < count && performance.now() - began < LONGEST_MS; from += AT_ONCE) {
      const some = all.slice(from, from + AT_ONCE);
      const [ours, theirs] = await Promise.all([playSideBySide(some, stage), playBare(some, bareWorld)]);
      played.push(...ours);
      bare.push(...theirs);
      for (const one of ours) {
        const broken = checkPlayed(ground.world.notion, one);
        if (broken.length > 0) tellBroken(one, broken, wrong, ground.world);
      }
      console.log(`outbox: ${played.length} of ${count} schedules, ${wrong.size} wrong, ${seconds()}`);
    }
    const stray = strayWrites(ground.world.notion, played);
    for (const words of stray.slice(0, 5)) console.log(`WRONG ${words}`);
    if (count === 1) tellPlan(all[0]?.plan);
    console.log(summary(played, wrong.size, bare, seconds()));
    return wrong.size + stray.length;
  } finally {
    await ground.close();
    await bareWorld.close();
  }
}

async function openStage(ground: Awaited<ReturnType<typeof prepareGround>>): Promise<OutboxStage> {
  const browser = await ground.launch();
  const tokens = WORKSPACES.map((name) => `ntn_${name.toLowerCase()}_full`);
  const tab = await connectForGood(browser, tokens[0] ?? '');
  for (const [at, name] of WORKSPACES.entries()) {
    if (at > 0) await connectNotion(tab, tokens[at]);
    await tab.find('group', `Notion: ${name}`);
  }
  return { world: ground.world, browser, tab };
}

function tellBroken(
  { plan }: Played,
  broken: readonly string[],
  wrong: Map<number, readonly string[]>,
  { notion }: World,
): void {
  wrong.set(plan.seed, broken);
  console.log(`WRONG seed ${plan.seed}; again: npm run chaos -- outbox --over browser --seed ${plan.seed} --count 1`);
  for (const words of broken.slice(0, 6)) console.log(`    ${words}`);
  for (const { time, method, path, body } of notion.written.all()) {
    const text = JSON.stringify(body);
    if (text.includes(`${plan.token}w`))
      console.log(`      ${new Date(time).toISOString().slice(11, 23)} ${method} ${path} ${text.length} bytes`);
  }
}

function summary(played: readonly Played[], wrong: number, bare: readonly BareFate[], took: string): string {
  const entries = played.flatMap(({ entries: some }) => some);
  const states = new Map<string, number>();
  for (const { state } of entries) states.set(state, (states.get(state) ?? 0) + 1);
  const plans = played.map(({ plan }) => plan);
  const told = [...states].map(([state, number]) => `${number} ${state}`).join(', ');
  const faults = plans.reduce((sum, plan) => sum + plan.faults.length, 0);
  const deaths = plans.reduce((sum, plan) => sum + plan.deaths.length, 0);
  const edits = plans.reduce((sum, plan) => sum + plan.edits.length, 0);
  const meant = bare.filter((_, at) => plans[at]?.fate !== 'decline');
  const share = (which: keyof BareFate): string => {
    const number = meant.filter((fate) => fate[which]).length;
    return `${number} of ${meant.length} (${((100 * number) / Math.max(1, meant.length)).toFixed(1)} %) ${which}`;
  };
  return [
    `outbox over browser: ${played.length - wrong} of ${played.length} schedules kept every promise, ${took}`,
    `  ${entries.length} writes: ${told}; ${faults} faults planned, ${deaths} deaths, ${edits} edits by others`,
    `  the same by the Notion SDK’s own retries: ${share('finished')}, ${share('lost')}, ${share('duplicated')}`,
  ].join('\n');
}

/** What happens in a schedule, for whoever replays it. */
function tellPlan(plan: OutboxPlan | undefined): void {
  if (plan === undefined) return;
  for (const want of plan.wants) console.log(`  wants ${JSON.stringify(want)}`);
  for (const { name, skip, times } of plan.faults) console.log(`  ${name}, after ${skip} writes, ${times} times`);
  for (const { afterMs, where } of plan.edits) console.log(`  somebody edits ${where} after ${afterMs} ms`);
  for (const ms of plan.deaths) console.log(`  the background dies after ${ms} ms`);
  console.log(`  in the end: ${plan.fate}`);
}
