import { parsePageId } from '../base/ids.ts';
import type { PageId } from '../base/ids.ts';
import { asObject, listIn, numberIn, objectIn, pageIdIn, textIn } from './notion-json.ts';
import type { Property } from './page.ts';
import { dayText, readDate } from './read-date.ts';
import { plainTextOf } from './read-rich-text.ts';

/** A value without its name: what a property, a rollup or a formula comes to. */
type Value = Omit<Property, 'name' | 'type'>;

const EMPTY: Value = { text: '' };

/** Notion shows so many references in a page object and gives the rest on demand (reference, property values). */
const REFERENCES_IN_PAGE = 25;

/** Reads the `properties` of a page object, in Notion's order. The title is among them. */
export function readProperties(properties: unknown): readonly Property[] {
  return Object.entries(asObject(properties) ?? {}).map(([name, value]) => readProperty(name, value));
}

export function readProperty(name: string, value: unknown): Property {
  const type = textIn(value, 'type') ?? 'unknown';
  const told = asObject(value)?.['has_more'];
  const limited = type === 'relation' || type === 'people';
  const more = told === true || (told !== false && limited && listIn(value, type).length >= REFERENCES_IN_PAGE);
  return { name, type, ...readValue(type, value), ...(more && { more: true }) };
}

/** The page's title: the one property of that type. */
export function titleOf(properties: readonly Property[]): string {
  return properties.find((property) => property.type === 'title')?.text ?? '';
}

function readValue(type: string, value: unknown): Value {
  return READERS[type]?.(asObject(value)?.[type], value) ?? EMPTY;
}

type Reader = (inner: unknown, whole: unknown) => Value;

const text = (words: string | undefined): Value => ({ text: words ?? '' });
const rich: Reader = (_, whole) => text(plainTextOf(listIn(whole, textIn(whole, 'type') ?? '')));
const plain: Reader = (inner) => text(typeof inner === 'string' ? inner : '');
const named: Reader = (inner) => text(textIn(inner, 'name'));
const number: Reader = (inner) => (typeof inner === 'number' ? { text: String(inner), number: inner } : EMPTY);
const checkbox: Reader = (inner) => ({ text: inner === true ? 'Yes' : 'No', checked: inner === true });
const date: Reader = (inner) => readDate(inner) ?? EMPTY;
const instant: Reader = (inner) =>
  typeof inner === 'string' ? { text: dayText(inner), date: { start: inner } } : EMPTY;
const person: Reader = (inner) => people([inner]);

function people(list: readonly unknown[]): Value {
  const names = list.map((one) => textIn(one, 'name') ?? 'Somebody').filter((name) => name !== '');
  return names.length === 0 ? EMPTY : { text: names.join(', '), people: names };
}

const READERS: Readonly<Record<string, Reader>> = {
  title: rich,
  rich_text: rich,
  number,
  checkbox,
  date,
  select: named,
  status: named,
  multi_select: (_, whole) => text(namesIn(whole, 'multi_select')),
  people: (_, whole) => people(listIn(whole, 'people')),
  created_by: person,
  last_edited_by: person,
  created_time: instant,
  last_edited_time: instant,
  url: plain,
  email: plain,
  phone_number: plain,
  files: (_, whole) => text(namesIn(whole, 'files')),
  unique_id: readUniqueId,
  verification: (inner) => text(textIn(inner, 'state')),
  place: (inner) => text(textIn(inner, 'name') ?? textIn(inner, 'address')),
  relation: (_, whole) => readRelation(listIn(whole, 'relation')),
  formula: (inner) => readComputed(inner),
  rollup: (inner) => readComputed(inner),
};

function namesIn(whole: unknown, name: string): string {
  return listIn(whole, name)
    .map((one) => textIn(one, 'name'))
    .filter((one) => one !== undefined && one !== '')
    .join(', ');
}

function readUniqueId(inner: unknown): Value {
  const id = numberIn(inner, 'number');
  if (id === undefined) return EMPTY;
  const prefix = textIn(inner, 'prefix');
  return text(prefix === undefined || prefix === '' ? String(id) : `${prefix}-${id}`);
}

function readRelation(list: readonly unknown[]): Value {
  return relationValue(list.map((one) => pageIdIn(one, 'id')).filter((id) => id !== undefined));
}

/** Titles of related pages are not in a page object: the text counts them, the ids lead to them. */
export function relationValue(pages: readonly PageId[]): Pick<Property, 'text' | 'pages'> {
  if (pages.length === 0) return EMPTY;
  return { text: pages.length === 1 ? '1 page' : `${pages.length} pages`, pages };
}

/** Formulas and rollups carry a type of their own; a rollup of an array joins what its parts come to. */
function readComputed(inner: unknown): Value {
  const type = textIn(inner, 'type') ?? '';
  const value = asObject(inner)?.[type];
  switch (type) {
    case 'string':
      return plain(value, inner);
    case 'number':
      return number(value, inner);
    case 'boolean':
      return checkbox(value, inner);
    case 'date':
      return date(value, inner);
    case 'array':
      return joined(listIn(inner, 'array').map((part) => readValue(textIn(part, 'type') ?? '', part)));
    default:
      return EMPTY;
  }
}

function joined(parts: readonly Value[]): Value {
  const pages = parts.flatMap((part) => part.pages ?? []);
  const names = parts.flatMap((part) => part.people ?? []);
  const words = parts.map((part) => part.text).filter((one) => one !== '');
  return {
    text: words.join(', '),
    ...(pages.length > 0 && { pages }),
    ...(names.length > 0 && { people: names }),
  };
}

/** The pages in a list of property items, as the property endpoint gives them. */
export function readRelatedPages(items: readonly unknown[]): readonly PageId[] {
  return items
    .map((item) => parsePageId(textIn(objectIn(item, 'relation'), 'id') ?? ''))
    .filter((id) => id !== undefined);
}
