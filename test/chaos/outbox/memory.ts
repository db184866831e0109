import fc from 'fast-check';
import { findWrong, letItEnd, standsAs } from '../../fixtures/check-outbox.ts';
import { afternoons, beginAfternoon } from '../../fixtures/outbox-commands.ts';
import { compareRetries } from './memory-retries.ts';

/** Runs by default; some ten minutes on two cores. */
const COUNT = 20_000;
/** Runs under one seed of fast-check: a failure is replayed within one. */
const BLOCK = 500;

interface Asked {
  readonly seed: number;
  readonly count?: number;
}

/**
 * Random afternoons of an outbox in virtual time: lost and late answers, deaths, jumping clocks, other people's edits.
 * Prints what was played, each failure with the seed that replays it, and the same faults met by other rules of
 * retrying. Returns how many blocks of runs broke a promise.
 */
export async function runOutboxInMemory({ seed, count = COUNT }: Asked): Promise<number> {
  const began = performance.now();
  const states = new Map<string, number>();
  let wrong = 0;
  let requests = 0;
  let kills = 0;
  for (let done = 0, at = seed; done < count; done += BLOCK, at += 1) {
    const runs = Math.min(BLOCK, count - done);
    const property = fc.asyncProperty(afternoons, async (commands) => {
      const afternoon = beginAfternoon();
      const { world } = afternoon;
      world.onDone = (entry) =>
        void world.wrong.push(...standsAs(afternoon, entry).map((what) => `shown as done: ${what}`));
      await fc.asyncModelRun(() => ({ model: {}, real: afternoon }), commands);
      await letItEnd(afternoon);
      const broken = await findWrong(afternoon);
      for (const { state } of world.store.rows.values()) states.set(state, (states.get(state) ?? 0) + 1);
      requests += world.line.requests;
      kills += world.kills;
      if (broken.length > 0) throw new Error(broken.join('; '));
    });
    const { failed, counterexample, errorInstance } = await fc.check(property, { seed: at, numRuns: runs });
    if (!failed) continue;
    wrong += 1;
    console.log(`WRONG seed ${at}: ${errorInstance instanceof Error ? errorInstance.message : ''}`);
    console.log(`    ${fc.stringify(counterexample)}`);
    console.log(`    again: npm run chaos -- outbox --over memory --seed ${at} --count ${runs}`);
  }
  const entries = [...states].map(([state, number]) => `${number} ${state}`).join(', ');
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`outbox over memory: ${count} afternoons from seed ${seed}, ${wrong} seeds wrong, ${seconds} s`);
  console.log(`  entries: ${entries}; ${requests} requests, ${kills} deaths`);
  console.log(await compareRetries(seed));
  return wrong;
}
