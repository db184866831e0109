import type { JsonObject } from '../exchange.ts';
import type { Connection } from './connections.ts';
import { invalid, notFound } from './errors.ts';
import { parseId } from './ids.ts';
import type { NotionStore } from './store.ts';
import type { WorldDatabase, WorldPage } from '../model.ts';
import type { Located } from './tree.ts';

/** A request that has passed the checks which all routes share. */
export interface Ask {
  readonly store: NotionStore;
  readonly connection: Connection;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  /** Ids and names in the path, by the name in the route. */
  readonly path: Readonly<Record<string, string>>;
}

export interface Paged {
  readonly start: string | undefined;
  readonly size: number;
}

/** `start_cursor` and `page_size` of a query or body: 100 at most, and 100 when nothing is said. */
export function readPaging(ask: Ask, source: 'query' | 'body'): Paged {
  const size = source === 'query' ? (ask.query.get('page_size') ?? undefined) : ask.body['page_size'];
  const start =
    source === 'query' ? (ask.query.get('start_cursor') ?? undefined) : (ask.body['start_cursor'] ?? undefined);
  const count = size === undefined ? 100 : Number(size);
  if (!Number.isInteger(count) || count < 1) {
    throw invalid(
      `${source} failed validation: ${source}.page_size should be a number greater than or equal to \`1\`, instead was \`${JSON.stringify(size)}\`.`,
    );
  }
  if (start !== undefined && (typeof start !== 'string' || parseId(start) === undefined)) {
    throw invalid(
      `${source} failed validation: ${source}.start_cursor should be a valid uuid, instead was \`${JSON.stringify(start)}\`.`,
    );
  }
  return { start: start === undefined ? undefined : parseId(start), size: Math.min(count, 100) };
}

/** One page of a list; the cursor is the id of the first item that is left. */
export function pageOf<Item>(
  items: readonly Item[],
  paging: Paged,
  idOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly next: string | null } {
  const from = paging.start === undefined ? 0 : items.findIndex((item) => idOf(item) === paging.start);
  if (from < 0) throw invalid(`The start_cursor provided is invalid: ${paging.start}`);
  const following = items[from + paging.size];
  return { items: items.slice(from, from + paging.size), next: following === undefined ? null : idOf(following) };
}

export function list(type: string, results: readonly unknown[], next: string | null): Record<string, unknown> {
  return { object: 'list', results, next_cursor: next, has_more: next !== null, type, [type]: {} };
}

/** An id in the path, with or without dashes. */
export function pathId(ask: Ask, name: string): string {
  const text = ask.path[name] ?? '';
  const id = parseId(text);
  if (id === undefined)
    throw invalid(`path failed validation: path.${name} should be a valid uuid, instead was \`"${text}"\`.`);
  return id;
}

export function needPage(ask: Ask, id: string): WorldPage {
  const page = ask.store.page(id);
  if (!page || !ask.store.canSee(ask.connection, id)) throw notFound('page', id, ask.connection.name);
  return page;
}

export function needBlock(ask: Ask, id: string): Located {
  const located = ask.store.block(id);
  if (!located || !ask.store.canSee(ask.connection, located.pageId)) throw notFound('block', id, ask.connection.name);
  return located;
}

/** By the id of the container (`database`) or of the data source; the wrong one of the two is not found. */
export function needDatabase(ask: Ask, kind: 'database' | 'data source', id: string): WorldDatabase {
  const database = ask.store.database(id);
  const fits = database && (kind === 'database' ? database.id : database.dataSourceId) === id;
  if (!database || !fits || !ask.store.canSee(ask.connection, database.id))
    throw notFound(kind, id, ask.connection.name);
  return database;
}
