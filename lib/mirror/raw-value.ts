import type { PageId } from '../base/ids.ts';
import { asObject, listIn, numberIn, pageIdIn, textIn } from './notion-json.ts';
import { plainTextOf } from './read-rich-text.ts';

/**
 * A property's value to compute with, where a `Property` is one to read. Formulas and rollups are what they come to;
 * what nobody filled in is `empty`, whatever its type.
 */
export type RawValue =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'checkbox'; readonly checked: boolean }
  /** Names of what is chosen: one of a select or status. */
  | { readonly kind: 'options'; readonly options: readonly string[] }
  /** ISO days or moments, as Notion stores them; also the times of making and editing. */
  | { readonly kind: 'date'; readonly start: string; readonly end?: string }
  /** `more`: Notion shows the first 25 in a row and gives the rest on demand. */
  | { readonly kind: 'pages'; readonly pages: readonly PageId[]; readonly more?: true }
  | {
      readonly kind: 'people';
      readonly people: readonly { readonly id: string; readonly name?: string }[];
      readonly more?: true;
    }
  /** What a rollup shows of several rows. */
  | { readonly kind: 'list'; readonly values: readonly RawValue[] };

const EMPTY: RawValue = { kind: 'empty' };

/** Reads one value of a page object's `properties`. */
export function readRawValue(value: unknown): RawValue {
  const type = textIn(value, 'type') ?? '';
  return READERS[type]?.(asObject(value)?.[type], value) ?? EMPTY;
}

type Reader = (inner: unknown, whole: unknown) => RawValue | undefined;

const text = (words: unknown): RawValue | undefined =>
  typeof words === 'string' && words !== '' ? { kind: 'text', text: words } : undefined;
const rich: Reader = (inner) => text(Array.isArray(inner) ? plainTextOf(inner) : '');
const number: Reader = (inner) => (typeof inner === 'number' ? { kind: 'number', number: inner } : undefined);
const checkbox: Reader = (inner) => ({ kind: 'checkbox', checked: inner === true });
const chosen: Reader = (inner) => options([inner]);
const several: Reader = (inner) => options(Array.isArray(inner) ? inner : []);
const instant: Reader = (inner) => (typeof inner === 'string' ? { kind: 'date', start: inner } : undefined);
const computed: Reader = (inner) => {
  const type = textIn(inner, 'type') ?? '';
  const value = asObject(inner)?.[type];
  if (type !== 'array') return COMPUTED[type]?.(value, inner);
  const values = listIn(inner, 'array').map(readRawValue);
  return values.length === 0 ? undefined : { kind: 'list', values };
};

function options(list: readonly unknown[]): RawValue | undefined {
  const names = list.map((one) => textIn(one, 'name') ?? '').filter((name) => name !== '');
  return names.length === 0 ? undefined : { kind: 'options', options: names };
}

function date(inner: unknown): RawValue | undefined {
  const [start, end] = [textIn(inner, 'start'), textIn(inner, 'end')];
  return start === undefined ? undefined : { kind: 'date', start, ...(end !== undefined && { end }) };
}

function people(list: readonly unknown[], whole: unknown): RawValue | undefined {
  const known = list.flatMap((one) => {
    const [id, name] = [textIn(one, 'id'), textIn(one, 'name')];
    return id === undefined ? [] : [{ id, ...(name !== undefined && { name }) }];
  });
  return known.length === 0 ? undefined : { kind: 'people', people: known, ...more(whole, known.length) };
}

function relation(inner: unknown, whole: unknown): RawValue | undefined {
  const pages = (Array.isArray(inner) ? inner : []).flatMap((one) => pageIdIn(one, 'id') ?? []);
  return pages.length === 0 ? undefined : { kind: 'pages', pages, ...more(whole, pages.length) };
}

/** Notion shows so many references in a page object (reference, property values). */
const REFERENCES_IN_PAGE = 25;

function more(whole: unknown, count: number): { readonly more?: true } {
  const told = asObject(whole)?.['has_more'];
  return told === true || (told !== false && count >= REFERENCES_IN_PAGE) ? { more: true } : {};
}

function uniqueId(inner: unknown): RawValue | undefined {
  const id = numberIn(inner, 'number');
  const prefix = textIn(inner, 'prefix') ?? '';
  return id === undefined ? undefined : { kind: 'text', text: prefix === '' ? String(id) : `${prefix}-${id}` };
}

const COMPUTED: Readonly<Record<string, Reader>> = { string: text, number, boolean: checkbox, date };

const READERS: Readonly<Record<string, Reader>> = {
  title: rich,
  rich_text: rich,
  number,
  checkbox,
  date,
  select: chosen,
  status: chosen,
  multi_select: several,
  files: several,
  people: (inner, whole) => people(Array.isArray(inner) ? inner : [], whole),
  created_by: (inner) => people([inner], { has_more: false }),
  last_edited_by: (inner) => people([inner], { has_more: false }),
  created_time: instant,
  last_edited_time: instant,
  url: text,
  email: text,
  phone_number: text,
  unique_id: uniqueId,
  verification: (inner) => text(textIn(inner, 'state')),
  place: (inner) => text(textIn(inner, 'name') ?? textIn(inner, 'address')),
  relation,
  formula: computed,
  rollup: computed,
};
