import { textIn } from './notion-json.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/;

export interface ReadDate {
  readonly text: string;
  readonly date: { readonly start: string; readonly end?: string };
}

/** A date or range as Notion stores it; `undefined` when unset. The time stays in the zone that it was written in. */
export function readDate(value: unknown): ReadDate | undefined {
  const start = textIn(value, 'start');
  if (start === undefined) return undefined;
  const end = textIn(value, 'end');
  if (end === undefined) return { text: dayText(start), date: { start } };
  return { text: `${dayText(start)} → ${dayText(end)}`, date: { start, end } };
}

/** `3 Dec 2026` or `3 Dec 2026 14:00`; anything that is no ISO date is left as it is. */
export function dayText(iso: string): string {
  const [whole, year, month, day, time] = ISO.exec(iso) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (whole === undefined || name === undefined) return iso;
  return `${Number(day)} ${name} ${year}${time === undefined ? '' : ` ${time}`}`;
}
