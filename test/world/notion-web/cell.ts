import type { PropertySchema, PropertyValue, WorldPage } from '../model.ts';
import type { Cell, Reference, Tag } from './record.ts';
import { referenceTo } from './reference.ts';
import type { Computed, NotionWebSource } from './source.ts';

const EMPTY: Cell = { type: 'empty' };

/** The value of a row's property, as the app shows it. */
export function cellOf(
  source: NotionWebSource,
  computed: Computed,
  row: WorldPage,
  name: string,
  schema: PropertySchema,
): Cell {
  if (schema.type === 'created_time') return day(row.createdTime);
  if (schema.type === 'last_edited_time') return day(row.lastEditedTime);
  if (schema.type === 'created_by') return references(source, [row.createdBy]);
  if (schema.type === 'last_edited_by') return references(source, [row.lastEditedBy]);
  if (schema.type === 'rollup' || schema.type === 'formula') return computedCell(source, computed(row, name), schema);
  const value = row.properties[name];
  return value === undefined ? EMPTY : storedCell(source, value, schema);
}

function storedCell(source: NotionWebSource, value: PropertyValue, schema: PropertySchema): Cell {
  switch (value.type) {
    case 'title':
    case 'rich_text':
      return text(value.text.map((run) => run.text).join(''));
    case 'number':
      return value.number === null ? EMPTY : { type: 'number', text: amount(value.number, schema) };
    case 'checkbox':
      return { type: 'checkbox', checked: value.checkbox };
    case 'select':
      return value.name === null ? EMPTY : { type: 'tags', tags: [tagOf(value.name, schema)] };
    case 'status':
      return value.name === null ? EMPTY : { type: 'status', tag: tagOf(value.name, schema) };
    case 'multi_select':
      return { type: 'tags', tags: value.names.map((name) => tagOf(name, schema)) };
    case 'date':
      return value.start === null ? EMPTY : day(value.start, value.end);
    case 'people':
    case 'relation':
      return references(source, value.ids);
    case 'url':
      return link(value.value, '');
    case 'email':
      return link(value.value, 'mailto:');
    case 'phone_number':
      return link(value.value, 'tel:');
  }
}

function computedCell(source: NotionWebSource, value: ReturnType<Computed>, schema: PropertySchema): Cell {
  if (value === null || value === '') return EMPTY;
  if (typeof value === 'boolean') return { type: 'checkbox', checked: value };
  if (typeof value === 'number') {
    const isShare = schema.type === 'rollup' && schema.function === 'percent_checked';
    return { type: 'number', text: isShare ? percent(value) : grouped(value) };
  }
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\d/.test(value) ? day(value) : text(value);
  return text(value.map((item) => referenceTo(source, item)?.title ?? item).join(', '));
}

function text(value: string): Cell {
  return value === '' ? EMPTY : { type: 'text', text: value };
}

function link(value: string | null, scheme: string): Cell {
  return value === null ? EMPTY : { type: 'link', text: value, href: `${scheme}${value}` };
}

function references(source: NotionWebSource, ids: readonly string[]): Cell {
  const found: Reference[] = ids.flatMap((id) => {
    if (source.page(id)?.inTrash === true) return [];
    return referenceTo(source, id) ?? [];
  });
  return found.length === 0 ? EMPTY : { type: 'references', references: found };
}

function tagOf(name: string, schema: PropertySchema): Tag {
  const options = 'options' in schema ? schema.options : [];
  return { name, color: options.find((option) => option.name === name)?.color ?? 'default' };
}

const CURRENCIES: Readonly<Record<string, string>> = { euro: '€', dollar: '$', pound: '£', yen: '¥' };

function amount(value: number, schema: PropertySchema): string {
  const format = 'format' in schema ? (schema.format ?? 'number') : 'number';
  if (format === 'percent') return percent(value);
  const currency = CURRENCIES[format];
  return currency === undefined ? grouped(value) : `${value < 0 ? '-' : ''}${currency}${grouped(Math.abs(value))}`;
}

function percent(value: number): string {
  return `${Math.round(value * 1000) / 10}%`;
}

function grouped(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** `November 21, 2026`, with the time of day when the value has one. */
function day(start: string, end?: string): Cell {
  const days = end === undefined ? [start] : [start, end];
  return text(days.map(dayInWords).join(' → '));
}

function dayInWords(iso: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  return moment.toLocaleString('en-US', {
    timeZone: 'UTC',
    dateStyle: 'long',
    ...(iso.length > 10 && { timeStyle: 'short' }),
  });
}
