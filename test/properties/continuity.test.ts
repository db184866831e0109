import { describe, expect, it } from 'vitest';
import { diskInMemory } from '../chaos/continuity/disk.ts';
import { addUp, newTally, tryAfternoon } from '../chaos/continuity/try-afternoon.ts';

/** Some of what `npm run chaos -- continuity` tries; a seed that fails here is replayed by it. */
const SEEDS = 200;

describe('afternoons of faults, deaths and a person’s doings', () => {
  it('end with every question accounted for, nothing lost, nothing answered twice, and trails that are true', async () => {
    const tally = newTally();
    const wrong: string[] = [];
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const tried = await tryAfternoon(seed, diskInMemory());
      addUp(tally, tried);
      wrong.push(...tried.wrong.map((words) => `seed ${seed}: ${words}`));
    }
    expect(wrong).toEqual([]);
    // Where nothing happens nothing is proven.
    const { endings, deaths, stoodIn, waited, continued } = tally;
    for (const state of ['done', 'failed', 'cancelled']) expect(endings.get(state)).toBeGreaterThan(0);
    for (const count of [deaths, stoodIn, waited, continued]) expect(count).toBeGreaterThan(0);
  });
});
