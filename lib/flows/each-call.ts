import type { NotionReader } from '../mirror/notion-reader.ts';

/** What is done around one call. */
export type Around = <Value>(ask: () => Promise<Value>, signal: AbortSignal) => Promise<Value>;

/** The same reader, with the same done around every call. */
export function eachCall(reader: NotionReader, around: Around): NotionReader {
  return {
    whoAmI: (signal) => around(() => reader.whoAmI(signal), signal),
    page: (id, signal) => around(() => reader.page(id, signal), signal),
    markdown: (id, signal) => around(() => reader.markdown(id, signal), signal),
    block: (id, signal) => around(() => reader.block(id, signal), signal),
    blockChildren: (id, cursor, signal) => around(() => reader.blockChildren(id, cursor, signal), signal),
    relatedPages: (page, property, signal) => around(() => reader.relatedPages(page, property, signal), signal),
    database: (id, signal) => around(() => reader.database(id, signal), signal),
    columns: (dataSourceId, signal) => around(() => reader.columns(dataSourceId, signal), signal),
    rows: (dataSourceId, cursor, signal, asked) =>
      around(() => reader.rows(dataSourceId, cursor, signal, asked), signal),
    schemaOf: (dataSourceId, signal) => around(() => reader.schemaOf(dataSourceId, signal), signal),
    query: (dataSourceId, query, signal) => around(() => reader.query(dataSourceId, query, signal), signal),
    list: (asked, signal) => around(() => reader.list(asked, signal), signal),
    placeOfBlock: (id, signal) => around(() => reader.placeOfBlock(id, signal), signal),
    searchTitles: (query, signal, limit) => around(() => reader.searchTitles(query, signal, limit), signal),
  };
}
