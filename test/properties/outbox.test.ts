import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findWrong, letItEnd, standsAs } from '../fixtures/check-outbox.ts';
import { afternoons, beginAfternoon } from '../fixtures/outbox-commands.ts';

describe('the outbox over a bad line', () => {
  it('writes everything once, in order, and nothing that was not approved, whatever happens', async () => {
    let finished = 0;
    await fc.assert(
      fc.asyncProperty(afternoons, async (commands) => {
        const afternoon = beginAfternoon();
        const { world } = afternoon;
        world.onDone = (entry) =>
          world.wrong.push(...standsAs(afternoon, entry).map((what) => `shown as done: ${what}`));
        await fc.asyncModelRun(() => ({ model: {}, real: afternoon }), commands);
        await letItEnd(afternoon);
        expect(await findWrong(afternoon)).toEqual([]);
        finished += [...world.store.rows.values()].filter(({ state }) => state === 'done').length;
      }),
      // The gate plays the same afternoons every time; `npm run chaos -- outbox --over memory` plays others.
      { numRuns: 300, seed: 9_000 },
    );
    expect(finished, 'entries were really sent').toBeGreaterThan(100);
  }, 120_000);
});
