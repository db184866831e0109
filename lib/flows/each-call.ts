import type { NotionReader } from '../mirror/notion-reader.ts';
import type { NotionWriter } from '../outbox/notion-writer.ts';

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

/** The same writer, with the same done around every call. */
export function eachWrite(writer: NotionWriter, around: Around): NotionWriter {
  return {
    whoWrites: (signal) => around(() => writer.whoWrites(signal), signal),
    createPage: (page, signal) => around(() => writer.createPage(page, signal), signal),
    append: (to, content, after, signal) => around(() => writer.append(to, content, after, signal), signal),
    setProperties: (page, values, signal) => around(() => writer.setProperties(page, values, signal), signal),
    replaceText: (page, edits, signal) => around(() => writer.replaceText(page, edits, signal), signal),
    comment: (page, text, discussion, signal) => around(() => writer.comment(page, text, discussion, signal), signal),
    deleteBlock: (id, signal) => around(() => writer.deleteBlock(id, signal), signal),
    deleteComment: (id, signal) => around(() => writer.deleteComment(id, signal), signal),
    trash: (page, inTrash, signal) => around(() => writer.trash(page, inTrash, signal), signal),
    children: (of, cursor, signal) => around(() => writer.children(of, cursor, signal), signal),
    values: (page, names, signal) => around(() => writer.values(page, names, signal), signal),
    markdown: (page, signal) => around(() => writer.markdown(page, signal), signal),
    createdUnder: (parent, since, signal) => around(() => writer.createdUnder(parent, since, signal), signal),
    comments: (page, signal) => around(() => writer.comments(page, signal), signal),
  };
}
