import { describe, expect, it } from 'vitest';
import { FAILURE_HOPS } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import { describeFailure } from '../../lib/base/failure-words.ts';

const CODES = Object.keys(FAILURE_HOPS).filter((code): code is FailureCode => code in FAILURE_HOPS);

describe('the words of a failure', () => {
  it('name Claude where nobody else was asked', () => {
    expect(describeFailure({ code: 'claude-unavailable' }).cause).toBe('The provider, Claude, is unavailable.');
    expect(describeFailure({ code: 'claude-unreachable' }).cause).toContain(
      'Claude (no connection to api.anthropic.com)',
    );
    expect(describeFailure({ code: 'claude-key-invalid' }).next.label).toBe('Check the Claude key');
  });

  it.each(CODES.filter((code) => code !== 'no-claude-key'))(
    'say of %s who failed, never Claude in place of another provider',
    (code) => {
      const facts = { code, provider: 'Model house', model: 'm', retryAfterMs: 3_000 };
      const { cause, still, next } = describeFailure(facts, 'Small model');
      const words = `${cause} ${still} ${next.label}`;
      expect(words).not.toMatch(/[{}]/);
      expect(words).not.toContain('Claude');
    },
  );

  it('name the provider wherever Claude would be named', () => {
    const named = CODES.filter(
      (code) => code !== 'no-claude-key' && JSON.stringify(describeFailure({ code })).includes('Claude,'),
    );
    expect(named.length).toBeGreaterThan(6);
    for (const code of named) expect(describeFailure({ code, provider: 'Model house' }).cause).toContain('Model house');
  });
});
