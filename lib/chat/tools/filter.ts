import { asObject } from '../../base/json.ts';
import type { Json } from '../../base/json.ts';
import { pageIn } from '../../mirror/address.ts';
import type { Column } from '../../mirror/notion-reader.ts';
import { readDay } from './day.ts';
import { misuse } from './read-input.ts';

const EMPTINESS = ['is_empty', 'is_not_empty'] as const;
const EQUALS = ['equals', 'does_not_equal'] as const;
const HOLDS = ['contains', 'does_not_contain'] as const;
const TEXT = [...EQUALS, ...HOLDS, 'starts_with', 'ends_with', ...EMPTINESS] as const;
const NUMBER = [
  ...EQUALS,
  'greater_than',
  'less_than',
  'greater_than_or_equal_to',
  'less_than_or_equal_to',
  ...EMPTINESS,
] as const;
const SPANS = ['this_week', 'past_week', 'past_month', 'past_year', 'next_week', 'next_month', 'next_year'] as const;
const DATE = ['equals', 'before', 'after', 'on_or_before', 'on_or_after', ...EMPTINESS, ...SPANS] as const;

/** Conditions that a column of each type takes, as Notion's API names them. */
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  title: TEXT,
  rich_text: TEXT,
  url: TEXT,
  email: TEXT,
  phone_number: TEXT,
  number: NUMBER,
  unique_id: NUMBER.filter((name) => !name.startsWith('is_')),
  checkbox: EQUALS,
  select: [...EQUALS, ...EMPTINESS],
  status: [...EQUALS, ...EMPTINESS],
  multi_select: [...HOLDS, ...EMPTINESS],
  date: DATE,
  created_time: DATE.filter((name) => !name.startsWith('is_')),
  last_edited_time: DATE.filter((name) => !name.startsWith('is_')),
  relation: [...HOLDS, ...EMPTINESS],
  people: [...HOLDS, ...EMPTINESS],
  created_by: [...HOLDS, ...EMPTINESS],
  last_edited_by: [...HOLDS, ...EMPTINESS],
};

export const FILTER_CONDITIONS: readonly string[] = [...new Set([...TEXT, ...NUMBER, ...DATE])];

/** More conditions than a person would set, and fewer than Notion refuses. */
const MOST_CONDITIONS = 20;

/**
 * A filter in the words of Notion's API, each condition held to the column that it is about.
 * @throws Failure `tool-misused` naming the columns, conditions or options that there are
 */
export function filterOf(
  conditions: readonly unknown[],
  match: 'all' | 'any',
  columns: readonly Column[],
): Json | undefined {
  if (conditions.length > MOST_CONDITIONS) throw misuse(`A filter takes ${MOST_CONDITIONS} conditions at most.`);
  const made = conditions.map((condition) => conditionOf(condition, columns));
  if (made.length < 2) return made[0];
  return match === 'all' ? { and: made } : { or: made };
}

function conditionOf(given: unknown, columns: readonly Column[]): Json {
  const condition = asObject(given);
  if (condition === undefined) throw misuse('Each condition has to be an object with property, condition and value.');
  const column = columnNamed(condition['property'], columns);
  const takes = BY_TYPE[column.type];
  if (takes === undefined) throw misuse(`“${column.name}” (${column.type}) cannot be filtered by.`);
  const name = takes.find((one) => one === condition['condition']);
  if (name === undefined) throw misuse(`“${column.name}” (${column.type}) takes ${takes.join(', ')}.`);
  const wanted = { [name]: isBare(name) ? bareOf(name) : valueOf(column, condition['value']) };
  const isStamp = column.type === 'created_time' || column.type === 'last_edited_time';
  return isStamp
    ? { timestamp: column.type, [column.type]: wanted }
    : { property: column.name, [filterType(column.type)]: wanted };
}

/** Notion filters by who made or edited a row as by any people. */
const filterType = (type: string): string => (type === 'created_by' || type === 'last_edited_by' ? 'people' : type);

const isSpan = (name: string): boolean => SPANS.some((one) => one === name);
const isBare = (name: string): boolean => name === 'is_empty' || name === 'is_not_empty' || isSpan(name);
const bareOf = (name: string): true | Json => (isSpan(name) ? {} : true);

/** @throws Failure `tool-misused` naming the columns that there are */
export function columnNamed(name: unknown, columns: readonly Column[]): Column {
  const exact = columns.find((column) => column.name === name);
  const near = columns.filter((column) => typeof name === 'string' && column.name.toLowerCase() === name.toLowerCase());
  const found = exact ?? (near.length === 1 ? near[0] : undefined);
  if (found !== undefined) return found;
  const said = typeof name === 'string' ? `“${name}” is no column.` : 'Each condition has to name its property.';
  throw misuse(`${said} The columns are ${columns.map((column) => `“${column.name}”`).join(', ')}.`);
}

function valueOf(column: Column, value: unknown): unknown {
  switch (column.type) {
    case 'number':
    case 'unique_id':
      if (typeof value !== 'number' || !Number.isFinite(value))
        throw misuse(`“${column.name}” is compared with a number.`);
      return value;
    case 'checkbox':
      if (typeof value !== 'boolean') throw misuse(`“${column.name}” is compared with true or false.`);
      return value;
    case 'select':
    case 'status':
    case 'multi_select':
      return optionOf(column, value);
    case 'date':
    case 'created_time':
    case 'last_edited_time':
      return readDay(column.name, value);
    case 'relation': {
      const id = typeof value === 'string' ? pageIn(value.trim()) : undefined;
      if (id === undefined) throw misuse(`“${column.name}” is compared with the id of a page.`);
      return id;
    }
    default:
      if (typeof value !== 'string' || value === '') throw misuse(`“${column.name}” is compared with text.`);
      return value;
  }
}

/** @throws Failure `tool-misused` naming the options that there are: none is ever made */
export function optionOf({ name, options = [] }: Column, value: unknown): string {
  const found =
    options.find((one) => one === value) ??
    options.find((one) => typeof value === 'string' && one.toLowerCase() === value.toLowerCase());
  if (found !== undefined) return found;
  throw misuse(
    `“${name}” has no such option. Its options are ${options.map((one) => `“${one}”`).join(', ') || 'none'}.`,
  );
}

/** Sorts in the words of Notion's API. */
export function sortsOf(sorts: readonly unknown[], columns: readonly Column[]): readonly Json[] {
  return sorts.map((given) => {
    const sort = asObject(given);
    if (sort === undefined) throw misuse('Each sort has to be an object with property and direction.');
    const column = columnNamed(sort['property'], columns);
    const direction = sort['direction'] ?? 'ascending';
    if (direction !== 'ascending' && direction !== 'descending')
      throw misuse('A direction is “ascending” or “descending”.');
    const isStamp = column.type === 'created_time' || column.type === 'last_edited_time';
    return isStamp ? { timestamp: column.type, direction } : { property: column.name, direction };
  });
}
