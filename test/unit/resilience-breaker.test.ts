import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../lib/base/failure.ts';
import { afterCall, askable, askableFrom, beginProbe, endProbe } from '../../lib/resilience/breaker.ts';
import type { Breaker, BreakerKey } from '../../lib/resilience/breaker.ts';

const MODEL = 'model:claude/claude-sonnet-5-5';
const PROVIDER = 'provider:claude';
const SECOND = 1_000;

interface Called {
  readonly at: number;
  readonly startedAt?: number;
  readonly code?: FailureCode;
  readonly retryAfterMs?: number;
  readonly model?: string;
  readonly opensAt?: number;
  readonly unit?: number;
}

function after(calls: readonly Called[], key: BreakerKey = MODEL, from?: Breaker): Breaker | undefined {
  return calls.reduce<Breaker | undefined>(
    (before, { at, startedAt = at, code, retryAfterMs, unit = 0.5, ...rest }) =>
      afterCall(
        before,
        {
          startedAt,
          at,
          unit,
          ...rest,
          ...(code === undefined ? {} : { failure: { code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } }),
        },
        key,
      ),
    from,
  );
}

const down = (...times: readonly number[]): readonly Called[] => times.map((at) => ({ at, code: 'model-overloaded' }));
/** A breaker that is there. */
function kept(breaker: Breaker | undefined): Breaker {
  if (breaker === undefined) throw new Error('There is no breaker.');
  return breaker;
}
const opened = (): Breaker => kept(after(down(0, 0, 0)));

describe('a breaker', () => {
  it('opens after three failures in a row within two minutes', () => {
    expect(askable(after(down(0, SECOND)), SECOND)).toBe('yes');
    expect(askable(after(down(0, SECOND, 2 * SECOND)), 2 * SECOND)).toBe('no');
  });

  it('forgets failures after two minutes, and all of them at an answer', () => {
    expect(after(down(0, SECOND, 121 * SECOND))?.state).toBe('closed');
    expect(after([...down(0, SECOND), { at: 2 * SECOND }, ...down(3 * SECOND)])?.state).toBe('closed');
  });

  it('takes calls that failed together for one failure', () => {
    const together = [10, 11, 12].map((at) => ({ startedAt: 0, at, code: 'model-overloaded' as const }));
    expect(after(together)?.failures).toEqual([10]);
  });

  it('opens at the first failure while the provider itself says that it is down', () => {
    expect(after([{ at: 0, code: 'model-overloaded', opensAt: 1 }])?.state).toBe('open');
  });

  it.each([
    'claude-spend-limit',
    'claude-billing',
    'claude-on-hold',
    'claude-key-invalid',
    'model-refusal',
    'prompt-too-long',
    'model-missing',
    'offline',
    'bug',
  ] as const)('never opens by %s', (code) => {
    expect(after(Array.from({ length: 5 }, (_, at) => ({ at, code })))).toBeUndefined();
  });

  it.each(['claude-cut', 'claude-garbled', 'claude-portal', 'claude-silent', 'model-slow'] as const)(
    'opens by %s, whatever the status was',
    (code) => {
      expect(after([0, 1, 2].map((at) => ({ at, code })))?.state).toBe('open');
    },
  );

  it('stays open for up to 20 s, then twice as long each time, up to five minutes', () => {
    let breaker = kept(after(down(0, 0, 0).map((call) => ({ ...call, unit: 0.999_999 }))));
    const waits: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const now = askableFrom(breaker, breaker.since);
      waits.push(Math.round((now - breaker.since) / SECOND));
      expect(askable(breaker, now)).toBe('probe');
      breaker = kept(after([{ at: now, code: 'claude-error', unit: 0.999_999 }], MODEL, beginProbe(breaker, now)));
    }
    expect(waits).toEqual([20, 40, 80, 160, 300, 300]);
  });

  it('is asked freely again once what it remembers is old', () => {
    const open = opened();
    expect(askable(open, askableFrom(open, 0) + 299 * SECOND)).toBe('probe');
    const old = askableFrom(open, 0) + 300 * SECOND;
    expect(askable(open, old)).toBe('yes');
    expect(after(down(old), MODEL, open)?.state).toBe('closed');
  });

  it('stays open for longer when it opens again soon after it closed, and not after calm', () => {
    const closed: Breaker = { key: MODEL, state: 'closed', failures: [], opens: 2, successes: 0, since: 0 };
    const lasts = (at: number): number => askableFrom(after(down(at, at, at), MODEL, closed), at) - at;
    expect(lasts(60 * SECOND)).toBe(60 * SECOND);
    expect(lasts(601 * SECOND)).toBe(15 * SECOND);
  });

  it('never opens for less than half of its time', () => {
    expect(askableFrom(after(down(0, 0, 0).map((call) => ({ ...call, unit: 0 }))), 0)).toBe(10 * SECOND);
  });

  it('lets one probe through at a time, and closes after two that were answered', () => {
    const ready = opened();
    const probing = beginProbe(ready, 15 * SECOND);
    expect(askable(probing, 16 * SECOND)).toBe('no');
    const once = kept(after([{ at: 16 * SECOND }], MODEL, probing));
    expect(askable(once, 17 * SECOND)).toBe('probe');
    const twice = after([{ at: 18 * SECOND }], MODEL, beginProbe(once, 17 * SECOND));
    expect(twice).toMatchObject({ state: 'closed', failures: [] });
  });

  it('forgets the probe of a worker that died', () => {
    const probing = beginProbe(opened(), 10 * SECOND);
    expect(askable(probing, 69 * SECOND)).toBe('no');
    expect(askableFrom(probing, 69 * SECOND)).toBe(70 * SECOND);
    expect(askable(probing, 70 * SECOND)).toBe('probe');
  });

  it('gives a probe back that says nothing: stopped, or failed by the request', () => {
    const probing = beginProbe(opened(), 10 * SECOND);
    expect(askable(endProbe(probing), 10 * SECOND)).toBe('probe');
    expect(askable(after([{ at: 11 * SECOND, code: 'model-refusal' }], MODEL, probing), 11 * SECOND)).toBe('probe');
  });

  it('learns nothing new from calls that were under way when it opened', () => {
    const open = opened();
    expect(after(down(SECOND), MODEL, open)).toBe(open);
  });

  it('changes nothing while all goes well', () => {
    expect(after([{ at: 0 }])).toBeUndefined();
    const closed = after([...down(0), { at: 1 }]);
    expect(after([{ at: 2 }], MODEL, closed)).toBe(closed);
  });

  it('does not stay open because the clock was set back', () => {
    const open = after(down(3_600 * SECOND, 3_600 * SECOND, 3_600 * SECOND));
    expect(askable(open, 0)).toBe('probe');
  });
});

describe('the breaker of a provider', () => {
  const of = (...models: readonly string[]): readonly Called[] =>
    models.map((model, at) => ({ at, code: 'claude-error', model }));

  it('stays closed while one model alone fails, or another one answers', () => {
    expect(after(of('a', 'a', 'a', 'a', 'a', 'a'), PROVIDER)?.state).toBe('closed');
    expect(after([...of('a', 'b'), { at: 2 }, ...of('c')], PROVIDER)?.state).toBe('closed');
  });

  it('opens when several models fail five times in a row', () => {
    expect(after(of('a', 'a', 'b', 'c'), PROVIDER)?.state).toBe('closed');
    expect(after(of('a', 'a', 'b', 'c', 'a'), PROVIDER)?.state).toBe('open');
  });

  it('opens for a way that is closed, whatever the model', () => {
    const calls = [0, 1, 2].map((at) => ({ at, code: 'claude-unreachable', model: 'a' }) as const);
    expect(after(calls, PROVIDER)?.state).toBe('open');
  });
});

describe('a pause that was asked for', () => {
  const limited: Called = { at: 0, code: 'claude-rate-limited', retryAfterMs: 7 * SECOND };

  it('holds the provider until it is over, and not a moment longer', () => {
    const held = after([limited], PROVIDER);
    expect(askable(held, 7 * SECOND - 1)).toBe('no');
    expect(askable(held, 7 * SECOND)).toBe('yes');
    expect(askable(after([limited]), 0), 'the model itself is not to blame').toBe('yes');
  });

  it('is not ended by an answer that was under way', () => {
    expect(askable(after([limited, { at: SECOND }], PROVIDER), 2 * SECOND)).toBe('no');
  });

  it('is kept also where an outage had opened it for less', () => {
    const open = after(
      ['a', 'b', 'c', 'a', 'b'].map((model) => ({ at: 0, code: 'claude-error', model }) as const),
      PROVIDER,
    );
    const both = after([{ ...limited, retryAfterMs: 60 * SECOND }], PROVIDER, open);
    expect(askable(both, 59 * SECOND)).toBe('no');
    expect(askable(both, 60 * SECOND)).toBe('probe');
  });

  it('of an overloaded model holds that model alone', () => {
    const call: Called = { at: 0, code: 'model-overloaded', retryAfterMs: 5 * SECOND, model: 'a' };
    expect(askable(after([call]), SECOND)).toBe('no');
    expect(askable(after([call], PROVIDER), SECOND)).toBe('yes');
  });

  it('holds a workspace, not its connection, where the workspace is limited', () => {
    const call: Called = { at: 0, code: 'notion-workspace-limited', retryAfterMs: 5 * SECOND };
    expect(askable(after([call], 'workspace:w'), SECOND)).toBe('no');
    expect(askable(after([call], 'notion:w'), SECOND)).toBe('yes');
  });
});
