import { Failure } from '../base/failure.ts';
import { LONGEST_ADDRESS, LONGEST_LIST } from '../markup/limits.ts';
import type { Column } from '../mirror/notion-reader.ts';
import type { PropertyValue } from './property-value.ts';

/** Longest e-mail address and telephone number that Notion takes (request limits). */
const LONGEST_CONTACT = 200;
/** A text property is at most a hundred runs of two thousand characters. */
const LONGEST_PROPERTY_TEXT = 200_000;

const YES = new Set(['true', 'yes', '1', 'checked', 'done', 'x']);
const NO = new Set(['false', 'no', '0', 'unchecked', '']);
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/u;

/**
 * A value as the column takes it. Repaired is only what is certain: spaces around a text, the case of an option's
 * name, a number, date or option given as text. Throws `write-invalid` with a sentence that names the property.
 * @param column absent where the page is no row or the schema is not known: limits alone are checked
 */
export function repairValue(name: string, value: PropertyValue, column: Column | undefined): PropertyValue {
  const repaired = column === undefined || column.type === value.type ? value : converted(name, value, column);
  return withinLimits(name, repaired, column);
}

function withinLimits(name: string, value: PropertyValue, column: Column | undefined): PropertyValue {
  switch (value.type) {
    case 'title':
    case 'rich_text':
      if (value.text.length > LONGEST_PROPERTY_TEXT) refuse(name, `takes at most ${LONGEST_PROPERTY_TEXT} characters`);
      return value;
    case 'number':
      if (value.number !== null && !Number.isFinite(value.number)) refuse(name, 'takes a finite number');
      return value;
    case 'checkbox':
      return value;
    case 'select':
    case 'status':
      return value.option === null ? value : { ...value, option: optionOf(name, value.option, column) };
    case 'multi_select': {
      const options = [...new Set(value.options.map((option) => optionOf(name, option, column)))];
      if (options.length > LONGEST_LIST) refuse(name, `takes at most ${LONGEST_LIST} options`);
      return { ...value, options };
    }
    case 'date':
      return value.date === null ? value : { ...value, date: dateOf(name, value.date) };
    case 'url':
    case 'email':
    case 'phone_number':
      return { ...value, text: contactOf(name, value.type, value.text?.trim() ?? '') };
    case 'relation':
      if (value.pages.length > LONGEST_LIST) refuse(name, `takes at most ${LONGEST_LIST} pages at once`);
      return { ...value, pages: [...new Set(value.pages)] };
    case 'people':
      if (value.people.length > LONGEST_LIST) refuse(name, `takes at most ${LONGEST_LIST} people at once`);
      return { ...value, people: [...new Set(value.people)] };
  }
}

function contactOf(name: string, type: 'url' | 'email' | 'phone_number', text: string): string | null {
  if (text === '') return null;
  const most = type === 'url' ? LONGEST_ADDRESS : LONGEST_CONTACT;
  if (text.length > most) refuse(name, `takes at most ${most} characters`);
  if (type === 'email' && !/^[^\s@]+@[^\s@]+$/u.test(text)) refuse(name, `takes an e-mail address, not “${text}”`);
  return text;
}

/** An option that the property has: none is ever added to it. */
function optionOf(name: string, wanted: string, column: Column | undefined): string {
  const option = wanted.trim();
  if (option === '') refuse(name, 'takes the name of an option, not an empty text');
  const options = column?.options;
  if (options === undefined || options.includes(option)) return option;
  const folded = options.filter((other) => other.trim().toLowerCase() === option.toLowerCase());
  const [only] = folded;
  if (only !== undefined && folded.length === 1) return only;
  const known =
    options.length === 0
      ? 'it has none'
      : `it has ${options
          .slice(0, 12)
          .map((one) => `“${one}”`)
          .join(', ')}`;
  return refuse(name, `has no option “${option}”; ${known}${options.length > 12 ? ' and more' : ''}`);
}

function dateOf(name: string, date: { readonly start: string; readonly end?: string }): typeof date {
  const [start, end] = [date.start.trim(), date.end?.trim()].map((text) => {
    if (text === undefined || text === '') return undefined;
    if (!DATE.test(text) || !isDay(text)) refuse(name, `takes a date such as 2026-11-21, not “${text}”`);
    return text;
  });
  if (start === undefined) return refuse(name, 'needs a start for its date');
  if (end !== undefined && Date.parse(end) < Date.parse(start))
    refuse(name, `ends (${end}) before it starts (${start})`);
  return { start, ...(end === undefined ? {} : { end }) };
}

/** There is no 31 February. */
function isDay(text: string): boolean {
  const day = text.slice(0, 10);
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) && !Number.isNaN(Date.parse(text));
}

/** Types of columns that can be set; everything else is computed by Notion. */
type Settable = PropertyValue['type'];

/** The one value of a column's type that a text can mean; `undefined` where it can mean none. */
const FROM_TEXT: Readonly<Record<Settable, (text: string) => PropertyValue | undefined>> = {
  title: (text) => ({ type: 'title', text }),
  rich_text: (text) => ({ type: 'rich_text', text }),
  number: (text) => {
    if (text === '') return { type: 'number', number: null };
    return /^[+-]?\d+(?:\.\d+)?$/u.test(text) ? { type: 'number', number: Number(text) } : undefined;
  },
  checkbox: (text) => {
    const word = text.toLowerCase();
    if (YES.has(word)) return { type: 'checkbox', checked: true };
    return NO.has(word) ? { type: 'checkbox', checked: false } : undefined;
  },
  select: (text) => ({ type: 'select', option: text === '' ? null : text }),
  status: (text) => ({ type: 'status', option: text === '' ? null : text }),
  multi_select: (text) => ({ type: 'multi_select', options: text === '' ? [] : [text] }),
  date: (text) => ({ type: 'date', date: text === '' ? null : { start: text } }),
  url: (text) => ({ type: 'url', text }),
  email: (text) => ({ type: 'email', text }),
  phone_number: (text) => ({ type: 'phone_number', text }),
  relation: () => undefined,
  people: () => undefined,
};

const isSettable = (type: string): type is Settable => Object.hasOwn(FROM_TEXT, type);

/** The same value in the type of the column, where only one can be meant. */
function converted(name: string, value: PropertyValue, { type }: Column): PropertyValue {
  if (!isSettable(type)) return refuse(name, `is computed by Notion (${wordOf(type)}) and cannot be set`);
  const text = textOf(value);
  const meant = text === undefined ? undefined : FROM_TEXT[type](text);
  return (
    meant ??
    refuse(name, `takes a ${wordOf(type)}, not ${text === undefined ? `a ${wordOf(value.type)}` : `“${text}”`}`)
  );
}

const wordOf = (type: string): string => type.replaceAll('_', ' ');

/** What a value says as one trimmed text; `undefined` where it is none. */
function textOf(value: PropertyValue): string | undefined {
  switch (value.type) {
    case 'title':
    case 'rich_text':
    case 'url':
    case 'email':
    case 'phone_number':
      return (value.text ?? '').trim();
    case 'select':
    case 'status':
      return (value.option ?? '').trim();
    case 'number':
      return value.number === null ? '' : String(value.number);
    case 'checkbox':
      return value.checked ? 'true' : 'false';
    case 'multi_select':
      return value.options.length < 2 ? (value.options[0] ?? '').trim() : undefined;
    case 'date':
    case 'relation':
    case 'people':
      return undefined;
  }
}

function refuse(name: string, why: string): never {
  throw new Failure({ code: 'write-invalid', detail: `“${name}” ${why}.` });
}
