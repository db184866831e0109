import { asObject } from '../../base/json.ts';
import type { Json } from '../../base/json.ts';
import { pageIn } from '../../mirror/address.ts';
import type { Column } from '../../mirror/notion-reader.ts';
import type { PropertyValue, PropertyValues } from '../../outbox/property-value.ts';
import { readDay } from './day.ts';
import { columnNamed, optionOf } from './filter.ts';
import { misuse } from './read-input.ts';

/** More properties than a person would set at once. */
const MOST_VALUES = 50;
const MOST_ITEMS = 100;

/**
 * Values as a model wrote them, held to the columns of the database.
 * @throws Failure `tool-misused` naming the columns, options or forms that there are
 */
export function valuesOf(given: Json, columns: readonly Column[]): PropertyValues {
  const entries = Object.entries(given);
  if (entries.length === 0 || entries.length > MOST_VALUES)
    throw misuse(`“properties” has to have 1 to ${MOST_VALUES} of them.`);
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const column = columnNamed(name, columns);
      return [column.name, valueFor(column, value)];
    }),
  );
}

function valueFor(column: Column, value: unknown): PropertyValue {
  const { name, type } = column;
  switch (type) {
    case 'title':
    case 'rich_text':
      return { type, text: value === null ? '' : words(name, value) };
    case 'url':
    case 'email':
    case 'phone_number':
      return { type, text: value === null ? null : words(name, value) };
    case 'number':
      if (value !== null && (typeof value !== 'number' || !Number.isFinite(value)))
        throw misuse(`“${name}” takes a number.`);
      return { type, number: value };
    case 'checkbox':
      if (typeof value !== 'boolean') throw misuse(`“${name}” takes true or false.`);
      return { type, checked: value };
    case 'select':
    case 'status':
      return { type, option: value === null ? null : optionOf(column, value) };
    case 'multi_select':
      return { type, options: items(name, value).map((one) => optionOf(column, one)) };
    case 'date':
      return { type, date: value === null ? null : span(name, value) };
    case 'relation':
      return { type, pages: items(name, value).map((one) => pageNamed(name, one)) };
    case 'people':
      return { type, people: items(name, value).map((one) => words(name, one)) };
    default:
      throw misuse(`“${name}” (${type}) cannot be set: Notion works it out itself.`);
  }
}

function words(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw misuse(`“${name}” takes text.`);
}

/** One item may stand without its list. */
function items(name: string, value: unknown): readonly unknown[] {
  if (value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length > MOST_ITEMS) throw misuse(`“${name}” takes ${MOST_ITEMS} items at most.`);
  return list;
}

function pageNamed(name: string, value: unknown) {
  const id = typeof value === 'string' ? pageIn(value.trim()) : undefined;
  if (id === undefined) throw misuse(`“${name}” takes ids of pages.`);
  return id;
}

function span(name: string, value: unknown) {
  if (typeof value === 'string') return { start: readDay(name, value) };
  const { start, end } = asObject(value) ?? {};
  const from = readDay(name, start);
  if (end === undefined || end === null) return { start: from };
  const to = readDay(name, end);
  if (to < from) throw misuse(`“${name}” ends before it starts.`);
  return { start: from, end: to };
}
