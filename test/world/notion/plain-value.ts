import type { PropertySchema, PropertyValue, WorldPage } from '../model.ts';
import { evaluate, type FormulaValue } from './formula.ts';
import { plainText } from './render-text.ts';
import type { NotionStore } from './store.ts';

/** A property as formulas, rollups, filters and sorts see it: computed where it is computed, else as it is stored. */
export function plainValue(store: NotionStore, page: WorldPage, name: string): FormulaValue {
  const schema = page.parent.type === 'data_source_id' ? store.database(page.parent.id)?.schema[name] : undefined;
  if (schema?.type === 'formula') return evaluate(schema.expression, (other) => plainValue(store, page, other));
  if (schema?.type === 'rollup') return computeRollup(store, page, schema).value;
  if (schema?.type === 'relation') return relatedIds(store, page, name);
  const kept = schema && KEPT_BY_NOTION[schema.type];
  if (kept) return kept(page);
  const value = page.properties[name];
  if (value) return storedValue(value);
  return schema?.type === 'title' ? page.title : schema?.type === 'checkbox' ? false : null;
}

const KEPT_BY_NOTION: Partial<Record<PropertySchema['type'], (page: WorldPage) => string>> = {
  created_time: (page) => page.createdTime,
  last_edited_time: (page) => page.lastEditedTime,
  created_by: (page) => page.createdBy,
  last_edited_by: (page) => page.lastEditedBy,
};

function storedValue(value: PropertyValue): FormulaValue {
  switch (value.type) {
    case 'title':
    case 'rich_text':
      return plainText(value.text);
    case 'number':
      return value.number;
    case 'checkbox':
      return value.checkbox;
    case 'select':
    case 'status':
      return value.name;
    case 'multi_select':
      return value.names;
    case 'date':
      return value.start;
    case 'people':
    case 'relation':
      return value.ids;
    case 'url':
    case 'email':
    case 'phone_number':
      return value.value;
  }
}

/** The pages that a relation leads to and that still exist. */
export function relatedIds(store: NotionStore, page: WorldPage, name: string): readonly string[] {
  const value = page.properties[name];
  return value?.type === 'relation' ? value.ids.filter((id) => store.page(id)?.inTrash === false) : [];
}

export type RollupSchema = Extract<PropertySchema, { readonly type: 'rollup' }>;

export interface Rollup {
  readonly type: 'number' | 'date' | 'array';
  readonly value: FormulaValue;
}

export function computeRollup(store: NotionStore, page: WorldPage, schema: RollupSchema): Rollup {
  const pages = relatedIds(store, page, schema.relation).flatMap((id) => store.page(id) ?? []);
  const values = pages.map((related) => plainValue(store, related, schema.property));
  const numbers = values.filter((value) => typeof value === 'number');
  const texts = values.filter((value) => typeof value === 'string').filter((value) => value !== '');
  const sum = numbers.reduce((total, value) => total + value, 0);
  const checked = values.filter((value) => value === true).length;
  const dates = texts.toSorted((a, b) => a.localeCompare(b));
  switch (schema.function) {
    case 'sum':
      return { type: 'number', value: sum };
    case 'average':
      return { type: 'number', value: numbers.length === 0 ? null : sum / numbers.length };
    case 'count':
      return { type: 'number', value: pages.length };
    case 'percent_checked':
      return { type: 'number', value: values.length === 0 ? null : checked / values.length };
    case 'earliest_date':
      return { type: 'date', value: dates[0] ?? null };
    case 'latest_date':
      return { type: 'date', value: dates.at(-1) ?? null };
    case 'show_original':
      return { type: 'array', value: texts };
  }
}
