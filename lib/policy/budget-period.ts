import { momentOf, wallTime } from '../base/zone.ts';

/** The day of a budget as the person's clocks show it: `2026-11-22`. Its first seven characters are its month. */
export type BudgetDay = string;

const MONTH_LENGTH = 'YYYY-MM'.length;

/** @param zone IANA name, for example `Europe/Berlin` */
export function budgetDay(time: number, zone: string): BudgetDay {
  const { year, month, day } = wallTime(time, zone);
  return [String(year).padStart(4, '0'), two(month), two(day)].join('-');
}

export const monthOf = (day: BudgetDay): string => day.slice(0, MONTH_LENGTH);

/** When the day or the month of a moment ends in the person's zone, in ms since the epoch. A day may have 23 or 25 hours. */
export function periodEnd(time: number, zone: string, period: 'day' | 'month'): number {
  const { year, month, day } = wallTime(time, zone);
  // The calendar's own arithmetic carries a 32nd of December into the next year.
  const next = new Date(period === 'day' ? Date.UTC(year, month - 1, day + 1) : Date.UTC(year, month, 1));
  return momentOf(
    {
      year: next.getUTCFullYear(),
      month: next.getUTCMonth() + 1,
      day: next.getUTCDate(),
      hour: 0,
      minute: 0,
      second: 0,
    },
    zone,
  );
}

const two = (number: number): string => String(number).padStart(2, '0');
