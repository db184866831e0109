import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWait } from '../../lib/resilience/backoff.ts';
import type { Patience } from '../../lib/resilience/backoff.ts';

const PATIENCE: Patience = { tries: 4, totalMs: 30_000, baseMs: 500, capMs: 8_000, longestAskedMs: 20_000 };
const aUnit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('waiting for another try', () => {
  it('waits anything between nothing and a bound that doubles up to the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), aUnit, (failed, unit) => {
        const stubborn = { ...PATIENCE, tries: 100 };
        const wait = nextWait({ failed, startedAt: 0, now: 0 }, stubborn, unit);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(8_000, 500 * 2 ** (failed - 1)));
      }),
    );
    expect(nextWait({ failed: 1, startedAt: 0, now: 0 }, PATIENCE, 0.999)).toBe(499);
    expect(nextWait({ failed: 3, startedAt: 0, now: 0 }, PATIENCE, 0.5)).toBe(1_000);
  });

  it('never comes back sooner than it was asked to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 20_000 }), aUnit, (failed, asked, unit) => {
        const wait = nextWait({ failed, startedAt: 0, now: 0, retryAfterMs: asked }, PATIENCE, unit);
        expect(wait).toBeGreaterThanOrEqual(asked);
      }),
    );
  });

  it('gives up at once when the asked wait is too long for a person who looks on', () => {
    expect(nextWait({ failed: 1, startedAt: 0, now: 0, retryAfterMs: 20_001 }, PATIENCE, 0)).toBeUndefined();
  });

  it('gives up after so many tries', () => {
    expect(nextWait({ failed: 3, startedAt: 0, now: 0 }, PATIENCE, 0)).toBe(0);
    expect(nextWait({ failed: 4, startedAt: 0, now: 0 }, PATIENCE, 0)).toBeUndefined();
  });

  it('ends no wait after its time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }), aUnit, (now, unit) => {
        const wait = nextWait({ failed: 3, startedAt: 0, now }, PATIENCE, unit);
        expect(wait === undefined || now + wait <= 30_000).toBe(true);
      }),
    );
  });
});
