import type { Budget, Caps } from '../settings/budget.ts';
import type { BudgetDay } from './budget-period.ts';
import { monthOf } from './budget-period.ts';
import type { Hold, SpendingRow, Spender } from './spending-row.ts';

/** One cap as it stands. */
export interface CapState {
  readonly period: 'day' | 'month';
  readonly unit: 'usd' | 'tokens';
  /** Whose it is: all spending's, one workspace's or one action's. */
  readonly of: 'all' | 'workspace' | 'action';
  /** The workspace or the action. */
  readonly name?: string;
  readonly limit: number;
  readonly spent: number;
  /** Held back for requests under way. */
  readonly held: number;
}

/** What a request may cost at most. Without a known price it is counted in tokens. */
export interface Estimate {
  readonly unit: CapState['unit'];
  readonly amount: number;
}

/** What was spent and is held back: the lines of the month at least. */
export interface Book {
  readonly rows: readonly SpendingRow[];
  readonly holds: readonly Hold[];
}

export type Verdict =
  | { readonly type: 'send' }
  /** It would go beyond this cap, or into what is kept for urgent requests. */
  | { readonly type: 'over'; readonly cap: CapState }
  /** Money is capped, and nobody knows what this model costs. */
  | { readonly type: 'unpriced'; readonly cap: CapState };

/** Sums of many small amounts differ in their last digits by the order in which they were added. */
const ROUNDING = 1e-9;

/**
 * Whether one more request may be sent. The whole rule: for every cap that counts it, what is spent, what is held back for
 * requests under way and its own estimate stay within the cap, and for what is not urgent within the part of it that is
 * not kept for urgent requests. What costs nothing is never held back.
 */
export function maySpend(
  caps: readonly CapState[],
  { unit, amount }: Estimate,
  { reserve }: Pick<Budget, 'reserve'>,
  urgent: boolean,
): Verdict {
  if (amount === 0) return { type: 'send' };
  const counting = caps.filter((cap) => cap.unit === unit);
  const money = caps.find((cap) => cap.unit === 'usd');
  if (unit === 'tokens' && counting.length === 0 && money !== undefined) return { type: 'unpriced', cap: money };
  const share = urgent ? 1 : 1 - percent(reserve);
  const over = counting.find(
    ({ limit, spent, held }) => spent + held + amount > limit * share * (1 + ROUNDING) + ROUNDING,
  );
  return over === undefined ? { type: 'send' } : { type: 'over', cap: over };
}

/** Every cap that counts what a spender spends on a day. */
export function capsOn(budget: Budget, spender: Spender, day: BudgetDay, book: Book): readonly CapState[] {
  const { workspace, action } = spender;
  return [
    ...statesOf('all', undefined, budget, day, book),
    ...statesOf('workspace', workspace, own(budget.workspaces, workspace), day, book),
    ...statesOf('action', action, own(budget.actions, action), day, book),
  ];
}

/** Every cap there is, for who looks at all of them. */
export function allCaps(budget: Budget, day: BudgetDay, book: Book): readonly CapState[] {
  return [
    ...statesOf('all', undefined, budget, day, book),
    ...Object.entries(budget.workspaces).flatMap(([name, caps]) => statesOf('workspace', name, caps, day, book)),
    ...Object.entries(budget.actions).flatMap(([name, caps]) => statesOf('action', name, caps, day, book)),
  ];
}

/** A name that comes from Notion must not find what every object has. */
const own = (caps: Readonly<Record<string, Caps>>, name: string): Caps =>
  Object.hasOwn(caps, name) ? (caps[name] ?? {}) : {};

const FIELDS = [
  ['dayUsd', 'day', 'usd'],
  ['monthUsd', 'month', 'usd'],
  ['dayTokens', 'day', 'tokens'],
  ['monthTokens', 'month', 'tokens'],
] as const;

function statesOf(
  of: CapState['of'],
  name: string | undefined,
  caps: Caps,
  day: BudgetDay,
  book: Book,
): readonly CapState[] {
  return FIELDS.flatMap(([field, period, unit]) => {
    const limit = caps[field];
    if (limit === undefined) return [];
    const counts = countedIn({ of, period, ...(name === undefined ? {} : { name }) }, day);
    const rows = book.rows.filter(counts);
    const holds = book.holds.filter((hold) => counts({ ...hold.soFar, day: hold.day }));
    const spent = rows.reduce((sum, row) => sum + (unit === 'usd' ? row.usd : row.unpricedTokens), 0);
    const held = holds.reduce((sum, hold) => sum + hold[unit], 0);
    return [{ of, ...(name === undefined ? {} : { name }), period, unit, limit, spent, held }];
  });
}

/** Whether a cap counts what was spent on a day by somebody. */
const countedIn =
  ({ of, name, period }: Pick<CapState, 'of' | 'name' | 'period'>, today: BudgetDay) =>
  (row: Spender & { readonly day: BudgetDay }): boolean =>
    (period === 'day' ? row.day === today : monthOf(row.day) === monthOf(today)) && (of === 'all' || row[of] === name);

/** How much of a cap is used or held back, from 0; a cap of nothing is used up. */
export const shareOf = ({ limit, spent, held }: CapState): number => (limit <= 0 ? 1 : (spent + held) / limit);

/** The cap that is nearest to its end, once it is near enough for the cheapest model to go first. */
export function nearCap(caps: readonly CapState[], { cheaperFrom }: Pick<Budget, 'cheaperFrom'>): CapState | undefined {
  const [nearest] = caps.toSorted((one, other) => shareOf(other) - shareOf(one));
  return nearest !== undefined && shareOf(nearest) >= percent(cheaperFrom) ? nearest : undefined;
}

const percent = (share: number): number => Math.min(100, Math.max(0, share)) / 100;
