import { diskInDexie } from './continuity/disk-in-dexie.ts';
import { diskInMemory } from './continuity/disk.ts';
import { planAfternoon } from './continuity/plan.ts';
import type { Deed } from './continuity/plan.ts';
import { addUp, newTally, tellTally, tryAfternoon } from './continuity/try-afternoon.ts';

/** Afternoons of each kind when no count is asked for. */
const COUNTS = { memory: 10_000, dexie: 300 } as const;
type Where = keyof typeof COUNTS;

interface Asked {
  readonly seed: number;
  readonly count?: number;
  /** `memory` or `dexie`; both when left out, or memory alone when a count is asked for. */
  readonly over?: string;
}

/**
 * Seeded afternoons of faults, deaths and a person's doings through the shipped flows in virtual time, each history held
 * against what the product promises. A single one is told deed by deed. Returns how many broke a promise.
 */
export async function runContinuity({ seed, count, over }: Asked): Promise<number> {
  if (over !== undefined && over !== 'memory' && over !== 'dexie') throw new Error(`Not over ${over}: memory, dexie`);
  const chosen: readonly Where[] = over !== undefined ? [over] : count === undefined ? ['memory', 'dexie'] : ['memory'];
  let broken = 0;
  for (const where of chosen) broken += await runAfternoons(seed, count ?? COUNTS[where], where);
  if (count === 1) tellPlan(seed);
  return broken;
}

/** So many afternoons from a seed on. Prints every one that broke a promise. Returns how many did. */
async function runAfternoons(first: number, count: number, where: Where): Promise<number> {
  const began = performance.now();
  const tally = newTally();
  for (let seed = first; seed < first + count; seed += 1) {
    const tried = await tryAfternoon(seed, where === 'memory' ? diskInMemory() : diskInDexie(`words ${seed}`));
    addUp(tally, tried);
    if (tried.wrong.length > 0) {
      console.log(`WRONG over ${where}, seed ${seed}; again: npm run chaos -- continuity --seed ${seed} --count 1`);
      for (const words of tried.wrong.slice(0, 8)) console.log(`    ${words}`);
    }
    const done = seed - first + 1;
    if (done % 500 === 0) console.log(`${where}: ${done} of ${count}, ${tally.broken.length} wrong`);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const kept = `${count - tally.broken.length} of ${count} kept every promise`;
  console.log(`continuity over ${where}: ${kept} (${tellTally(tally)}), ${seconds} s`);
  return tally.broken.length;
}

/** What happens in a schedule, for whoever replays it. */
function tellPlan(seed: number): void {
  let at = 0;
  for (const { afterMs, deed } of planAfternoon(seed).deeds) {
    at += afterMs;
    console.log(`  ${(at / 1000).toFixed(2).padStart(8)} s  ${words(deed)}`);
  }
}

const words = ({ type, ...rest }: Deed): string => `${type} ${JSON.stringify(rest)}`;
