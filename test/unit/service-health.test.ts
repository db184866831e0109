import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../lib/base/failure.ts';
import { healthAfter } from '../../lib/messages/service-health.ts';
import type { HealthLine } from '../../lib/messages/desk.ts';

const SONNET = { service: 'claude', name: 'Claude Sonnet 5.5' } as const;
const fine: HealthLine = { ...SONNET, state: 'fine', since: 10 };
const after = (code: FailureCode | undefined, before?: HealthLine, now = 50): HealthLine | undefined =>
  healthAfter(before, SONNET, code === undefined ? undefined : { code }, now);

describe('the health of a service', () => {
  it.each<FailureCode>(['model-overloaded', 'claude-unavailable', 'claude-rate-limited', 'notion-blocked'])(
    'is troubled after %s',
    (code) => expect(after(code, fine)).toEqual({ ...SONNET, state: 'trouble', since: 50, failure: { code } }),
  );

  it.each<FailureCode>([
    'offline',
    'no-claude-key',
    'vault-locked',
    'host-not-granted',
    'storage-full',
    'claude-portal',
  ])('is what it was after %s, which says nothing of it', (code) => {
    expect(after(code, fine)).toBe(fine);
    expect(after(code, undefined)).toBeUndefined();
    const troubled = after('model-overloaded', fine);
    expect(after(code, troubled, 60)).toBe(troubled);
  });

  it.each<FailureCode>(['prompt-too-long', 'model-refusal', 'model-length', 'notion-not-shared', 'notion-conflict'])(
    'is fine after %s: it answered',
    (code) => expect(after(code, after('model-overloaded', fine), 70)?.state).toBe('fine'),
  );

  it('says since when, however many calls come between', () => {
    const first = after('model-overloaded', fine, 50);
    expect(after('claude-unavailable', first, 90)).toMatchObject({
      since: 50,
      failure: { code: 'claude-unavailable' },
    });
    expect(after(undefined, fine, 90)).toBe(fine);
  });
});
