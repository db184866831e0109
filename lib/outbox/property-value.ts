import type { PageId } from '../base/ids.ts';

/** A property's value as it is to be written. `null` empties it. Names of options must exist: a schema is never altered. */
export type PropertyValue =
  | { readonly type: 'title' | 'rich_text'; readonly text: string }
  | { readonly type: 'number'; readonly number: number | null }
  | { readonly type: 'checkbox'; readonly checked: boolean }
  | { readonly type: 'select' | 'status'; readonly option: string | null }
  | { readonly type: 'multi_select'; readonly options: readonly string[] }
  /** ISO dates, `2026-11-21` or with a time. */
  | { readonly type: 'date'; readonly date: { readonly start: string; readonly end?: string } | null }
  | { readonly type: 'url' | 'email' | 'phone_number'; readonly text: string | null }
  | { readonly type: 'relation'; readonly pages: readonly PageId[] }
  /** Ids of Notion users. */
  | { readonly type: 'people'; readonly people: readonly string[] };

/** Values by the names of their properties. */
export type PropertyValues = Readonly<Record<string, PropertyValue>>;
