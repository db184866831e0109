import { diskInDexie } from './continuity/disk-in-dexie.ts';
import { diskInMemory } from './continuity/disk.ts';
import { planAfternoon } from './continuity/plan.ts';
import type { Deed } from './continuity/plan.ts';
import { shorten } from './continuity/shorten.ts';
import { addUp, newTally, tellTally, tryAfternoon } from './continuity/try-afternoon.ts';
import type { Tried } from './continuity/try-afternoon.ts';
import { openBrowserAfternoons } from './continuity/try-in-browser.ts';

/** Afternoons of each kind when no count is asked for. */
const COUNTS = { memory: 10_000, dexie: 300, browser: 200 } as const;
type Where = keyof typeof COUNTS;

/** After so many afternoons the run tells how far it is. */
const TOLD_EVERY = { memory: 500, dexie: 100, browser: 1 } as const;

const isWhere = (over: string): over is Where => Object.hasOwn(COUNTS, over);

interface Asked {
  readonly seed: number;
  readonly count?: number;
  /** `memory`, `dexie` or `browser`; all of them when left out, or memory alone when a count is asked for. */
  readonly over?: string;
  /** For the browser: folder of the build; the shipped one when left out. */
  readonly extension?: string;
}

/**
 * Seeded afternoons of faults, deaths and a person's doings through the shipped flows in virtual time, and shortened
 * ones in the shipped build, each history held against what the product promises. A single one is told deed by deed.
 * Returns how many broke a promise.
 */
export async function runContinuity({ seed, count, over, extension }: Asked): Promise<number> {
  if (over !== undefined && !isWhere(over)) throw new Error(`Not over ${over}: ${Object.keys(COUNTS).join(', ')}`);
  const everywhere: readonly Where[] = count === undefined ? ['memory', 'dexie', 'browser'] : ['memory'];
  let broken = 0;
  for (const where of over === undefined ? everywhere : [over])
    broken += await runAfternoons(seed, count ?? COUNTS[where], where, extension);
  if (count === 1) tellPlan(seed, over === 'browser');
  return broken;
}

/** How afternoons are tried there. */
function openPlace(where: Where, extension?: string): { tryAfternoon(seed: number): Promise<Tried>; close(): unknown } {
  if (where === 'browser') return openBrowserAfternoons(extension);
  const diskOf = (seed: number) => (where === 'memory' ? diskInMemory() : diskInDexie(`words ${seed}`));
  return { tryAfternoon: (seed) => tryAfternoon(seed, diskOf(seed)), close: () => {} };
}

/** So many afternoons from a seed on. Prints every one that broke a promise. Returns how many did. */
async function runAfternoons(first: number, count: number, where: Where, extension?: string): Promise<number> {
  const began = performance.now();
  const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  const tally = newTally();
  const place = openPlace(where, extension);
  try {
    for (let seed = first; seed < first + count; seed += 1) {
      const tried = await place.tryAfternoon(seed);
      addUp(tally, tried);
      if (tried.wrong.length > 0) {
        console.log(`WRONG over ${where}, seed ${seed}; again: ${again(where, seed)}`);
        for (const words of tried.wrong.slice(0, 8)) console.log(`    ${words}`);
      }
      const done = seed - first + 1;
      if (done % TOLD_EVERY[where] === 0)
        console.log(`${where}: ${done} of ${count} up to seed ${seed}, ${tally.broken.length} wrong, ${seconds()}`);
    }
  } finally {
    await place.close();
  }
  const kept = `${count - tally.broken.length} of ${count} kept every promise`;
  console.log(`continuity over ${where}: ${kept} (${tellTally(tally)}), ${seconds()}`);
  return tally.broken.length;
}

const again = (where: Where, seed: number): string =>
  `npm run chaos -- continuity --over ${where} --seed ${seed} --count 1`;

/** What happens in a schedule, for whoever replays it. */
function tellPlan(seed: number, isShort: boolean): void {
  let at = 0;
  const plan = planAfternoon(seed);
  for (const { afterMs, deed } of (isShort ? shorten(plan) : plan).deeds) {
    at += afterMs;
    console.log(`  ${(at / 1000).toFixed(2).padStart(8)} s  ${words(deed)}`);
  }
}

const words = ({ type, ...rest }: Deed): string => `${type} ${JSON.stringify(rest)}`;
