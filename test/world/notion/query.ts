import { isObject, type JsonObject } from '../exchange.ts';
import type { WorldDatabase, WorldPage } from '../model.ts';
import { needDatabase, pageOf, pathId, readPaging, type Ask } from './ask.ts';
import { invalid } from './errors.ts';
import type { FormulaValue } from './formula.ts';
import type { Answer } from './read-routes.ts';
import { renderPage } from './render-page.ts';
import { plainValue } from './plain-value.ts';
import { findProperty } from './schema.ts';

/** No query gives more rows than this; it then says that it is incomplete. */
export const MOST_RESULTS = 10_000;

export function queryDataSource(ask: Ask): Answer {
  const database = needDatabase(ask, 'data source', pathId(ask, 'data_source_id'));
  const filter = ask.body['filter'];
  const rows = ask.store
    .rows(database.dataSourceId)
    .filter((row) => !row.hiddenFromApi && (filter === undefined || passes(ask, database, row, filter)));
  sortRows(ask, database, rows);
  const within = rows.slice(0, MOST_RESULTS);
  const page = pageOf(within, readPaging(ask, 'body'), (row) => row.id);
  const only = ask.query.getAll('filter_properties');
  const incomplete = page.next === null && rows.length > MOST_RESULTS;
  return {
    object: 'list',
    results: page.items.map((row) => renderPage(ask.store, row, only.length === 0 ? undefined : only)),
    next_cursor: page.next,
    has_more: page.next !== null,
    type: 'page_or_data_source',
    page_or_data_source: {},
    ...(incomplete ? { request_status: { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' } } : {}),
  };
}

function sortRows(ask: Ask, database: WorldDatabase, rows: WorldPage[]): void {
  const sorts = Array.isArray(ask.body['sorts']) ? ask.body['sorts'].filter(isObject) : [];
  const keys = sorts.map((sort) => {
    const direction = sort['direction'] === 'descending' ? -1 : 1;
    if (sort['timestamp'] === 'created_time')
      return { direction, key: (row: WorldPage): FormulaValue => row.createdTime };
    if (sort['timestamp'] === 'last_edited_time')
      return { direction, key: (row: WorldPage): FormulaValue => row.lastEditedTime };
    const [name] = needProperty(database, sort['property']);
    return { direction, key: (row: WorldPage) => plainValue(ask.store, row, name) };
  });
  rows.sort((a, b) => {
    for (const { direction, key } of keys) {
      const order = compare(key(a), key(b), direction);
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** Empty values stand last whichever way the sort goes. */
function compare(a: FormulaValue, b: FormulaValue, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return direction * (a - b);
  return direction * String(a).localeCompare(String(b));
}

function needProperty(database: WorldDatabase, key: unknown) {
  const found = typeof key === 'string' ? findProperty(database.schema, key) : undefined;
  if (!found) throw invalid(`Could not find property with name or id: ${String(key)}`);
  return found;
}

function passes(ask: Ask, database: WorldDatabase, row: WorldPage, filter: unknown): boolean {
  if (!isObject(filter)) throw invalid('body failed validation: body.filter should be an object.');
  if (Array.isArray(filter['and'])) return filter['and'].every((part) => passes(ask, database, row, part));
  if (Array.isArray(filter['or'])) return filter['or'].some((part) => passes(ask, database, row, part));
  const time = filter['timestamp'];
  if (time === 'created_time' || time === 'last_edited_time') {
    return matches(time === 'created_time' ? row.createdTime : row.lastEditedTime, condition(filter, time), ask);
  }
  const [name, schema] = needProperty(database, filter['property']);
  return matches(plainValue(ask.store, row, name), condition(filter, schema.type), ask);
}

/** The condition stands under the property's type; a formula or rollup nests one more. */
function condition(filter: JsonObject, type: string): JsonObject {
  const found = filter[type];
  if (!isObject(found))
    throw invalid(`body failed validation: body.filter.${type} should be defined, instead was \`undefined\`.`);
  const [inner] = Object.values(found);
  return isObject(inner) && Object.keys(inner).length > 0 && Object.keys(found).length === 1 ? inner : found;
}

function matches(value: FormulaValue, asked: JsonObject, ask: Ask): boolean {
  return Object.entries(asked).every(([operator, operand]) => matchesOne(value, operator, operand, ask));
}

function matchesOne(value: FormulaValue, operator: string, operand: unknown, ask: Ask): boolean {
  const text = typeof value === 'string' ? value : '';
  const day = text.slice(0, typeof operand === 'string' ? operand.length : undefined);
  switch (operator) {
    case 'equals':
      return typeof operand === 'string' && /^\d{4}-\d\d-\d\d/.test(operand) ? day === operand : value === operand;
    case 'does_not_equal':
      return value !== operand;
    case 'contains':
      return Array.isArray(value)
        ? value.includes(String(operand))
        : text.toLowerCase().includes(String(operand).toLowerCase());
    case 'does_not_contain':
      return !matchesOne(value, 'contains', operand, ask);
    case 'starts_with':
      return text.startsWith(String(operand));
    case 'ends_with':
      return text.endsWith(String(operand));
    case 'is_empty':
      return isEmpty(value);
    case 'is_not_empty':
      return !isEmpty(value);
    case 'greater_than':
      return typeof value === 'number' && value > Number(operand);
    case 'less_than':
      return typeof value === 'number' && value < Number(operand);
    case 'greater_than_or_equal_to':
      return typeof value === 'number' && value >= Number(operand);
    case 'less_than_or_equal_to':
      return typeof value === 'number' && value <= Number(operand);
    case 'before':
      return text !== '' && compareTimes(text, operand) < 0;
    case 'after':
      return text !== '' && compareTimes(text, operand) > 0;
    case 'on_or_before':
      return text !== '' && compareTimes(text, operand) <= 0;
    case 'on_or_after':
      return text !== '' && compareTimes(text, operand) >= 0;
    case 'past_week':
      return within(text, ask, -7, 0);
    case 'past_month':
      return within(text, ask, -31, 0);
    case 'next_week':
      return within(text, ask, 0, 7);
    case 'next_month':
      return within(text, ask, 0, 31);
    default:
      throw invalid(`body failed validation: body.filter.${operator} should be not present.`);
  }
}

/** A day is compared with days; a time of day with the moment, however it is written. */
function compareTimes(text: string, operand: unknown): number {
  if (typeof operand !== 'string' || Number.isNaN(Date.parse(operand)))
    throw invalid(`body failed validation: ${JSON.stringify(operand)} should be a valid ISO 8601 date string.`);
  const [one, other] = operand.includes('T') ? [Date.parse(text), Date.parse(operand)] : [text.slice(0, 10), operand];
  return one < other ? -1 : one > other ? 1 : 0;
}

function isEmpty(value: FormulaValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Between so many days from now and so many. */
function within(text: string, ask: Ask, from: number, to: number): boolean {
  const days = (Date.parse(text) - ask.store.clock.now()) / 86_400_000;
  return days >= from && days <= to;
}
