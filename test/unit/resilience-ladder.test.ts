import { describe, expect, it } from 'vitest';
import type { FailureCode, FailureFacts } from '../../lib/base/failure.ts';
import type { Route } from '../../lib/models/route.ts';
import type { Breaker, BreakerKey } from '../../lib/resilience/breaker.ts';
import { breakersOf, nextRung } from '../../lib/resilience/ladder.ts';
import type { Decision, LadderFacts, Tried } from '../../lib/resilience/ladder.ts';

const SECOND = 1_000;
const SONNET: Route = { provider: 'claude', model: 'claude-sonnet-5-5' };
const HAIKU: Route = { provider: 'claude', model: 'claude-haiku-5-5' };
const GATEWAY: Route = { provider: 'gateway:work', model: 'claude-sonnet-5-5' };
const OLLAMA: Route = { provider: 'openai:ollama', model: 'llama' };
const BUILT_IN: Route = { provider: 'built-in', model: 'built-in' };
const ALL = [SONNET, HAIKU, GATEWAY, OLLAMA, BUILT_IN];

const failed = (route: Route, failure: FailureCode | FailureFacts, endedAt = SECOND): Tried => ({
  route,
  startedAt: 0,
  endedAt,
  failure: typeof failure === 'string' ? { code: failure } : failure,
});

const decide = (facts: Partial<LadderFacts>): Decision =>
  nextRung({
    routes: ALL,
    tried: [],
    breakers: new Map(),
    startedAt: 0,
    now: SECOND,
    interactive: true,
    retries: 10,
    unit: 0.5,
    ...facts,
  });

/** Who is asked, in words: `sonnet`, `sonnet again after 250`. */
function asked(facts: Partial<LadderFacts>): string {
  const decision = decide(facts);
  if (decision.type === 'give-up') return `nobody: ${decision.cause.code}`;
  const name = `${decision.route.provider}/${decision.route.model}`;
  return `${name}${decision.retry ? ' again' : ''}${decision.afterMs > 0 ? ` after ${decision.afterMs}` : ''}`;
}

const broken = (key: BreakerKey, more: Partial<Breaker> = {}): readonly [BreakerKey, Breaker] => [
  key,
  {
    key,
    state: 'open',
    failures: [0],
    opens: 1,
    until: 60 * SECOND,
    successes: 0,
    since: 0,
    cause: { code: 'claude-unavailable' },
    ...more,
  },
];

describe('who is asked next', () => {
  it('is the asked model first, then the same again, then the others in their order', () => {
    const tried: Tried[] = [];
    const order: string[] = [];
    for (const route of [SONNET, SONNET, HAIKU, GATEWAY, OLLAMA, BUILT_IN, SONNET, HAIKU]) {
      order.push(asked({ tried }));
      tried.push(failed(route, 'model-overloaded'));
    }
    expect(order).toEqual([
      'claude/claude-sonnet-5-5',
      'claude/claude-sonnet-5-5 again after 250',
      'claude/claude-haiku-5-5',
      'gateway:work/claude-sonnet-5-5',
      'openai:ollama/llama',
      'built-in/built-in',
      'claude/claude-sonnet-5-5 again after 500',
      'claude/claude-haiku-5-5 again after 250',
    ]);
  });

  it('is nobody a second time while a model of its provider is known to be down', () => {
    const tried = [failed(SONNET, 'model-overloaded'), failed(HAIKU, 'model-overloaded')];
    expect(asked({ routes: [SONNET, HAIKU], tried })).toBe('claude/claude-sonnet-5-5 again after 250');
    const breakers = new Map([broken('model:claude/claude-sonnet-5-5')]);
    expect(asked({ routes: [SONNET, HAIKU], tried, breakers })).toBe('nobody: model-overloaded');
  });

  it('is who stayed silent only once nobody else is left', () => {
    const tried = [failed(SONNET, 'model-slow', 8 * SECOND), failed(HAIKU, 'model-missing', 9 * SECOND)];
    const facts = { now: 9 * SECOND, routes: [SONNET, HAIKU] };
    expect(asked({ ...facts, tried: tried.slice(0, 1) })).toBe('claude/claude-haiku-5-5');
    expect(asked({ ...facts, tried })).toBe('claude/claude-sonnet-5-5 again after 250');
  });

  it('is the same a third time only where nobody else is left', () => {
    const tried = [failed(SONNET, 'claude-error'), failed(SONNET, 'claude-error')];
    expect(asked({ routes: [SONNET], tried })).toBe('claude/claude-sonnet-5-5 again after 500');
    expect(asked({ routes: [SONNET], tried: [...tried, failed(SONNET, 'claude-error')] })).toBe('nobody: claude-error');
  });

  it('is never the same again once all actions have spent their retries', () => {
    expect(asked({ retries: 0, tried: [failed(SONNET, 'claude-error')] })).toBe('claude/claude-haiku-5-5');
  });

  it.each([
    ['model-missing', 'claude/claude-haiku-5-5'],
    ['claude-key-forbidden', 'claude/claude-haiku-5-5'],
    ['model-slow', 'claude/claude-haiku-5-5'],
    ['claude-silent', 'claude/claude-haiku-5-5'],
    ['claude-key-invalid', 'gateway:work/claude-sonnet-5-5'],
    ['no-claude-key', 'gateway:work/claude-sonnet-5-5'],
    ['claude-auth-trouble', 'gateway:work/claude-sonnet-5-5'],
    ['claude-portal', 'gateway:work/claude-sonnet-5-5'],
    ['claude-billing', 'openai:ollama/llama'],
    ['claude-on-hold', 'openai:ollama/llama'],
    ['offline', 'built-in/built-in'],
    ['claude-spend-limit', 'nobody: claude-spend-limit'],
    ['model-refusal', 'nobody: model-refusal'],
    ['prompt-too-long', 'nobody: prompt-too-long'],
    ['vault-locked', 'nobody: vault-locked'],
    ['bug', 'nobody: bug'],
  ] as const)('after %s is %s', (code, expected) => {
    expect(asked({ tried: [failed(SONNET, code)] })).toBe(expected);
  });

  it('is a server on this computer too while the device is offline', () => {
    const isLocal = (provider: string): boolean => provider === 'openai:ollama';
    expect(asked({ tried: [failed(SONNET, 'offline')], isLocal })).toBe('openai:ollama/llama');
  });

  it('has more room after a prompt that was too long', () => {
    const contextTokens = (route: Route): number => (route === GATEWAY ? 1_000_000 : 200_000);
    const tried = [failed(SONNET, 'prompt-too-long')];
    expect(asked({ tried, contextTokens })).toBe('gateway:work/claude-sonnet-5-5');
  });

  it('passes over open breakers without losing time', () => {
    const breakers = new Map([broken('provider:claude'), broken('model:gateway:work/claude-sonnet-5-5')]);
    expect(asked({ breakers })).toBe('openai:ollama/llama');
  });

  it('is nobody while all breakers are open, until the first of them is ready', () => {
    const routes = [SONNET, HAIKU];
    const breakers = new Map([
      broken('model:claude/claude-sonnet-5-5', { cause: { code: 'model-overloaded' } }),
      broken('model:claude/claude-haiku-5-5', { until: 40 * SECOND }),
    ]);
    const decision = decide({ routes, breakers });
    expect(decision).toEqual({ type: 'give-up', cause: { code: 'model-overloaded' }, until: 40 * SECOND });
  });

  it('waits for a breaker that is ready in a moment, where nobody else can be asked', () => {
    const breakers = new Map([broken('model:claude/claude-sonnet-5-5', { until: 3 * SECOND })]);
    expect(decide({ routes: [SONNET], breakers })).toMatchObject({ type: 'ask', afterMs: 2 * SECOND, probe: true });
    expect(asked({ routes: [SONNET, HAIKU], breakers })).toBe('claude/claude-haiku-5-5');
  });

  it('probes a model whose time has come, and says so', () => {
    const breakers = new Map([broken('model:claude/claude-sonnet-5-5', { until: 500 })]);
    expect(decide({ breakers })).toMatchObject({ route: SONNET, afterMs: 0, probe: true, retry: false });
  });

  it('probes a provider by the model that failed longest ago', () => {
    const closed = (route: Route, at: number): readonly [BreakerKey, Breaker] =>
      broken(breakersOf(route)[0], { state: 'closed', opens: 0, failures: [at] });
    const breakers = new Map([broken('provider:claude', { until: 500 }), closed(SONNET, 400), closed(HAIKU, 300)]);
    expect(decide({ breakers })).toMatchObject({ route: HAIKU, probe: true });
  });
});

describe('a pause that was asked for', () => {
  const limited = (retryAfterMs: number): Tried => failed(SONNET, { code: 'claude-rate-limited', retryAfterMs });

  it('is waited for at once when it is short', () => {
    expect(asked({ tried: [limited(2 * SECOND)] })).toBe('claude/claude-sonnet-5-5 again after 2250');
  });

  it('leads to another family when it is longer, never to another Claude model', () => {
    expect(asked({ tried: [limited(9 * SECOND)] })).toBe('openai:ollama/llama');
  });

  it('is waited for where nobody else is left and it fits', () => {
    const tried = [limited(9 * SECOND)];
    expect(asked({ routes: [SONNET, HAIKU], tried })).toBe('claude/claude-sonnet-5-5 again after 9250');
    expect(asked({ routes: [SONNET, OLLAMA], tried: [...tried, failed(OLLAMA, 'model-missing')] })).toBe(
      'claude/claude-sonnet-5-5 again after 9250',
    );
  });

  it('ends the climb when it does not fit, and says until when', () => {
    const decision = decide({ routes: [SONNET, HAIKU], tried: [limited(45 * SECOND)] });
    expect(decision).toMatchObject({ type: 'give-up', until: 46 * SECOND });
  });
});

describe('patience', () => {
  it('is eight seconds while another model can be asked', () => {
    expect(decide({})).toMatchObject({ patienceMs: 8 * SECOND });
  });

  it('has no end for the last one', () => {
    expect(decide({ routes: [SONNET] })).not.toHaveProperty('patienceMs');
    const breakers = new Map([broken('model:claude/claude-haiku-5-5')]);
    expect(decide({ routes: [SONNET, HAIKU], breakers })).not.toHaveProperty('patienceMs');
  });

  it('has no end where leaving would be too late to ask anybody else', () => {
    const tried = [failed(SONNET, 'model-slow', 13 * SECOND)];
    expect(decide({ now: 13 * SECOND, tried })).not.toHaveProperty('patienceMs');
  });
});

describe('giving up', () => {
  it('names the failure of the asked model, not of the last one', () => {
    const tried = [failed(SONNET, 'claude-silent'), failed(HAIKU, 'model-missing')];
    expect(decide({ routes: [SONNET, HAIKU], tried, retries: 0 })).toEqual({
      type: 'give-up',
      cause: { code: 'claude-silent' },
      until: 21 * SECOND,
    });
  });

  it('has no time of its own where only the person can change it', () => {
    const routes = [SONNET, HAIKU];
    expect(decide({ routes, tried: [failed(SONNET, 'claude-billing')] })).not.toHaveProperty('until');
    expect(decide({ routes, tried: [failed(SONNET, 'model-refusal')] })).not.toHaveProperty('until');
  });

  it('comes after 20 s whatever is left', () => {
    const late = { tried: [failed(SONNET, 'claude-silent', 20_001)], now: 20_001 };
    expect(asked(late)).toBe('nobody: claude-silent');
    expect(asked({ ...late, interactive: false })).toBe('claude/claude-haiku-5-5');
  });
});
