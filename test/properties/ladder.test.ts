import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAILURE_HOPS } from '../../lib/base/failure.ts';
import type { FailureCode, FailureFacts } from '../../lib/base/failure.ts';
import { isClaude, sameRoute } from '../../lib/models/route.ts';
import type { Route } from '../../lib/models/route.ts';
import { afterCall, askable, beginProbe } from '../../lib/resilience/breaker.ts';
import type { Breaker, BreakerKey } from '../../lib/resilience/breaker.ts';
import { breakersOf, nextRung } from '../../lib/resilience/ladder.ts';
import type { Tried } from '../../lib/resilience/ladder.ts';
import { earnRetries, newRetryBudget, retriesLeft, spendRetry } from '../../lib/resilience/retry-budget.ts';

const ROUTES: readonly Route[] = [
  { provider: 'claude', model: 'claude-sonnet-5-5' },
  { provider: 'claude', model: 'claude-haiku-5-5' },
  { provider: 'claude', model: 'claude-opus-5-5' },
  { provider: 'gateway:work', model: 'claude-sonnet-5-5' },
  { provider: 'openai:ollama', model: 'llama' },
  { provider: 'openai:other', model: 'big' },
  { provider: 'built-in', model: 'built-in' },
];
const CODES = Object.keys(FAILURE_HOPS).filter((code): code is FailureCode => code in FAILURE_HOPS);
const ACCOUNT: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'claude-billing',
  'claude-on-hold',
  'claude-rate-limited',
  'claude-ramp-limited',
]);

interface World {
  readonly routes: readonly Route[];
  /** How each next try fails, and how long it takes; past its end tries fail at once. */
  readonly fates: readonly { readonly failure: FailureFacts; readonly tookMs: number; readonly unit: number }[];
  readonly breakers: ReadonlyMap<BreakerKey, Breaker>;
  readonly interactive: boolean;
  readonly retries: number;
}

const aFailure: fc.Arbitrary<FailureFacts> = fc.record(
  { code: fc.constantFrom(...CODES), retryAfterMs: fc.integer({ min: 0, max: 30_000 }) },
  { requiredKeys: ['code'] },
);

const aBreaker = (key: BreakerKey): fc.Arbitrary<readonly [BreakerKey, Breaker]> =>
  fc
    .record({
      state: fc.constantFrom('closed', 'open', 'half-open'),
      opens: fc.integer({ min: 0, max: 3 }),
      until: fc.integer({ min: 0, max: 40_000 }),
      successes: fc.integer({ min: 0, max: 1 }),
      probingSince: fc.option(fc.integer({ min: -50_000, max: 0 }), { nil: undefined }),
    })
    .map(({ probingSince, ...rest }) => [
      key,
      {
        key,
        failures: [],
        since: 0,
        ...rest,
        ...(probingSince === undefined || rest.state !== 'half-open' ? {} : { probingSince }),
      },
    ]);

const KEYS = [...new Set(ROUTES.flatMap(breakersOf))];
const aWorld: fc.Arbitrary<World> = fc.record({
  routes: fc.shuffledSubarray([...ROUTES], { minLength: 1 }),
  fates: fc.array(
    fc.record({
      failure: aFailure,
      tookMs: fc.integer({ min: 0, max: 9_000 }),
      unit: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
    }),
    { maxLength: 12 },
  ),
  breakers: fc
    .subarray(KEYS)
    .chain((keys) => fc.tuple(...keys.map(aBreaker)))
    .map((breakers) => new Map(breakers)),
  interactive: fc.boolean(),
  retries: fc.integer({ min: 0, max: 5 }),
});

interface Asked {
  readonly route: Route;
  readonly at: number;
  readonly retry: boolean;
  readonly probe: boolean;
  readonly states: readonly ('yes' | 'probe' | 'no')[];
}

/** A whole climb in which every try fails, with its breakers kept as the shipped climb keeps them. */
function climbInVain(world: World) {
  const breakers = new Map(world.breakers);
  const tried: Tried[] = [];
  const asked: Asked[] = [];
  let now = 0;
  let retries = world.retries;
  for (let turn = 0; ; turn += 1) {
    if (turn > 40) return { asked, tried, ended: false };
    const fate = world.fates[turn] ?? { failure: { code: 'claude-error' as const }, tookMs: 0, unit: 0 };
    const facts = { routes: world.routes, tried, breakers, startedAt: 0, now, retries, unit: fate.unit };
    const decision = nextRung({ ...facts, interactive: world.interactive });
    if (decision.type === 'give-up') return { asked, tried, ended: true };
    now += decision.afterMs;
    const { route, retry, probe } = decision;
    if (retry) retries -= 1;
    const states = breakersOf(route).map((key) => askable(breakers.get(key), now));
    asked.push({ route, at: now, retry, probe, states });
    for (const key of breakersOf(route)) {
      const breaker = breakers.get(key);
      if (breaker !== undefined && askable(breaker, now) === 'probe') breakers.set(key, beginProbe(breaker, now));
    }
    const startedAt = now;
    now += fate.tookMs;
    const { failure } = fate;
    for (const key of breakersOf(route)) {
      const after = afterCall(
        breakers.get(key),
        { failure, startedAt, at: now, unit: fate.unit, model: route.model },
        key,
      );
      if (after !== undefined) breakers.set(key, after);
    }
    tried.push({ route, startedAt, endedAt: now, failure });
  }
}

const sameFamily = (one: Route, other: Route): boolean =>
  one.provider === other.provider || (isClaude(one.provider) && isClaude(other.provider));

describe('a climb, whatever fails', () => {
  it('ends, asks nobody that may not be asked, and no more often than it may', () => {
    fc.assert(
      fc.property(aWorld, (world) => {
        const { asked, ended } = climbInVain(world);
        expect(ended).toBe(true);
        expect(asked.length).toBeLessThanOrEqual(8);
        expect(asked.filter(({ retry }) => retry).length).toBeLessThanOrEqual(world.retries);
        for (const { route } of asked) {
          expect(world.routes).toContain(route);
          expect(asked.filter((other) => sameRoute(other.route, route)).length).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('begins no try later than 20 s after it began while a person waits', () => {
    let latest = 0;
    fc.assert(
      fc.property(aWorld, (world) => {
        for (const { at } of climbInVain({ ...world, interactive: true }).asked) {
          latest = Math.max(latest, at);
          expect(at).toBeLessThanOrEqual(20_000);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(latest, 'it did go on for long').toBeGreaterThan(15_000);
  });

  it('never comes back before the time that a service asked for', () => {
    let obeyed = 0;
    fc.assert(
      fc.property(aWorld, (world) => {
        const { asked, tried } = climbInVain(world);
        for (const [at, { route, endedAt, failure }] of tried.entries()) {
          if (failure.retryAfterMs === undefined) continue;
          const again = asked.slice(at + 1).filter((one) => sameRoute(one.route, route));
          obeyed += again.length;
          const soonest = endedAt + failure.retryAfterMs;
          expect(again.filter((one) => one.at < soonest)).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(obeyed, 'it did come back').toBeGreaterThan(0);
  });

  it('never asks another model of the family after a limit of the account', () => {
    let met = 0;
    fc.assert(
      fc.property(aWorld, (world) => {
        const { asked, tried } = climbInVain(world);
        for (const [at, { route, failure }] of tried.entries()) {
          const later = asked.slice(at + 1);
          expect(failure.code === 'claude-spend-limit' ? later : []).toEqual([]);
          if (!ACCOUNT.has(failure.code)) continue;
          met += 1;
          expect(later.filter((one) => sameFamily(one.route, route) && !sameRoute(one.route, route))).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(met).toBeGreaterThan(30);
  });

  it('never asks through an open breaker, and through a half-open one only as its probe', () => {
    let probes = 0;
    fc.assert(
      fc.property(aWorld, (world) => {
        for (const { states, probe } of climbInVain(world).asked) {
          expect(states).not.toContain('no');
          expect(states.includes('probe')).toBe(probe);
          if (probe) probes += 1;
        }
      }),
      { numRuns: 2_000 },
    );
    expect(probes).toBeGreaterThan(100);
  });
});

describe('a breaker, whatever happens', () => {
  const aCall = fc.record({
    afterMs: fc.integer({ min: 0, max: 200_000 }),
    failure: fc.option(aFailure, { nil: undefined }),
    unit: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
  });

  it('stays shut for at most five minutes or as long as was asked, and always lets a probe through then', () => {
    fc.assert(
      fc.property(fc.array(aCall, { maxLength: 40 }), fc.constantFrom(...KEYS), (calls, key) => {
        let breaker: Breaker | undefined;
        let now = 0;
        for (const { afterMs, failure, unit } of calls) {
          now += afterMs;
          if (breaker !== undefined && askable(breaker, now) === 'probe') breaker = beginProbe(breaker, now);
          const outcome = {
            startedAt: now,
            at: now,
            unit,
            model: 'any',
            ...(failure === undefined ? {} : { failure }),
          };
          breaker = afterCall(breaker, outcome, key);
        }
        expect(askable(breaker, now + 5 * 60_000)).not.toBe('no');
      }),
    );
  });
});

describe('the budget of retries', () => {
  it('lets no more through than its reserve, its minutes and its share of the answers', () => {
    const aDeed = fc.record({ afterMs: fc.integer({ min: 0, max: 5_000 }), answered: fc.boolean() });
    fc.assert(
      fc.property(fc.array(aDeed, { maxLength: 200 }), fc.constantFrom('interactive', 'background'), (deeds, kind) => {
        let budget = newRetryBudget(kind, 0);
        let now = 0;
        let retried = 0;
        let answered = 0;
        for (const deed of deeds) {
          now += deed.afterMs;
          if (deed.answered) {
            answered += 1;
            budget = earnRetries(budget, now);
          } else if (retriesLeft(budget, now) >= 1) {
            retried += 1;
            budget = spendRetry(budget, now);
          }
        }
        const most = kind === 'interactive' ? 10 + 0.2 * answered + now / 60_000 : 1 + 0.1 * answered;
        expect(retried).toBeLessThanOrEqual(most + 1e-6);
      }),
    );
  });
});
