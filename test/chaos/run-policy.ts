import { openPolicyStage } from './policy/browser-stage.ts';
import type { PolicyStage } from './policy/browser-stage.ts';
import { planInBrowser, playPolicyInBrowser } from './policy/play-in-browser.ts';
import { playPolicy } from './policy/play-policy.ts';
import type { Played } from './policy/play-policy.ts';

const COUNTS = { memory: 2_000, browser: 50 } as const;
const TOLD_EVERY = { memory: 500, browser: 5 } as const;
type Where = keyof typeof COUNTS;

interface Asked {
  readonly seed: number;
  readonly count?: number;
  /** `memory` or `browser`; both when left out, or memory alone when a count is asked for. */
  readonly over?: string;
}

/**
 * Seeded afternoons of failing providers and changing rules, in virtual time and in the shipped build. Prints every
 * request that was forbidden. Returns how many were.
 */
export async function runPolicy({ seed, count, over }: Asked): Promise<number> {
  if (over !== undefined && over !== 'memory' && over !== 'browser')
    throw new Error(`Not over ${over}: ${Object.keys(COUNTS).join(', ')}`);
  let wrong = 0;
  if (over !== 'browser') wrong += await runInMemory(seed, count ?? COUNTS.memory);
  if (over === 'browser' || (over === undefined && count === undefined))
    wrong += await runInBrowser(seed, count ?? COUNTS.browser);
  return wrong;
}

async function runInMemory(seed: number, count: number): Promise<number> {
  const sum = addUp('memory', count);
  for (let at = seed; at < seed + count; at += 1) sum.add(at, await playPolicy(at));
  return sum.tell();
}

/** Runs under the same policy of the organization follow each other: a browser takes seconds to hear of another one. */
async function runInBrowser(seed: number, count: number): Promise<number> {
  const sum = addUp('browser', count);
  const stage = await openPolicyStage();
  try {
    if (stage.unmanaged !== undefined) console.log(`managed policies: not run, ${stage.unmanaged}`);
    const runs = Array.from({ length: count }, (_, at) => {
      const { managed } = planInBrowser(seed + at).first;
      return { at: seed + at, managed: stage.unmanaged === undefined ? managed : undefined };
    });
    for (const [, some] of Map.groupBy(runs, ({ managed }) => JSON.stringify(managed))) {
      await stage.manage(some[0]?.managed);
      for (const { at } of some) sum.add(at, await playInBrowser(at, stage));
    }
    const managed = runs.filter((run) => run.managed !== undefined).length;
    console.log(`policy over browser: ${managed} of ${count} runs under a policy of the organization`);
    return sum.tell();
  } finally {
    await stage.close();
  }
}

/** A run that breaks off has kept nothing. */
async function playInBrowser(seed: number, stage: PolicyStage): Promise<Played> {
  try {
    return await playPolicyInBrowser(seed, stage);
  } catch (error) {
    const words = `seed ${seed}: the run itself broke: ${String(error).slice(0, 1_500)}`;
    return { wrong: [words], sent: 0, held: 0, stoodIn: 0 };
  }
}

function addUp(where: Where, count: number): { add(seed: number, played: Played): void; tell(): number } {
  const began = performance.now();
  const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  const sum = { runs: 0, wrong: 0, sent: 0, held: 0, stoodIn: 0 };
  return {
    add(seed, { wrong, sent, held, stoodIn }) {
      for (const words of wrong) console.log(`WRONG ${words}`);
      if (wrong.length > 0) console.log(`    again: npm run chaos -- policy --over ${where} --seed ${seed} --count 1`);
      sum.runs += 1;
      sum.wrong += wrong.length;
      sum.sent += sent;
      sum.held += held;
      sum.stoodIn += stoodIn;
      if (sum.runs % TOLD_EVERY[where] === 0)
        console.log(`policy over ${where}: ${sum.runs} of ${count}, ${sum.wrong} wrong, ${seconds()}`);
    },
    tell() {
      const { wrong, sent, held, stoodIn } = sum;
      console.log(
        `policy over ${where}: ${wrong} forbidden requests of ${sent} in ${count} runs; ${held} jobs held back in words, ${stoodIn} answers by another model, ${seconds()}`,
      );
      return wrong;
    },
  };
}
