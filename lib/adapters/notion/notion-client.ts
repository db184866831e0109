import type { QueryDataSourceParameters } from '@notionhq/client';
import type { PageId } from '../../base/ids.ts';
import type { NotionReader, RowsAsked } from '../../mirror/notion-reader.ts';
import { readRelatedPages } from '../../mirror/read-properties.ts';
import type { NotionWriter } from '../../outbox/notion-writer.ts';
import type { Priority } from '../../resilience/pace.ts';
import type { NotionClientOptions } from './ask-notion.ts';
import type { Read } from './read-patiently.ts';
import { createNotionWriter } from './notion-writer.ts';
import { queryBody, readQuery } from './query-rows.ts';
import { readPageMarkdown } from './page-markdown.ts';
import type { KnownDialect } from './page-markdown.ts';
import { createRead } from './read-patiently.ts';
import * as records from './read-records.ts';
import { Turnstile } from './turnstile.ts';

/** Relations longer than this many hundreds are cut. */
const MOST_PAGES_OF_ITEMS = 20;

/**
 * The reader of one workspace connection. Make one a connection: it keeps the request budget. `background` shares that
 * budget and lets people go first.
 */
export function createNotionClient(
  options: NotionClientOptions,
): NotionReader & { readonly background: NotionReader; readonly writer: NotionWriter } {
  const turnstile = new Turnstile(options.clock, options.pace ?? {});
  const dialect: KnownDialect = { preferred: 'v2' };
  const background = createReader(options, turnstile, dialect, 'background');
  const writer = createNotionWriter(options, turnstile, dialect);
  return { ...createReader(options, turnstile, dialect, 'interactive'), background, writer };
}

function createReader(
  options: NotionClientOptions,
  turnstile: Turnstile,
  dialect: KnownDialect,
  priority: Priority,
): NotionReader {
  const read: Read = createRead(options, turnstile, priority);

  return {
    async whoAmI(signal) {
      turnstile.forgetBlock();
      return records.readWhoAmI(await read('users', signal, (client) => client.users.me({})));
    },

    async page(id, signal) {
      return records.readPage(await read('pages', signal, (client) => client.pages.retrieve({ page_id: id })));
    },

    markdown: (id, signal) => readPageMarkdown(read, dialect, id, signal),

    async block(id, signal) {
      return records.readOneBlock(await read('blocks', signal, (client) => client.blocks.retrieve({ block_id: id })));
    },

    async blockChildren(id, cursor, signal) {
      const list = await read('blocks', signal, (client) =>
        client.blocks.children.list({ block_id: id, page_size: 100, ...startAt(cursor) }),
      );
      return withCursor({ blocks: records.readBlocks(list) }, list);
    },

    async relatedPages(pageId, propertyId, signal) {
      const pages: PageId[] = [];
      let cursor: string | undefined;
      for (let turn = 0; turn < MOST_PAGES_OF_ITEMS; turn += 1) {
        const list = await read('properties', signal, (client) =>
          client.pages.properties.retrieve({
            page_id: pageId,
            property_id: propertyId,
            page_size: 100,
            ...startAt(cursor),
          }),
        );
        pages.push(...readRelatedPages(records.results(list)));
        cursor = records.cursorOf(list);
        if (cursor === undefined) break;
      }
      return pages;
    },

    async database(id, signal) {
      const database = await read('databases', signal, (client) => client.databases.retrieve({ database_id: id }));
      return records.readDatabase(database);
    },

    async columns(dataSourceId, signal) {
      const source = await read('data-sources', signal, (client) =>
        client.dataSources.retrieve({ data_source_id: dataSourceId }),
      );
      return records.readColumns(source);
    },

    async rows(dataSourceId, cursor, signal, asked) {
      const list = await read('query', signal, (client) =>
        client.dataSources.query({
          data_source_id: dataSourceId,
          page_size: 100,
          ...startAt(cursor),
          ...(asked !== undefined && narrowed(asked)),
        }),
      );
      return withCursor({ rows: records.readRows(list), ...cutMark(list) }, list);
    },

    async schemaOf(dataSourceId, signal) {
      const source = await read('data-sources', signal, (client) =>
        client.dataSources.retrieve({ data_source_id: dataSourceId }),
      );
      return records.readSchema(source);
    },

    async query(dataSourceId, query, signal) {
      const only = query.properties?.map((name) => encodeURIComponent(name));
      const list = await read('query', signal, (client) =>
        client.request({
          path: `data_sources/${encodeURIComponent(dataSourceId)}/query`,
          method: 'post',
          ...(only !== undefined && { query: { filter_properties: only } }),
          body: queryBody(query),
        }),
      );
      return readQuery(list, query);
    },

    async list({ object, order, cursor }, signal) {
      const list = await read('search', signal, (client) =>
        client.search({
          filter: { property: 'object', value: object },
          sort: { timestamp: 'last_edited_time', direction: order },
          page_size: 100,
          ...startAt(cursor),
        }),
      );
      const pages = records.readPages(list);
      return withCursor({ pages, sources: records.readSources(list), ...cutMark(list) }, list);
    },

    async placeOfBlock(id, signal) {
      return records.readBlockPlace(await read('blocks', signal, (client) => client.blocks.retrieve({ block_id: id })));
    },

    async searchTitles(query, signal, limit = 20) {
      const list = await read('search', signal, (client) => client.search({ query, page_size: Math.min(100, limit) }));
      return records.readHits(list).slice(0, limit);
    },
  };
}

/** Oldest first, so that rows made meanwhile come at the end. */
function narrowed({ editedFrom, createdFrom }: RowsAsked): Pick<QueryDataSourceParameters, 'filter' | 'sorts'> {
  const from = (time: number): { readonly on_or_after: string } => ({ on_or_after: new Date(time).toISOString() });
  const edited =
    editedFrom === undefined ? [] : [{ timestamp: 'last_edited_time' as const, last_edited_time: from(editedFrom) }];
  const created =
    createdFrom === undefined ? [] : [{ timestamp: 'created_time' as const, created_time: from(createdFrom) }];
  const and = [...edited, ...created];
  return {
    sorts: [{ timestamp: 'created_time', direction: 'ascending' }],
    ...(and.length > 0 && { filter: { and } }),
  };
}

function cutMark(list: unknown): { readonly cut?: true } {
  return records.isCut(list) ? { cut: true } : {};
}

function startAt(cursor: string | undefined): { readonly start_cursor?: string } {
  return cursor === undefined ? {} : { start_cursor: cursor };
}

function withCursor<Listed extends object>(listed: Listed, list: unknown): Listed & { readonly cursor?: string } {
  const cursor = records.cursorOf(list);
  return cursor === undefined ? listed : { ...listed, cursor };
}
