import type { PropertySchema, PropertyValue, RichText, WorldDatabase } from '../../model.ts';
import type { DatabaseName } from '../ids.ts';

/** A row as its database's file states it: relations name keys, and one side of a relation is enough. */
export interface Row {
  readonly key: string;
  readonly title: string;
  readonly icon?: string;
  /** Path of the Markdown file with the body, below `pages/fernway/`. */
  readonly body?: string;
  readonly created: string;
  readonly edited: string;
  readonly by: string;
  readonly values: Readonly<Record<string, PropertyValue>>;
  /** By property name: keys of rows of the related database. */
  readonly relations: Readonly<Record<string, readonly string[]>>;
}

export interface Table {
  readonly name: DatabaseName;
  readonly icon: string;
  /** Path of the page that the database stands on. */
  readonly parent: string;
  readonly titleProperty: string;
  readonly schema: WorldDatabase['schema'];
  readonly rows: readonly Row[];
}

export function plain(text: string): readonly RichText[] {
  return text === '' ? [] : [{ text }];
}

export function words(text: string): PropertyValue {
  return { type: 'rich_text', text: plain(text) };
}

export function number(value: number | null): PropertyValue {
  return { type: 'number', number: value };
}

export function checked(value: boolean): PropertyValue {
  return { type: 'checkbox', checkbox: value };
}

export function choice(name: string | null): PropertyValue {
  return { type: 'select', name };
}

export function status(name: string): PropertyValue {
  return { type: 'status', name };
}

export function choices(names: readonly string[]): PropertyValue {
  return { type: 'multi_select', names };
}

export function date(start: string | null, end?: string): PropertyValue {
  return end === undefined ? { type: 'date', start } : { type: 'date', start, end };
}

export function people(ids: readonly string[]): PropertyValue {
  return { type: 'people', ids };
}

export function address(type: 'url' | 'email' | 'phone_number', value: string | null): PropertyValue {
  return { type, value };
}

/** Options in Notion's colours, in the order given. */
export function options(
  ...pairs: readonly (readonly [name: string, color: string])[]
): { name: string; color: string }[] {
  return pairs.map(([name, color]) => ({ name, color }));
}

/** The four fields that Notion keeps itself. */
export const KEPT_BY_NOTION = {
  Created: { type: 'created_time' },
  'Created by': { type: 'created_by' },
  'Last edited': { type: 'last_edited_time' },
  'Last edited by': { type: 'last_edited_by' },
} as const satisfies Record<string, PropertySchema>;

/** `My first row` becomes `my-first-row`. */
export function slug(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
