import { budgetDay } from '../../lib/policy/budget-period.ts';

/** The day by the clocks that the person sees. */
export const dayHere = (now: number): string => budgetDay(now, new Intl.DateTimeFormat().resolvedOptions().timeZone);
