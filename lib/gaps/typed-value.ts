import { findDates } from '../text/find-dates.ts';

/** A value that can be held against another of its kind. */
export interface TypedValue {
  readonly kind: 'date' | 'money' | 'percent' | 'number' | 'address';
  /** Equal for equal values, however they are written. */
  readonly same: string;
  /** As it stands in the text. */
  readonly text: string;
}

const MONEY =
  /(?:[€$£¥]|\b(?:USD|EUR|GBP|CHF)\s?)\s?\d[\d.,' ]*(?:\s?(?:k|m|mn|bn|million|thousand)\b)?|\d[\d.,']*\s?(?:k|m|mn|bn)?\s?(?:€|EUR|USD|GBP|CHF)/giu;
const PERCENT = /\d+(?:[.,]\d+)?\s?%/gu;
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;
/** A number with the word behind it: «30 days» and «30 seats» are not the same. */
const COUNTED = /(?<![\d.,:/-])\d+(?:[.,]\d+)?(?![\d.,:/-]*\d)\s+\p{L}{3,}/gu;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const GERMAN_MONTHS: Readonly<Record<string, string>> = { mär: 'mar', mai: 'may', okt: 'oct', dez: 'dec' };

/** The first value of a text that can be compared, the most telling kind first. */
export function typedValue(text: string): TypedValue | undefined {
  const [date] = findDates(text);
  if (date !== undefined) return { kind: 'date', same: dateKey(date), text: date };
  const [money] = text.match(MONEY) ?? [];
  if (money !== undefined) return { kind: 'money', same: moneyKey(money), text: money.trim() };
  const [percent] = text.match(PERCENT) ?? [];
  if (percent !== undefined)
    return { kind: 'percent', same: percent.replaceAll(/\s/g, '').replace(',', '.'), text: percent };
  const [email] = text.match(EMAIL) ?? [];
  if (email !== undefined) return { kind: 'address', same: email.toLowerCase(), text: email };
  const [counted] = text.match(COUNTED) ?? [];
  if (counted === undefined) return undefined;
  return { kind: 'number', same: counted.toLowerCase().replaceAll(/\s+/g, ' ').replace(/s$/, ''), text: counted };
}

/** `3 Dec 2026`, `December 3, 2026`, `3.12.2026` and `2026-12-03` are one day; a day without a year is its own. */
function dateKey(date: string): string {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(date);
  if (iso) return [iso[1], Number(iso[2]), Number(iso[3])].join('-');
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.(\d{4}|\d{2})?$/.exec(date);
  if (dotted) return [fullYear(dotted[3]), Number(dotted[2]), Number(dotted[1])].join('-');
  const word = /\p{L}{3,}/u.exec(date)?.[0].slice(0, 3).toLowerCase() ?? '';
  const month = MONTHS.indexOf(GERMAN_MONTHS[word] ?? word) + 1;
  if (month === 0) return date.toLowerCase().replaceAll(/\s/g, '');
  const year = /\d{4}/.exec(date)?.[0] ?? '';
  const day = /\d{1,2}/.exec(date.replace(year === '' ? /$^/ : year, ''))?.[0] ?? '';
  return [year, month, day === '' ? '' : Number(day)].join('-');
}

const fullYear = (year: string | undefined): string =>
  year === undefined ? '' : year.length === 2 ? `20${year}` : year;

function moneyKey(money: string): string {
  const sign = /[€$£¥]/.exec(money)?.[0] ?? /[A-Z]{3}/i.exec(money)?.[0].toUpperCase() ?? '';
  const currency = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' }[sign] ?? sign;
  const unit = /\d[\s]?(k|thousand|mn|million|m|bn)\b/i.exec(money)?.[1]?.toLowerCase() ?? '';
  const factor = unit === '' ? 1 : unit === 'k' || unit === 'thousand' ? 1e3 : unit === 'bn' ? 1e9 : 1e6;
  const digits = (/\d[\d.,' ]*/.exec(money)?.[0] ?? '').trim().replaceAll(/[' ]/g, '');
  // A mark before three digits parts thousands, before one or two it is the decimal one.
  const plain = digits.replaceAll(/[.,](?=\d{3}(?:\D|$))/g, '').replace(',', '.');
  return `${currency}${Number(plain) * factor}`;
}
