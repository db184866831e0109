import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asConversationId, asJobId } from '../../lib/base/ids.ts';
import type { JobId } from '../../lib/base/ids.ts';
import type { Breaker, BreakerKey } from '../../lib/resilience/breaker.ts';
import { cameBack, drain, NOT_DRAINING } from '../../lib/resilience/drain.ts';
import type { DrainFacts, RunningWork, WaitingWork } from '../../lib/resilience/drain.ts';

const SONNET = { provider: 'claude', model: 'claude-sonnet-5-5' } as const;
const MINUTE = 60_000;

const aWork = (id: string, differs: Partial<WaitingWork> = {}): WaitingWork => ({
  id: asJobId(id),
  askedAt: 0,
  cause: { code: 'model-overloaded' },
  since: 0,
  expiresAt: 24 * 60 * MINUTE,
  routes: [SONNET],
  ...differs,
});

const aBreaker = (differs: Partial<Breaker>): ReadonlyMap<BreakerKey, Breaker> => {
  const key = 'model:claude/claude-sonnet-5-5' as const;
  return new Map([[key, { key, state: 'closed', failures: [], opens: 0, successes: 0, since: 0, ...differs }]]);
};

const look = (differs: Partial<DrainFacts>) =>
  drain({
    waiting: [],
    running: [],
    breakers: new Map(),
    state: { lanes: { 'claude/claude-sonnet-5-5': { width: 1, next: 0, failures: 0 } }, awake: {} },
    online: true,
    renewed: false,
    now: 1_000,
    unit: 0,
    ...differs,
  });

interface Asked {
  readonly conversation: number | undefined;
  readonly at: number;
  /** How long an answer takes, in milliseconds. */
  readonly takes: number;
}

const asked: fc.Arbitrary<Asked> = fc.record({
  conversation: fc.option(fc.nat(2), { nil: undefined }),
  at: fc.nat(5 * MINUTE),
  takes: fc.integer({ min: 300, max: 20_000 }),
});

const history = fc.record({
  asked: fc.array(asked, { minLength: 1, maxLength: 25 }),
  /** The service is down until then. */
  backAt: fc.nat(40 * MINUTE),
  /** A person's own questions: when, and for how long. */
  own: fc.array(fc.record({ at: fc.nat(60 * MINUTE), takes: fc.integer({ min: 500, max: 40_000 }) }), { maxLength: 8 }),
  units: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 20 }),
});

interface Woken {
  readonly id: JobId;
  readonly at: number;
  readonly endsAt: number;
  readonly answered: boolean;
  readonly conversation: number | undefined;
}

/** Drains a queue in virtual time as the flow does: it looks when it said it would, and after each ended job. */
function play({ asked: all, backAt, own, units }: typeof history extends fc.Arbitrary<infer Value> ? Value : never) {
  const left = new Map(all.map((one, at) => [asJobId(`job ${String(at).padStart(2, '0')}`), one]));
  const waits = new Map([...left].map(([id, { at }]) => [id, { since: at, until: undefined as number | undefined }]));
  const wakes: Woken[] = [];
  let awake: Woken[] = [];
  let state = NOT_DRAINING;
  let now = 5 * MINUTE;
  let mostAwake = 0;
  let looks = 0;
  for (; left.size > 0; looks += 1) {
    if (looks > 5_000) throw new Error(`${left.size} still wait after ${now} ms`);
    const unit = units[looks % units.length] ?? 0;
    const busy = own.filter(({ at, takes }) => at <= now && now < at + takes);
    const running: RunningWork[] = [
      ...awake.map(({ id, conversation }) => ({ ...runningOf(conversation), id, queued: true })),
      ...busy.map(({ at }) => ({ id: asJobId(`own ${at}`), askedAt: at, queued: false })),
    ];
    const waiting = [...left]
      .filter(([id]) => awake.every((one) => one.id !== id))
      .map(([id, { conversation, at }]) => {
        const { since, until } = waits.get(id) ?? { since: 0, until: undefined };
        return {
          ...aWork(id, { askedAt: at, since, expiresAt: Number.MAX_SAFE_INTEGER }),
          ...(until === undefined ? {} : { until }),
          ...(conversation === undefined ? {} : { conversation: asConversationId(String(conversation)) }),
        };
      });
    const drained = drain({ waiting, running, breakers: new Map(), state, online: true, renewed: false, now, unit });
    state = drained.state;
    for (const id of drained.wake) {
      expect(busy).toEqual([]);
      const work = left.get(id);
      if (work === undefined) throw new Error(`${id} was woken out of nowhere`);
      const { takes, conversation } = work;
      expect(waits.get(id)?.until ?? 0).toBeLessThanOrEqual(now);
      const answered = now >= backAt;
      const woken = { id, at: now, endsAt: now + (answered ? takes : 900), answered, conversation };
      wakes.push(woken);
      awake.push(woken);
    }
    mostAwake = Math.max(mostAwake, awake.length);
    const ends = Math.min(...awake.map(({ endsAt }) => endsAt), ...busy.map(({ at, takes }) => at + takes));
    const next = Math.min(drained.lookAt ?? Number.POSITIVE_INFINITY, ends);
    if (next === Number.POSITIVE_INFINITY) throw new Error('Nobody would ever look again');
    now = Math.max(now + 1, next);
    for (const { id, answered } of awake.filter(({ endsAt }) => endsAt <= now)) {
      state = cameBack(state, id, answered ? 'answered' : 'unanswered', now, unit);
      if (answered) left.delete(id);
      else waits.set(id, { since: now, until: now + 5_000 });
    }
    awake = awake.filter(({ endsAt }) => endsAt > now);
  }
  return { wakes, mostAwake };
}

const runningOf = (conversation: number | undefined): Pick<RunningWork, 'askedAt' | 'conversation'> => ({
  askedAt: 0,
  ...(conversation === undefined ? {} : { conversation: asConversationId(String(conversation)) }),
});

describe('a queue that is drained', () => {
  it('ends, keeps the order of each conversation, and gives way to whatever a person asks', () => {
    fc.assert(
      fc.property(history, (played) => {
        const { wakes, mostAwake } = play(played);
        expect(mostAwake).toBeLessThanOrEqual(4);
        const answered = wakes.filter((woken) => woken.answered);
        expect(new Set(answered.map(({ id }) => id)).size).toBe(answered.length);
        expect(answered).toHaveLength(played.asked.length);
        const turns = answered.filter(({ conversation }) => conversation !== undefined);
        for (const [index, { conversation, at }] of turns.entries()) {
          const earlier = turns.slice(0, index).filter((one) => one.conversation === conversation);
          expect(earlier.every(({ endsAt }) => endsAt <= at)).toBe(true);
        }
        for (const conversation of [0, 1, 2]) {
          const order = answered
            .filter((one) => one.conversation === conversation)
            .map(({ id }) => played.asked[Number(id.slice(4))]?.at ?? 0);
          expect(order).toEqual(order.toSorted((one, other) => one - other));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('asks a service that is down one question at a time, ever more rarely', () => {
    fc.assert(
      fc.property(history, (played) => {
        const { wakes } = play(played);
        const inVain = wakes.filter(({ answered }) => !answered);
        const pauses = inVain.slice(1).map(({ at }, before) => at - (inVain[before]?.endsAt ?? at));
        expect(pauses.filter((ms) => ms < 15_000)).toEqual([]);
        // Each wait is at least half of twice the one before, up to a quarter of an hour.
        expect(inVain.length).toBeLessThanOrEqual(9);
      }),
      { numRuns: 300 },
    );
  });

  it('stays below the smallest budget of any service in every minute', () => {
    fc.assert(
      fc.property(history, (played) => {
        const { wakes } = play(played);
        for (const { at } of wakes) {
          expect(wakes.filter((one) => one.at >= at && one.at < at + MINUTE).length).toBeLessThanOrEqual(41);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a look at the queue', () => {
  it('asks for no other where nothing waits', () => {
    expect(look({})).toMatchObject({ wake: [], expired: [] });
    expect(look({})).not.toHaveProperty('lookAt');
  });

  it('begins with one probe a service, and widens with each answer', () => {
    const waiting = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => aWork(id));
    const first = look({ waiting });
    expect(first.wake).toEqual(['a']);
    const probing = look({ waiting: waiting.slice(1), state: first.state, now: 60_000 });
    expect(probing.wake).toEqual([]);
    const after = cameBack(first.state, asJobId('a'), 'answered', 60_000, 0);
    const second = look({ waiting: waiting.slice(1), state: after, now: 60_000 });
    const third = look({ waiting: waiting.slice(2), state: second.state, now: 70_000 });
    const fourth = look({ waiting: waiting.slice(3), state: third.state, now: 80_000 });
    expect([second.wake, third.wake, fourth.wake]).toEqual([['b'], ['c'], []]);
  });

  it('has at most four under way, however many services they wait for', () => {
    const routes = ['a', 'b', 'c', 'd', 'e', 'f'].map((model) => ({ provider: 'claude', model }) as const);
    const waiting = routes.map((route) => aWork(`of ${route.model}`, { routes: [route] }));
    const lanes = Object.fromEntries(
      routes.map(({ model }) => [`claude/${model}`, { width: 4, next: 0, failures: 0 }]),
    );
    expect(look({ waiting, state: { lanes, awake: {} } }).wake).toHaveLength(4);
    const running = ['x', 'y', 'z'].map((id) => ({ id: asJobId(id), askedAt: 0, queued: true }));
    expect(look({ waiting, running, state: { lanes, awake: {} } }).wake).toHaveLength(1);
  });

  it('wakes nobody while the device is offline, and looks again in a minute', () => {
    expect(look({ waiting: [aWork('a', { cause: { code: 'offline' } })], online: false })).toMatchObject({
      wake: [],
      lookAt: 61_000,
    });
  });

  it('leaves an open breaker alone until its time, and looks then', () => {
    const breakers = aBreaker({ state: 'open', until: 90_000 });
    const [before, then] = [2_000, 90_000].map((now) => look({ waiting: [aWork('a')], breakers, now }));
    expect(before).toMatchObject({ wake: [], lookAt: 90_000 });
    expect(then?.wake).toEqual(['a']);
  });

  it('takes what another route may answer, although the asked one is open', () => {
    const routes = [SONNET, { provider: 'claude', model: 'claude-haiku-5-5' } as const];
    const breakers = aBreaker({ state: 'open', until: 90_000 });
    expect(look({ waiting: [aWork('a', { routes })], breakers }).wake).toEqual(['a']);
  });

  it('waits for a probe that is under way, but not for one that died', () => {
    const breakers = aBreaker({ state: 'half-open', probingSince: 900 });
    expect(look({ waiting: [aWork('a')], breakers }).wake).toEqual([]);
    expect(look({ waiting: [aWork('a')], breakers, now: 61_000 }).wake).toEqual(['a']);
  });

  it('comes before its time when somebody else’s question was answered, unless the service asked for a pause', () => {
    const breakers = aBreaker({ state: 'closed', since: 500 });
    const until = 90_000;
    expect(look({ waiting: [aWork('a', { until })], breakers }).wake).toEqual(['a']);
    const paused = aWork('a', { until, cause: { code: 'claude-rate-limited', retryAfterMs: 89_000 } });
    expect(look({ waiting: [paused], breakers }).wake).toEqual([]);
    expect(look({ waiting: [paused], renewed: true }).wake).toEqual([]);
    expect(look({ waiting: [aWork('a', { until })], renewed: true }).wake).toEqual(['a']);
  });

  it('opens a lane that was closed for a while with the news that its model answers somebody else', () => {
    const state = { lanes: { 'claude/claude-sonnet-5-5': { width: 1, next: 900_000, failures: 5 } }, awake: {} };
    expect(look({ waiting: [aWork('a')], state }).lookAt).toBe(900_000);
    expect(look({ waiting: [aWork('a')], state, breakers: aBreaker({ since: 500 }) }).wake).toEqual(['a']);
  });

  it('holds a turn that is behind another, and all that follow it', () => {
    const conversation = asConversationId('one');
    const waiting = [
      aWork('b', { conversation, behind: asJobId('a') }),
      aWork('c', { conversation, askedAt: 1 }),
      aWork('d', { askedAt: 2 }),
    ];
    expect(look({ waiting }).wake).toEqual(['d']);
  });

  it('takes the turn that another is behind first, also where a clock that was set back makes it look younger', () => {
    const conversation = asConversationId('one');
    const held = aWork('second', { conversation, behind: asJobId('first') });
    expect(look({ waiting: [held, aWork('first', { conversation, askedAt: 1 })] }).wake).toEqual(['first']);
  });

  it('gives up what has waited for as long as it may', () => {
    const drained = look({
      waiting: [aWork('a', { expiresAt: 1_000 }), aWork('b', { expiresAt: 1_001, until: 5_000 })],
    });
    expect(drained).toMatchObject({ expired: ['a'], wake: [], lookAt: 1_001 });
  });
});
