import { findDates } from './find-dates.ts';

/** A date in a text, as it is written there and as a day. */
export interface WrittenDate {
  readonly written: string;
  /** ISO, `2026-11-24`. */
  readonly day: string;
}

const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'januar', 'يناير'],
  ['feb', 'februar', 'فبراير'],
  ['mar', 'märz', 'مارس'],
  ['apr', 'april', 'أبريل', 'ابريل'],
  ['may', 'mai', 'مايو'],
  ['jun', 'juni', 'يونيو'],
  ['jul', 'juli', 'يوليو'],
  ['aug', 'august', 'أغسطس', 'اغسطس'],
  ['sep', 'september', 'سبتمبر'],
  ['oct', 'oktober', 'أكتوبر', 'اكتوبر'],
  ['nov', 'november', 'نوفمبر'],
  ['dec', 'dezember', 'ديسمبر'],
];

/**
 * The days that a text names, in order: ISO, English, German, Japanese, Arabic. Months, quarters and years alone are no
 * days.
 * @param near ISO day of the text: a date without a year is the one closest to it; absent, such a date is left out
 */
export function daysIn(text: string, near?: string): readonly WrittenDate[] {
  return findDates(text).flatMap((written) => {
    const day = dayOf(written, near);
    return day === undefined ? [] : [{ written, day }];
  });
}

function dayOf(written: string, near: string | undefined): string | undefined {
  const digits = written.replaceAll(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(digits);
  if (iso !== null) return dated(iso[1], Number(iso[2]), iso[3], near);
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.(\d{2,4})?$/.exec(digits);
  // "1.9." ends a sentence as often as it names a day.
  if (dotted !== null && dotted[3] === undefined && !/^\d{2}\./.test(digits)) return undefined;
  if (dotted !== null) return dated(dotted[3], Number(dotted[2]), dotted[1], near);
  const japanese = /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日$/.exec(digits);
  if (japanese !== null) return dated(japanese[1], Number(japanese[2]), japanese[3], near);
  const month = monthIn(digits);
  const day = /(?<!\d)(\d{1,2})(?!\d)/.exec(digits)?.[1];
  return month === undefined ? undefined : dated(/\d{4}/.exec(digits)?.[0], month, day, near);
}

function monthIn(text: string): number | undefined {
  const low = text.toLowerCase();
  const word = /[\p{L}\p{M}]{3,}/u.exec(low.replace(/(?<=\d)(?:st|nd|rd|th)\b/, ''))?.[0] ?? '';
  const at = MONTHS.findIndex((names) =>
    names.some((name) => word === name || (/^[a-z]{3}$/.test(name) && word.startsWith(name))),
  );
  return at < 0 ? undefined : at + 1;
}

function dated(year: string | undefined, month: number, day: string | undefined, near: string | undefined) {
  if (day === undefined) return undefined;
  if (year !== undefined) return real(year.length === 2 ? `20${year}` : year, month, day);
  if (near === undefined) return undefined;
  const then = Date.parse(near.slice(0, 10));
  const around = Number(near.slice(0, 4));
  return [around, around + 1, around - 1]
    .flatMap((one) => real(String(one), month, day) ?? [])
    .toSorted((one, other) => Math.abs(Date.parse(one) - then) - Math.abs(Date.parse(other) - then))[0];
}

/** The day, where the calendar has it. */
function real(year: string, month: number, day: string): string | undefined {
  const iso = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(iso);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? undefined : iso;
}
