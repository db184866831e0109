import { describe, expect, it } from 'vitest';
import { explain } from '../../lib/activity/explain.ts';
import type { Beside } from '../../lib/activity/explain.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';

const NOW = 1_000_000_000_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const refused: FailureFacts = { code: 'claude-key-invalid', status: 401, requestId: 'req_1' };
const worked: Beside = { now: NOW, keyWorkedAt: NOW - DAY, others: [] };
const page = { page: 'claude', at: NOW } as const;

describe('a key that Claude refuses', () => {
  it('is not blamed while others fail too and it worked before', () => {
    const beside = { ...worked, others: [{ at: NOW - 2 * MINUTE, code: 'claude-unavailable' as const }] };
    expect(explain(refused, beside)).toEqual({ ...refused, code: 'claude-auth-trouble' });
  });

  it('is not blamed while Claude’s status page tells of trouble and it worked before', () => {
    const status = { ...page, says: 'trouble', words: 'Elevated authentication errors' } as const;
    expect(explain(refused, { ...worked, status }).code).toBe('claude-auth-trouble');
  });

  it('is blamed when nothing else is wrong, however lately it worked: it may have been revoked', () => {
    expect(explain(refused, { ...worked, keyWorkedAt: NOW - MINUTE })).toBe(refused);
    expect(explain(refused, { ...worked, status: { ...page, says: 'well' } })).toBe(refused);
    expect(explain(refused, { ...worked, status: { ...page, says: 'nothing', fault: 'refused' } })).toBe(refused);
  });

  it('is blamed when it never worked, or not for weeks, whatever else fails', () => {
    const others = [{ at: NOW, code: 'claude-unavailable' }] as const;
    expect(explain(refused, { now: NOW, others })).toBe(refused);
    expect(explain(refused, { ...worked, keyWorkedAt: NOW - 30 * DAY, others })).toBe(refused);
  });

  it('is blamed when what else failed is long over, or is none of Claude’s doing', () => {
    const early = [{ at: NOW - 60 * MINUTE, code: 'claude-unavailable' }] as const;
    expect(explain(refused, { ...worked, others: early })).toBe(refused);
    const own = [
      { at: NOW, code: 'claude-billing' },
      { at: NOW, code: 'claude-rate-limited' },
    ] as const;
    expect(explain(refused, { ...worked, others: own })).toBe(refused);
  });

  it('is no evidence for itself: the second refusal does not lean on how the first was understood', () => {
    const beside = { ...worked, others: [{ at: NOW - MINUTE, code: 'claude-auth-trouble' as const }] };
    expect(explain(refused, beside)).toBe(refused);
  });

  it('is the only failure that is understood otherwise', () => {
    const beside = { ...worked, others: [{ at: NOW, code: 'claude-unavailable' as const }] };
    for (const code of ['claude-billing', 'claude-key-forbidden', 'notion-token-invalid'] as const) {
      expect(explain({ code }, beside)).toEqual({ code });
    }
  });
});
