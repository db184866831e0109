import { beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../lib/activity/call.ts';
import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode, FailureFacts } from '../../lib/base/failure.ts';
import { climb, Unanswered } from '../../lib/flows/climb.ts';
import type { ClimbOptions, ClimbPorts, TryOne } from '../../lib/flows/climb.ts';
import { createRetries } from '../../lib/flows/retries.ts';
import type { TrailStep } from '../../lib/jobs/answer.ts';
import type { Route } from '../../lib/models/route.ts';
import type { BreakerKey } from '../../lib/resilience/breaker.ts';
import { createMemoryBreakers } from '../fixtures/memory-breakers.ts';
import { VirtualTime } from '../world/virtual-time.ts';

const SECOND = 1_000;
const SONNET: Route = { provider: 'claude', model: 'claude-sonnet-5-5' };
const HAIKU: Route = { provider: 'claude', model: 'claude-haiku-5-5' };
const OLLAMA: Route = { provider: 'openai:ollama', model: 'llama' };
const NEVER = new AbortController().signal;

/** What an attempt does. */
type Fate =
  | { readonly does: 'answer'; readonly afterMs?: number }
  | { readonly does: 'fail'; readonly code: FailureCode; readonly retryAfterMs?: number }
  | { readonly does: 'speak and fail'; readonly code: FailureCode }
  | { readonly does: 'say nothing' }
  | { readonly does: 'ping, and answer late' };

const answer: Fate = { does: 'answer' };
const fail = (code: FailureCode, retryAfterMs?: number): Fate => ({
  does: 'fail',
  code,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

describe('a climb', () => {
  let clock: VirtualTime;
  let breakers: ReturnType<typeof createMemoryBreakers>;
  let calls: Call[];
  let begun: { readonly model: string; readonly at: number }[];
  let shown: string[];
  let ports: ClimbPorts;
  let explain: (failure: FailureFacts) => Promise<FailureFacts>;

  beforeEach(() => {
    clock = new VirtualTime(0);
    breakers = createMemoryBreakers();
    calls = [];
    begun = [];
    shown = [];
    explain = async (failure) => failure;
    ports = {
      clock,
      chance: { unit: () => 0.5 },
      breakers,
      retries: createRetries(),
      observe: (call) => void calls.push(call),
      explain: (failure) => explain(failure),
    };
  });

  /** A world in which each model goes through its fates, the last one for ever. */
  const world =
    (fates: Readonly<Record<string, readonly Fate[]>>): TryOne<string> =>
    async ({ model }, signal, hooks) => {
      const before = begun.filter((one) => one.model === model).length;
      begun.push({ model, at: clock.now() });
      const ofModel = fates[model] ?? [answer];
      const fate = ofModel[Math.min(before, ofModel.length - 1)] ?? answer;
      const say = (words: string): void => {
        hooks.started();
        shown.push(words);
      };
      switch (fate.does) {
        case 'answer':
          await clock.sleep(fate.afterMs ?? 0, signal);
          hooks.requestId(`req-${model}`);
          say(`${model} says`);
          return model;
        case 'fail':
          throw new Failure({
            code: fate.code,
            ...(fate.retryAfterMs === undefined ? {} : { retryAfterMs: fate.retryAfterMs }),
          });
        case 'speak and fail':
          say(`${model} begins`);
          throw new Failure(fate.code);
        case 'say nothing':
          // It does not even notice that nobody waits for it any more.
          await clock.sleep(60 * SECOND);
          say(`${model} says too late`);
          return model;
        case 'ping, and answer late':
          await clock.sleep(2 * SECOND, signal);
          hooks.alive();
          await clock.sleep(28 * SECOND, signal);
          say(`${model} says`);
          return model;
      }
    };

  const run = (
    fates: Readonly<Record<string, readonly Fate[]>>,
    routes: readonly Route[] = [SONNET, HAIKU, OLLAMA],
    options: Partial<ClimbOptions> = {},
  ) => climb(ports, routes, world(fates), { signal: NEVER, interactive: true, ...options });

  const failureOf = async (work: Promise<unknown>): Promise<Unanswered> => {
    try {
      await clock.run(work);
    } catch (error) {
      if (error instanceof Unanswered) return error;
      throw error;
    }
    return expect.unreachable('it was answered');
  };

  const outcomes = (trail: readonly TrailStep[]): readonly string[] =>
    trail.map(({ model, outcome }) => `${model}: ${typeof outcome === 'string' ? outcome : outcome.code}`);

  it('answers by the asked model without a trace of a ladder', async () => {
    const { value, route, trail } = await clock.run(run({}));
    expect({ value, route }).toEqual({ value: 'claude-sonnet-5-5', route: SONNET });
    const asked = { model: 'claude-sonnet-5-5', provider: 'claude', startedAt: 0, endedAt: 0 };
    expect(trail).toEqual([{ ...asked, outcome: 'answered', requestId: 'req-claude-sonnet-5-5' }]);
    expect(breakers.rows.size).toBe(0);
  });

  it('tries the asked model once more, then moves on, and tells every rung', async () => {
    const steps: TrailStep[] = [];
    const { route, trail } = await clock.run(
      run({ 'claude-sonnet-5-5': [fail('model-overloaded')] }, undefined, { onStep: (step) => steps.push(step) }),
    );
    expect(route).toBe(HAIKU);
    expect(outcomes(trail)).toEqual([
      'claude-sonnet-5-5: model-overloaded',
      'claude-sonnet-5-5: model-overloaded',
      'claude-haiku-5-5: answered',
    ]);
    expect(steps).toEqual(trail);
    expect(calls.map(({ name, failure, firstWordAt }) => [name, failure?.code, firstWordAt])).toEqual([
      ['Claude Sonnet 5.5', 'model-overloaded', undefined],
      ['Claude Sonnet 5.5', 'model-overloaded', undefined],
      ['Claude Haiku 5.5', undefined, 250],
    ]);
  });

  it('leaves a model that stays silent after eight seconds, and shows nothing of it any more', async () => {
    const { route, trail } = await clock.run(run({ 'claude-sonnet-5-5': [{ does: 'say nothing' }] }));
    expect(route).toBe(HAIKU);
    expect(outcomes(trail)).toEqual(['claude-sonnet-5-5: model-slow', 'claude-haiku-5-5: answered']);
    expect(begun.map(({ at }) => at)).toEqual([0, 8 * SECOND]);
    await clock.advance(120 * SECOND);
    expect(shown).toEqual(['claude-haiku-5-5 says']);
  });

  it('lets a model go on that gave a sign of an answer, and the last one for as long as it lives', async () => {
    const late: Fate = { does: 'ping, and answer late' };
    expect((await clock.run(run({ 'claude-sonnet-5-5': [late] }))).route).toBe(SONNET);
    const alone = await clock.run(run({ 'claude-sonnet-5-5': [{ does: 'say nothing' }] }, [SONNET]));
    expect(alone.route).toBe(SONNET);
  });

  it('ends with the first failure after a word was shown', async () => {
    const error = await failureOf(run({ 'claude-sonnet-5-5': [{ does: 'speak and fail', code: 'claude-cut' }] }));
    expect(error).toMatchObject({ code: 'claude-cut', started: true });
    expect(outcomes(error.trail)).toEqual(['claude-sonnet-5-5: claude-cut']);
    expect(breakers.rows.get('model:claude/claude-sonnet-5-5')?.failures).toHaveLength(1);
  });

  it('says why the asked model did not answer, by which ways, and until when', async () => {
    const fates = { 'claude-sonnet-5-5': [fail('claude-unavailable')], 'claude-haiku-5-5': [fail('model-missing')] };
    const error = await failureOf(run(fates, [SONNET, HAIKU]));
    expect(error).toMatchObject({ code: 'claude-unavailable', started: false, until: 750 + 20 * SECOND });
    expect(error.facts.model).toBe('claude-sonnet-5-5');
    expect(error.trail).toHaveLength(4);
  });

  it('does not blame the key where something else is known to be at fault', async () => {
    explain = async (failure) =>
      failure.code === 'claude-key-invalid' ? { ...failure, code: 'claude-auth-trouble' } : failure;
    const error = await failureOf(run({ 'claude-sonnet-5-5': [fail('claude-key-invalid')] }, [SONNET, HAIKU]));
    expect(error).toMatchObject({ code: 'claude-auth-trouble' });
    expect(outcomes(error.trail)).toEqual(['claude-sonnet-5-5: claude-auth-trouble']);
    expect(calls[0]?.failure?.code, 'health is told what was seen').toBe('claude-key-invalid');
  });

  it('does not wait for a better word that never comes', async () => {
    explain = () => new Promise(() => {});
    const error = await failureOf(run({ 'claude-sonnet-5-5': [fail('claude-billing')] }, [SONNET, HAIKU]));
    expect(error.code).toBe('claude-billing');
  });

  it('waits as long as a service asks, where nobody else can answer', async () => {
    const { route } = await clock.run(
      run({ 'claude-sonnet-5-5': [fail('claude-rate-limited', 6 * SECOND), answer] }, [SONNET, HAIKU]),
    );
    expect(route).toBe(SONNET);
    expect(begun.map(({ at }) => at)).toEqual([0, 6 * SECOND + 250]);
  });

  it('holds other climbs back for as long as a service asks', async () => {
    await failureOf(run({ 'claude-sonnet-5-5': [fail('claude-rate-limited', 60 * SECOND)] }, [SONNET, HAIKU]));
    const held = await failureOf(run({}, [SONNET, HAIKU]));
    expect(held).toMatchObject({ code: 'claude-rate-limited', until: 60 * SECOND, trail: [] });
    await clock.advance(60 * SECOND);
    expect((await clock.run(run({}, [SONNET, HAIKU]))).route).toBe(SONNET);
  });

  it('spares a model that is down, and comes back to it by single probes', async () => {
    const fates: Record<string, Fate[]> = { 'claude-sonnet-5-5': [fail('model-overloaded')] };
    await clock.run(run(fates));
    await clock.run(run(fates));
    const before = begun.length;
    expect((await clock.run(run(fates))).trail).toHaveLength(1);
    expect(begun.slice(before).map(({ model }) => model)).toEqual(['claude-haiku-5-5']);
    await clock.advance(20 * SECOND);
    begun.length = 0;
    await clock.run(Promise.all([run(fates), run(fates), run(fates)]));
    expect(begun.filter(({ model }) => model === 'claude-sonnet-5-5')).toHaveLength(1);
    await clock.advance(5 * 60 * SECOND);
    fates['claude-sonnet-5-5'] = [answer];
    expect((await clock.run(run(fates))).route).toBe(SONNET);
    expect((await clock.run(run(fates))).route).toBe(SONNET);
    expect(breakers.rows.get('model:claude/claude-sonnet-5-5')?.state).toBe('closed');
  });

  it('looks once more when a person insists, not within ten seconds of the last failure', async () => {
    const fates: Record<string, Fate[]> = { 'claude-sonnet-5-5': [fail('model-overloaded')] };
    await failureOf(run(fates, [SONNET]));
    fates['claude-sonnet-5-5'] = [answer];
    await failureOf(run(fates, [SONNET], { insists: true }));
    await clock.advance(10 * SECOND);
    expect((await clock.run(run(fates, [SONNET], { insists: true }))).route).toBe(SONNET);
  });

  it('keeps a pause that the service asked for, whoever insists', async () => {
    await failureOf(run({ 'claude-sonnet-5-5': [fail('claude-rate-limited', 60 * SECOND)] }, [SONNET]));
    await clock.advance(15 * SECOND);
    expect((await failureOf(run({}, [SONNET], { insists: true }))).code).toBe('claude-rate-limited');
  });

  it('opens at once where the service itself says that it is down', async () => {
    const { trail } = await clock.run(
      run({ 'claude-sonnet-5-5': [fail('model-overloaded')] }, undefined, { isSaidDown: () => true }),
    );
    expect(outcomes(trail)).toEqual(['claude-sonnet-5-5: model-overloaded', 'claude-haiku-5-5: answered']);
  });

  it('spends retries from one budget that all climbs share', async () => {
    const fates = { 'claude-sonnet-5-5': [fail('claude-refused-request')], llama: [fail('claude-error')] };
    for (let turn = 0; turn < 12; turn += 1) {
      await failureOf(run(fates, [OLLAMA]));
      for (const key of breakers.rows.keys()) breakers.rows.delete(key);
    }
    expect(begun).toHaveLength(12 + 10);
  });

  it('gives background work hardly any retries, but more time', async () => {
    const fates = { 'claude-sonnet-5-5': [fail('claude-error')] };
    await failureOf(run(fates, [SONNET], { interactive: false }));
    expect(begun).toHaveLength(2);
  });

  it('rejects with a bug of ours as it is', async () => {
    const broken = climb(ports, [SONNET, HAIKU], async () => Promise.reject(new TypeError('oops')), {
      signal: NEVER,
      interactive: true,
    });
    await expect(clock.run(broken)).rejects.toThrow(TypeError);
    expect(breakers.rows.size).toBe(0);
  });

  it('answers although the breakers cannot be stored', async () => {
    const all = () => Promise.reject(new Failure('storage-broken'));
    ports = { ...ports, breakers: { all, change: all } };
    expect((await clock.run(run({ 'claude-sonnet-5-5': [fail('claude-error'), answer] }))).route).toBe(SONNET);
  });

  describe('that the person stops', () => {
    const stopAfter = async (ms: number, fates: Readonly<Record<string, readonly Fate[]>>) => {
      const person = new AbortController();
      const steps: TrailStep[] = [];
      let ended: unknown = 'still under way';
      run(fates, undefined, { signal: person.signal, onStep: (step) => steps.push(step) }).catch((error: unknown) => {
        ended = error;
      });
      await clock.advance(ms);
      person.abort(new Error('stopped by the person'));
      await clock.advance(0);
      const first = ended;
      await clock.advance(60 * SECOND);
      return { first, steps };
    };

    it('ends at once, whatever the attempt does', async () => {
      const { first, steps } = await stopAfter(SECOND, { 'claude-sonnet-5-5': [{ does: 'say nothing' }] });
      expect(first).toEqual(new Error('stopped by the person'));
      expect(outcomes(steps)).toEqual(['claude-sonnet-5-5: stopped']);
      expect(shown).toEqual([]);
      expect(calls, 'a stopped call says nothing of the service').toEqual([]);
    });

    it('ends at once while it waits to ask again', async () => {
      const { first } = await stopAfter(SECOND, {
        'claude-sonnet-5-5': [fail('claude-rate-limited', 2 * SECOND)],
        llama: [fail('offline')],
      });
      expect(first).toEqual(new Error('stopped by the person'));
      expect(begun).toHaveLength(1);
    });

    it('gives its probe back', async () => {
      const key: BreakerKey = 'model:claude/claude-sonnet-5-5';
      breakers.rows.set(key, { key, state: 'open', failures: [0], opens: 1, until: 0, successes: 0, since: 0 });
      await stopAfter(SECOND, { 'claude-sonnet-5-5': [{ does: 'say nothing' }] });
      expect(breakers.rows.get(key)).toMatchObject({ state: 'half-open' });
      expect(breakers.rows.get(key)).not.toHaveProperty('probingSince');
    });
  });
});
