import type { PropertySchema, PropertyValue, WorldPage } from '../model.ts';
import type { FormulaValue } from './formula.ts';
import { computeRollup, plainValue, relatedIds, type RollupSchema } from './plain-value.ts';
import { renderText } from './render-text.ts';
import { renderUser } from './render-user.ts';
import { optionId, propertyId } from './schema.ts';
import type { NotionStore } from './store.ts';

/** A page object holds so many relations, people and mentions; the rest comes from the property's own endpoint. */
const REFERENCES_IN_PAGE = 25;

export function renderProperty(
  store: NotionStore,
  page: WorldPage,
  name: string,
  schema: PropertySchema,
): Record<string, unknown> {
  const head = { id: propertyId(name, schema), type: schema.type };
  if (schema.type === 'relation') {
    const ids = relatedIds(store, page, name);
    return {
      ...head,
      relation: ids.slice(0, REFERENCES_IN_PAGE).map((id) => ({ id })),
      has_more: ids.length > REFERENCES_IN_PAGE,
    };
  }
  if (schema.type === 'rollup') return { ...head, rollup: renderRollup(store, page, schema) };
  if (schema.type === 'formula') return { ...head, formula: renderFormula(plainValue(store, page, name)) };
  const value = page.properties[name];
  const rendered =
    value?.type === schema.type ? renderStored(store, name, schema, value) : renderUnset(store, page, schema);
  return { ...head, [schema.type]: rendered };
}

function renderStored(store: NotionStore, name: string, schema: PropertySchema, value: PropertyValue): unknown {
  switch (value.type) {
    case 'title':
    case 'rich_text':
      return renderText(value.text);
    case 'number':
      return value.number;
    case 'checkbox':
      return value.checkbox;
    case 'select':
    case 'status':
      return value.name === null ? null : renderOption(name, schema, value.name);
    case 'multi_select':
      return value.names.map((option) => renderOption(name, schema, option));
    case 'date':
      return value.start === null ? null : { start: value.start, end: value.end ?? null, time_zone: null };
    case 'people':
      return value.ids.slice(0, REFERENCES_IN_PAGE).map((id) => person(store, id));
    case 'relation':
      return value.ids.map((id) => ({ id }));
    case 'url':
    case 'email':
    case 'phone_number':
      return value.value;
  }
}

/** What Notion keeps itself, and what nobody has filled in. */
function renderUnset(store: NotionStore, page: WorldPage, schema: PropertySchema): unknown {
  if (schema.type === 'title') return renderText([{ text: page.title }]);
  if (schema.type === 'created_time') return page.createdTime;
  if (schema.type === 'last_edited_time') return page.lastEditedTime;
  if (schema.type === 'created_by') return person(store, page.createdBy);
  if (schema.type === 'last_edited_by') return person(store, page.lastEditedBy);
  if (schema.type === 'checkbox') return false;
  const isList =
    schema.type === 'rich_text' ||
    schema.type === 'multi_select' ||
    schema.type === 'people' ||
    schema.type === 'files';
  return isList ? [] : null;
}

function person(store: NotionStore, id: string): unknown {
  const user = store.user(id);
  return user ? renderUser(store, user) : { object: 'user', id };
}

function renderOption(property: string, schema: PropertySchema, name: string): Record<string, unknown> {
  const options = 'options' in schema ? schema.options : [];
  const color = options.find((option) => option.name === name)?.color ?? 'default';
  return { id: optionId(property, name), name, color };
}

function renderRollup(store: NotionStore, page: WorldPage, schema: RollupSchema): Record<string, unknown> {
  const { type, value } = computeRollup(store, page, schema);
  const head = { type, function: schema.function };
  if (type === 'number') return { ...head, number: value };
  if (type === 'date') return { ...head, date: value === null ? null : { start: value, end: null, time_zone: null } };
  const items = relatedIds(store, page, schema.relation).flatMap((id) => {
    const related = store.page(id);
    const source =
      related?.parent.type === 'data_source_id'
        ? store.database(related.parent.id)?.schema[schema.property]
        : undefined;
    if (!related || !source) return [];
    const { id: _id, ...rendered } = renderProperty(store, related, schema.property, source);
    return [rendered];
  });
  return { ...head, array: items };
}

function renderFormula(value: FormulaValue): Record<string, unknown> {
  if (typeof value === 'number') return { type: 'number', number: value };
  if (typeof value === 'boolean') return { type: 'boolean', boolean: value };
  return { type: 'string', string: value === null ? null : value.toString() };
}
