import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advancePace, createPace, mayStart, PLAIN_BUDGET } from '../../lib/resilience/pace.ts';
import type { Pace, PaceEvent, Priority } from '../../lib/resilience/pace.ts';

const WINDOW_MS = 60_000;
const ENDPOINTS = ['pages', 'markdown', 'search'];

/** What happens to a connection: time passes, somebody wants to ask, Notion asks for a pause. */
type Happening =
  | { readonly what: 'time'; readonly ms: number }
  | { readonly what: 'ask'; readonly endpoint: string; readonly priority: Priority; readonly times: number }
  | {
      readonly what: 'pause';
      readonly scope: 'connection' | 'workspace' | 'endpoint' | 'blocked';
      readonly endpoint: string;
      readonly ms: number;
    };

const aHappening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ what: fc.constant('time'), ms: fc.integer({ min: 0, max: 30_000 }) }),
  fc.record({
    what: fc.constant('ask'),
    endpoint: fc.constantFrom(...ENDPOINTS),
    priority: fc.constantFrom('interactive', 'background'),
    times: fc.integer({ min: 1, max: 12 }),
  }),
  fc.record({
    what: fc.constant('pause'),
    scope: fc.constantFrom('connection', 'workspace', 'endpoint', 'blocked'),
    endpoint: fc.constantFrom(...ENDPOINTS),
    ms: fc.integer({ min: 0, max: 90_000 }),
  }),
);

interface Started {
  readonly at: number;
  readonly endpoint: string;
  readonly priority: Priority;
}

interface Paused {
  readonly scope: 'connection' | 'workspace' | 'endpoint' | 'blocked';
  readonly endpoint: string;
  readonly from: number;
  readonly until: number;
}

/** A caller that obeys: it starts at once when it may, else it comes back at exactly the time it was told, or never. */
function live(happenings: readonly Happening[], budget: number, patient: boolean) {
  let pace: Pace = createPace(budget);
  let now = 1_000_000;
  const started: Started[] = [];
  const paused: Paused[] = [];
  const tell = (event: PaceEvent): void => void (pace = advancePace(pace, event));
  for (const happening of happenings) {
    if (happening.what === 'time') now += happening.ms;
    if (happening.what === 'pause') {
      const { scope, endpoint, ms } = happening;
      tell({ type: 'pause-asked', at: now, scope, endpoint, retryAfterMs: ms });
      paused.push({ scope, endpoint, from: now, until: now + ms });
    }
    if (happening.what !== 'ask') continue;
    for (let turn = 0; turn < happening.times; turn += 1) {
      const { endpoint, priority } = happening;
      if (priority === 'interactive') tell({ type: 'person-waits', at: now });
      const wait = mayStart(pace, now, endpoint, priority).waitMs;
      if (wait > 0 && !patient) continue;
      now += wait;
      expect(mayStart(pace, now, endpoint, priority).waitMs).toBe(0);
      tell({ type: 'request-start', at: now });
      started.push({ at: now, endpoint, priority });
    }
  }
  return { pace, started, paused };
}

/** Background work that asks whenever it may, until then. */
function background(from: Pace, start: number, until: number): { readonly pace: Pace; readonly started: number[] } {
  let pace = from;
  const started: number[] = [];
  for (let now = start; ;) {
    const { waitMs } = mayStart(pace, now, 'markdown', 'background');
    now += waitMs;
    if (now >= until) return { pace, started };
    pace = advancePace(pace, { type: 'request-start', at: now });
    started.push(now);
  }
}

const aLife = fc.tuple(fc.array(aHappening, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), fc.boolean());

describe('the pace of a connection', () => {
  it('never starts more than the budget in any window, whatever the order', () => {
    let most = 0;
    fc.assert(
      fc.property(aLife, ([happenings, budget, patient]) => {
        const { started } = live(happenings, budget, patient);
        for (const { at } of started) {
          const inWindow = started.filter((other) => other.at >= at && other.at < at + WINDOW_MS).length;
          most = Math.max(most, inWindow / budget);
          expect(inWindow).toBeLessThanOrEqual(budget);
        }
      }),
    );
    expect(most, 'the budget was really spent').toBe(1);
  });

  it('never starts within a pause that concerns the request, whatever the order', () => {
    let held = 0;
    fc.assert(
      fc.property(aLife, ([happenings, budget, patient]) => {
        const { started, paused } = live(happenings, budget, patient);
        for (const pause of paused) {
          const concerned = started.filter(({ endpoint }) => pause.scope !== 'endpoint' || endpoint === pause.endpoint);
          held += started.filter(({ at }) => at === pause.until).length;
          expect(concerned.filter(({ at }) => at > pause.from && at < pause.until)).toEqual([]);
        }
      }),
    );
    expect(held, 'requests really waited for the end of a pause').toBeGreaterThan(0);
  });

  it('always says a time at which the request may really start', () => {
    fc.assert(
      fc.property(aLife, ([happenings, budget]) => {
        const asked = happenings
          .map((one) => (one.what === 'ask' ? one.times : 0))
          .reduce((sum, times) => sum + times, 0);
        expect(live(happenings, budget, true).started).toHaveLength(asked);
      }),
    );
  });

  it('leaves a third of the budget to people while they work', () => {
    const pace = advancePace(createPace(), { type: 'person-waits', at: 0 });
    const { started } = background(pace, 0, WINDOW_MS);
    expect(started.length).toBeGreaterThan(110);
    expect(started.length).toBeLessThanOrEqual(120);
    expect(mayStart(advancePace(pace, { type: 'request-start', at: 0 }), 0, 'pages', 'interactive').waitMs).toBe(0);
  });

  it('lets background work spend nine tenths of what is allowed while nobody else asks', () => {
    const long = 20 * WINDOW_MS;
    const { started } = background(createPace(), 0, long);
    expect(started.length / (PLAIN_BUDGET * (long / WINDOW_MS))).toBeGreaterThanOrEqual(0.9);
    for (const at of started) {
      expect(started.filter((other) => other >= at && other < at + WINDOW_MS).length).toBeLessThan(PLAIN_BUDGET);
    }
  });

  it('has room for people at any moment of background work, and for more of them soon', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 * WINDOW_MS }), fc.constantFrom(PLAIN_BUDGET, 600), (moment, budget) => {
        let { pace } = background(createPace(budget), 0, moment);
        const waits: number[] = [];
        let now = moment;
        for (let request = 0; request < 30; request += 1) {
          pace = advancePace(pace, { type: 'person-waits', at: now });
          const { waitMs } = mayStart(pace, now, 'pages', 'interactive');
          waits.push(waitMs);
          now += waitMs;
          pace = advancePace(pace, { type: 'request-start', at: now });
        }
        expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
        expect(now - moment).toBeLessThan(20_000);
      }),
      { numRuns: 20 },
    );
  });

  it('lets the whole budget go in one burst, and then waits a window', () => {
    for (const budget of [PLAIN_BUDGET, 600]) {
      let pace = createPace(budget);
      for (let count = 0; count < budget; count += 1) {
        expect(mayStart(pace, 5, 'pages', 'interactive').waitMs).toBe(0);
        pace = advancePace(pace, { type: 'request-start', at: 5 });
      }
      const { waitMs, because } = mayStart(pace, 5, 'pages', 'interactive');
      expect(waitMs).toBeGreaterThanOrEqual(WINDOW_MS);
      expect(because).toBe('notion-rate-limited');
    }
  });

  it('keeps only what still counts, however long it lives', () => {
    let pace = createPace();
    for (let at = 0; at < 3_600_000; at += 1_000) pace = advancePace(pace, { type: 'request-start', at });
    expect(pace.starts.length).toBeLessThan(70);
  });

  it('waits no longer than was asked when the clock is set back', () => {
    const paused = advancePace(createPace(), {
      type: 'pause-asked',
      at: 10_000_000,
      scope: 'workspace',
      endpoint: 'pages',
      retryAfterMs: 120_000,
    });
    expect(mayStart(paused, 0, 'pages', 'interactive').waitMs).toBe(120_000);
  });

  it('says which limit holds a request back', () => {
    const asked = (scope: 'connection' | 'workspace' | 'endpoint' | 'blocked') =>
      mayStart(
        advancePace(createPace(), { type: 'pause-asked', at: 0, scope, endpoint: 'search', retryAfterMs: 9_000 }),
        0,
        'search',
        'interactive',
      );
    expect(asked('connection')).toEqual({ waitMs: 9_000, because: 'notion-rate-limited' });
    expect(asked('workspace')).toEqual({ waitMs: 9_000, because: 'notion-workspace-limited' });
    expect(asked('endpoint')).toEqual({ waitMs: 9_000, because: 'notion-endpoint-limited' });
    expect(asked('blocked')).toEqual({ waitMs: 9_000, because: 'notion-blocked' });
  });

  it('survives a worker as plain data', () => {
    fc.assert(
      fc.property(aLife, ([happenings, budget]) => {
        const { pace } = live(happenings, budget, false);
        expect(JSON.parse(JSON.stringify(pace))).toEqual(pace);
      }),
    );
  });
});
