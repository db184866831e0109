import { holds, printTally } from './attacks/tally.ts';
import type { Tally } from './attacks/tally.ts';
import { tryMalformed, tryMalformedState } from './attacks/try-malformed.ts';
import { tryOversized } from './attacks/try-oversized.ts';
import { tryCanary } from './attacks/try-canary.ts';
import { tryOddMessages } from './attacks/try-messages.ts';
import { tryRendering } from './attacks/try-rendering.ts';
import { trySenders } from './attacks/try-senders.ts';

interface Asked {
  readonly seed: number;
  readonly only: RegExp | undefined;
  /** Folder of the build for Chromium; the shipped one when left out. */
  readonly extension: string | undefined;
}

/** The attack suites by name, each a few minutes at most. */
const SUITES: Readonly<Record<string, (asked: Asked) => Promise<readonly Tally[]>>> = {
  rendering: ({ seed, extension }) => tryRendering(seed, extension),
  malformed: async () => [...(await tryMalformed()), ...(await tryMalformedState())],
  oversized: () => tryOversized(),
  messages: async ({ extension }) => [...(await tryOddMessages()), ...(await trySenders(extension))],
  canary: () => tryCanary(),
};

/** Plays every suite, or those that `only` matches, and prints what each tried and what had its way. */
export async function playAttacks(asked: Asked): Promise<readonly Tally[]> {
  const all: Tally[] = [];
  for (const [name, play] of Object.entries(SUITES)) {
    if (asked.only?.test(name) === false) continue;
    console.log(`--- ${name}`);
    const began = performance.now();
    const tallies = await play(asked);
    tallies.forEach(printTally);
    console.log(`--- ${name}: ${((performance.now() - began) / 1000).toFixed(0)} s`);
    all.push(...tallies);
  }
  return all;
}

/** Returns how many tallies do not hold. */
export async function runAttacks(asked: Asked): Promise<number> {
  const all = await playAttacks(asked);
  const wrong = all.filter((tally) => !holds(tally)).length;
  console.log(`attacks: ${all.length - wrong} of ${all.length} held`);
  return all.length === 0 ? 1 : wrong;
}
