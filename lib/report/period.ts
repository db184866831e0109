import { wallTime } from '../base/zone.ts';
import type { PeriodStep } from './definition.ts';

const DAY_MS = 86_400_000;
const DAY = /^(\d{4})-(\d{2})-(\d{2})/;
const ZULU = /Z$|[+-]00:?00$/;

/** A calendar day, as milliseconds since the epoch of its midnight in UTC. */
type Day = number;

const dayAt = (text: string): Day | undefined => {
  const found = DAY.exec(text);
  if (found === null) return undefined;
  const at = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return Number.isFinite(at) && isoDay(at) === found[0] ? at : undefined;
};

const isoDay = (at: Day): string => new Date(at).toISOString().slice(0, 10);

/**
 * The day that a date of Notion falls on, as ISO text. A day is that day everywhere; a time with an offset falls on the
 * day that was written; an instant in UTC, as of edits, on the day that it was in the zone.
 */
export function dayOf(date: string, zone: string): string | undefined {
  const day = dayAt(date);
  if (day === undefined) return undefined;
  if (!date.includes('T') || !ZULU.test(date)) return isoDay(day);
  const moment = Date.parse(date);
  return Number.isNaN(moment) ? undefined : dayOfMoment(moment, zone);
}

/** @param moment milliseconds since the epoch */
export function dayOfMoment(moment: number, zone: string): string {
  const { year, month, day } = wallTime(moment, zone);
  return isoDay(Date.UTC(year, month - 1, day));
}

/** The first day of the period that a day belongs to: the name of the period wherever it is stored. Weeks begin on Monday. */
export function periodOf(day: string, step: PeriodStep): string {
  const at = dayAt(day);
  if (at === undefined) throw new RangeError(`${day} is no day`);
  const date = new Date(at);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  switch (step) {
    case 'day':
      return isoDay(at);
    case 'week':
      return isoDay(at - ((date.getUTCDay() + 6) % 7) * DAY_MS);
    case 'month':
      return isoDay(Date.UTC(year, month));
    case 'quarter':
      return isoDay(Date.UTC(year, month - (month % 3)));
    case 'year':
      return isoDay(Date.UTC(year, 0));
  }
}

const DAYS = { day: 1, week: 7 } as const;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

export function nextPeriod(period: string, step: PeriodStep): string {
  const at = dayAt(period);
  if (at === undefined) throw new RangeError(`${period} is no period`);
  if (step === 'day' || step === 'week') return isoDay(at + DAYS[step] * DAY_MS);
  const date = new Date(at);
  return isoDay(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + MONTHS[step]));
}

/** Periods without a row count too, but not endlessly: a date that was mistyped by a century makes no report of days. */
const MOST_PERIODS = 400;

/** All periods from the first to the last, none left out; the latest ones where there are too many. */
export function periodsFrom(first: string, last: string, step: PeriodStep): readonly string[] {
  const length = step === 'day' || step === 'week' ? DAYS[step] * DAY_MS : MONTHS[step] * 28 * DAY_MS;
  const reach = (dayAt(last) ?? 0) - MOST_PERIODS * length;
  const periods: string[] = [];
  const from = Math.max(dayAt(first) ?? 0, reach);
  for (let at = periodOf(isoDay(from), step); at <= last; at = nextPeriod(at, step)) periods.push(at);
  return periods.slice(-MOST_PERIODS);
}

const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** For example `Nov 2026`, `Q4 2026`, `Week of 16 Nov 2026`. */
export function periodLabel(period: string, step: PeriodStep): string {
  const [year = '', month = '1', day = '1'] = period.split('-');
  const name = MONTH_NAMES[Number(month) - 1] ?? '';
  switch (step) {
    case 'day':
      return `${Number(day)} ${name} ${year}`;
    case 'week':
      return `Week of ${Number(day)} ${name} ${year}`;
    case 'month':
      return `${name} ${year}`;
    case 'quarter':
      return `Q${Math.floor((Number(month) - 1) / 3) + 1} ${year}`;
    case 'year':
      return year;
  }
}

const WHOLE_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The ways in which a text may name the period that begins on a day, whatever its length. */
export function periodNames(period: string): readonly string[] {
  const [year = '', month = '1', day = '1'] = period.split('-');
  const name = WHOLE_NAMES[Number(month) - 1] ?? '';
  const short = MONTH_NAMES[Number(month) - 1] ?? '';
  const of = Number(day);
  return [
    period,
    `${year}-${month}`,
    ...(['day', 'week', 'month', 'quarter', 'year'] as const).map((step) => periodLabel(period, step)),
    `${name} ${year}`,
    `${of} ${name} ${year}`,
    `${name} ${of}, ${year}`,
    `${of} ${name}`,
    `${name} ${of}`,
    `${of} ${short}`,
    `${short} ${of}`,
  ];
}
