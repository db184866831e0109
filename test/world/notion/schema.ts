import { createHash } from 'node:crypto';
import type { PropertySchema, WorldDatabase } from '../model.ts';
import { uuidFrom } from './ids.ts';

const KNOWN_IDS = new Map<string, string>();

/** Four characters, percent-encoded as in the real API, where they are any that print. The title's is `title`. */
export function propertyId(name: string, property: PropertySchema): string {
  if (property.type === 'title') return 'title';
  const known = KNOWN_IDS.get(name);
  if (known !== undefined) return known;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:;<=>?@[]^_`{|}~';
  const hash = createHash('sha256').update(name).digest();
  const raw = Array.from(hash.subarray(0, 4), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
  const id = encodeURIComponent(raw);
  KNOWN_IDS.set(name, id);
  return id;
}

/** The property whose id or name is `key`, encoded or not. */
export function findProperty(
  schema: WorldDatabase['schema'],
  key: string,
): readonly [string, PropertySchema] | undefined {
  return Object.entries(schema).find(([name, property]) => {
    const id = propertyId(name, property);
    return key === name || key === id || key === decodeURIComponent(id);
  });
}

export function optionId(property: string, name: string): string {
  return uuidFrom('option', property, name);
}

/** The schema of a data source as the API gives it. */
export function renderSchema(
  database: WorldDatabase,
  related: (dataSourceId: string) => WorldDatabase | undefined,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(database.schema).map(([name, property]) => [
      name,
      {
        id: propertyId(name, property),
        name,
        description: null,
        type: property.type,
        [property.type]: config(database, name, property, related),
      },
    ]),
  );
}

function config(
  database: WorldDatabase,
  name: string,
  property: PropertySchema,
  related: (dataSourceId: string) => WorldDatabase | undefined,
): Record<string, unknown> {
  if (property.type === 'number') return { format: property.format ?? 'number' };
  if (property.type === 'select' || property.type === 'multi_select')
    return { options: options(name, property.options) };
  if (property.type === 'status') return statusConfig(name, options(name, property.options));
  if (property.type === 'relation') return relationConfig(property, related(property.dataSourceId));
  if (property.type === 'formula') return { expression: property.expression };
  if (property.type !== 'rollup') return {};
  const relation = database.schema[property.relation];
  const other = relation?.type === 'relation' ? related(relation.dataSourceId) : undefined;
  const rolled = other?.schema[property.property];
  return {
    relation_property_name: property.relation,
    relation_property_id: relation ? propertyId(property.relation, relation) : 'none',
    rollup_property_name: property.property,
    rollup_property_id: rolled ? propertyId(property.property, rolled) : 'none',
    function: property.function,
  };
}

function statusConfig(name: string, all: ReturnType<typeof options>): Record<string, unknown> {
  const groups = ['To-do', 'In progress', 'Complete'].map((group, index) => ({
    id: uuidFrom('group', name, group),
    name: group,
    color: ['gray', 'blue', 'green'][index] ?? 'gray',
    option_ids: all.filter((_, at) => groupOf(at, all.length) === index).map((option) => option.id),
  }));
  return { options: all, groups };
}

function relationConfig(
  property: Extract<PropertySchema, { readonly type: 'relation' }>,
  other: WorldDatabase | undefined,
): Record<string, unknown> {
  const mirror = other?.schema[property.syncedProperty];
  return {
    database_id: other?.id ?? property.dataSourceId,
    data_source_id: property.dataSourceId,
    type: 'dual_property',
    dual_property: {
      synced_property_name: property.syncedProperty,
      synced_property_id: mirror ? propertyId(property.syncedProperty, mirror) : 'none',
    },
  };
}

function options(property: string, all: readonly { readonly name: string; readonly color: string }[]) {
  return all.map((option) => ({
    id: optionId(property, option.name),
    name: option.name,
    color: option.color,
    description: null,
  }));
}

/** The first option is to do, the last is complete, what is between is in progress. */
function groupOf(at: number, count: number): number {
  return at === 0 ? 0 : at === count - 1 ? 2 : 1;
}
