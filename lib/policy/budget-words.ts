import { dollars } from '../base/dollars.ts';
import { shareOf } from './budget.ts';
import type { CapState } from './budget.ts';

type Named = Pick<CapState, 'period' | 'of' | 'name'>;

/** Whose budget it is, as the beginning of a sentence has it: `Today’s budget`, `This month’s budget for Chat`. */
export function budgetName({ period, of, name }: Named): string {
  const whose = period === 'day' ? 'Today’s budget' : 'This month’s budget';
  return of === 'all'
    ? whose
    : `${whose} for ${name === undefined || name === '' ? 'pages outside a workspace' : name}`;
}

/** `80 % of today’s budget is used`. Rounded down: never more than it is. */
export function nearWords(cap: CapState): string {
  const share = Math.floor(shareOf(cap) * 100);
  return share > 100 ? `${inside(cap)} is used up` : `${share} % of ${inside(cap)} is used`;
}

/** Why something has no room left: `today’s budget of $2.00 has no room for it ($1.91 is used, $0.10 is kept for what is urgent)`. */
export function overWords(cap: CapState, kept: number): string {
  const { limit, spent, held, unit } = cap;
  const told = [
    `${amountOf(spent, unit)} is used`,
    ...(held > 0 ? [`${amountOf(held, unit)} is held back for requests under way`] : []),
    ...(kept > 0 ? [`${amountOf(kept, unit)} is kept for what is urgent`] : []),
  ];
  return `${inside(cap)} of ${amountOf(limit, unit)} has no room for it (${told.join(', ')})`;
}

export const amountOf = (amount: number, unit: CapState['unit']): string =>
  unit === 'usd' ? dollars(amount) : `${Math.round(amount).toLocaleString('en-US')} tokens`;

const inside = (cap: Named): string => budgetName(cap).replace(/^T/, 't');
