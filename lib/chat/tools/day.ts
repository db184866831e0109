import { misuse } from './read-input.ts';

const ISO = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * A day or moment that exists.
 * @throws Failure `tool-misused` for anything else
 */
export function readDay(name: string, value: unknown): string {
  const day = typeof value === 'string' && ISO.test(value) ? value : undefined;
  if (day === undefined || !exists(day)) throw misuse(`“${name}” takes an ISO date such as 2026-11-21.`);
  return day;
}

/** The 31st of a month that has 30 days is read as the first of the next. */
function exists(day: string): boolean {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day.slice(0, 10));
}
