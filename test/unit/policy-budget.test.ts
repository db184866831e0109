import { describe, expect, it } from 'vitest';
import { budgetDay, monthOf, periodEnd } from '../../lib/policy/budget-period.ts';
import { budgetName, nearWords, overWords } from '../../lib/policy/budget-words.ts';
import { allCaps, capsOn, maySpend, nearCap } from '../../lib/policy/budget.ts';
import type { CapState } from '../../lib/policy/budget.ts';
import { addToRow } from '../../lib/policy/spending-row.ts';
import type { SpendingRow, Spent } from '../../lib/policy/spending-row.ts';
import { DEFAULT_BUDGET } from '../../lib/settings/budget.ts';

const row = (change: Partial<Spent>): SpendingRow =>
  addToRow(undefined, {
    day: '2026-11-22',
    action: 'ask',
    workspace: 'Fernway',
    provider: 'claude',
    model: 'm',
    requests: 1,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    usd: 0,
    unpricedTokens: 0,
    estimated: 0,
    ...change,
  });
const cap = (change: Partial<CapState> = {}): CapState => ({
  period: 'day',
  unit: 'usd',
  of: 'all',
  limit: 2,
  spent: 0,
  held: 0,
  ...change,
});
const usd = (amount: number) => ({ unit: 'usd', amount }) as const;
const KEPT = { reserve: 5 };

describe('what may be spent', () => {
  it.each([
    ['up to the part that is kept', 1.8, 0.1, false, 'send'],
    ['past it', 1.8, 0.11, false, 'over'],
    ['past it, when it is urgent', 1.8, 0.2, true, 'send'],
    ['past the cap, also when it is urgent', 1.8, 0.21, true, 'over'],
    ['nothing at all, whatever was spent', 5, 0, false, 'send'],
  ] as const)('%s', (_name, spent, amount, urgent, expected) => {
    expect(maySpend([cap({ spent })], usd(amount), KEPT, urgent).type).toBe(expected);
  });

  it('counts what is held back for requests under way', () => {
    expect(maySpend([cap({ held: 1.85 })], usd(0.1), KEPT, false).type).toBe('over');
  });

  it('asks every cap, and names the one that is in the way', () => {
    const verdict = maySpend([cap(), cap({ of: 'action', name: 'chat', limit: 0.05 })], usd(0.1), KEPT, false);
    expect(verdict).toMatchObject({ type: 'over', cap: { of: 'action', name: 'chat' } });
  });

  it('counts tokens where there is no price, and refuses where money alone is capped', () => {
    const tokens = { unit: 'tokens', amount: 900 } as const;
    expect(maySpend([cap()], tokens, KEPT, false).type).toBe('unpriced');
    expect(maySpend([], tokens, KEPT, false).type).toBe('send');
    expect(maySpend([cap(), cap({ unit: 'tokens', limit: 1_000 })], tokens, KEPT, false).type).toBe('send');
    expect(maySpend([cap(), cap({ unit: 'tokens', limit: 900 })], tokens, KEPT, false).type).toBe('over');
  });
});

describe('caps', () => {
  const budget = {
    ...DEFAULT_BUDGET,
    dayUsd: 2,
    monthUsd: 20,
    workspaces: { Fernway: { dayUsd: 1 }, Other: { dayUsd: 1 } },
    actions: { ask: { monthUsd: 5 } },
  };
  const rows = [
    row({ usd: 0.5 }),
    row({ usd: 0.25, workspace: 'Other' }),
    row({ usd: 3, day: '2026-11-01', action: 'chat' }),
  ];

  it('count what is theirs', () => {
    const states = capsOn(budget, { action: 'ask', workspace: 'Fernway' }, '2026-11-22', { rows, holds: [] });
    expect(states.map(({ of, period, spent }) => [of, period, spent])).toEqual([
      ['all', 'day', 0.75],
      ['all', 'month', 3.75],
      ['workspace', 'day', 0.5],
      ['action', 'month', 0.75],
    ]);
    expect(allCaps(budget, '2026-11-22', { rows, holds: [] })).toHaveLength(5);
  });

  it('are not found in what every object has', () => {
    const states = capsOn(DEFAULT_BUDGET, { action: 'constructor', workspace: '__proto__' }, '2026-11-22', {
      rows,
      holds: [],
    });
    expect(states).toEqual([]);
  });

  it('are near their end from the share on that the person set', () => {
    expect(nearCap([cap({ spent: 1.59 })], DEFAULT_BUDGET)).toBeUndefined();
    expect(nearCap([cap({ spent: 1.5, held: 0.1 })], DEFAULT_BUDGET)).toBeDefined();
    expect(nearCap([cap({ limit: 0 })], DEFAULT_BUDGET)).toBeDefined();
    expect(nearCap([], DEFAULT_BUDGET)).toBeUndefined();
  });

  it('say in words what is used', () => {
    expect(nearWords(cap({ spent: 1.659 }))).toBe('82 % of today’s budget is used');
    expect(budgetName({ period: 'month', of: 'workspace', name: 'Fernway' })).toBe('This month’s budget for Fernway');
    expect(overWords(cap({ spent: 1.91 }), 0.1)).toBe(
      'today’s budget of $2.00 has no room for it ($1.91 is used, $0.10 is kept for what is urgent)',
    );
  });
});

describe('a period of a budget', () => {
  it.each([
    ['UTC', '2026-11-22T23:59:59Z', '2026-11-22', '2026-11-23T00:00:00Z'],
    ['Pacific/Auckland', '2026-11-22T11:30:00Z', '2026-11-23', '2026-11-23T11:00:00Z'],
    // 23 hours: the clocks go forward in the night.
    ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29', '2026-03-29T22:00:00Z'],
    // 25 hours: they go back.
    ['Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25', '2026-10-25T23:00:00Z'],
    // Midnight is skipped: the day begins at one.
    ['Asia/Beirut', '2026-03-28T12:00:00Z', '2026-03-28', '2026-03-28T22:00:00Z'],
    ['UTC', '2026-12-31T12:00:00Z', '2026-12-31', '2027-01-01T00:00:00Z'],
  ])('of a day in %s at %s', (zone, at, day, end) => {
    const time = Date.parse(at);
    expect(budgetDay(time, zone)).toBe(day);
    expect(new Date(periodEnd(time, zone, 'day')).toISOString()).toBe(new Date(end).toISOString());
    expect(budgetDay(Date.parse(end) - 1, zone)).toBe(day);
    expect(budgetDay(Date.parse(end), zone)).not.toBe(day);
  });

  it('of a month ends with its last day', () => {
    const at = Date.parse('2026-02-10T00:00:00Z');
    expect(monthOf(budgetDay(at, 'Europe/Berlin'))).toBe('2026-02');
    expect(new Date(periodEnd(at, 'Europe/Berlin', 'month')).toISOString()).toBe('2026-02-28T23:00:00.000Z');
  });
});
