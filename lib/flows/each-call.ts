import type { ActivityEntry } from '../activity/entry.ts';
import type { BlockId, PageId } from '../base/ids.ts';
import type { NotionReader } from '../mirror/notion-reader.ts';
import type { NotionWriter } from '../outbox/notion-writer.ts';

type Reads = Extract<ActivityEntry, { readonly kind: 'read' }>['what'];
type Writes = Extract<ActivityEntry, { readonly kind: 'write' }>['what'];

/** What a call does, for whoever tells of it. */
export type NotionCall<Value> = {
  /** The page, database, data source or block that it is about. */
  readonly on?: PageId | BlockId | string;
  /** The words that its answer brought. */
  textOf?(value: Value): string;
  /** The page that it made. */
  madeOf?(value: Value): PageId;
} & ({ readonly kind: 'read'; readonly what: Reads } | { readonly kind: 'write'; readonly what: Writes });

/** What is done around one call. */
export type Around = <Value>(ask: () => Promise<Value>, signal: AbortSignal, call: NotionCall<Value>) => Promise<Value>;

const read = (what: Reads, on?: string) => ({ kind: 'read', what, ...(on === undefined ? {} : { on }) }) as const;
const write = (what: Writes, on?: string) => ({ kind: 'write', what, ...(on === undefined ? {} : { on }) }) as const;

/** The same reader, with the same done around every call. */
export function eachCall(reader: NotionReader, around: Around): NotionReader {
  return {
    whoAmI: (signal) => around(() => reader.whoAmI(signal), signal, read('who')),
    page: (id, signal) => around(() => reader.page(id, signal), signal, read('page', id)),
    markdown: (id, signal) =>
      around(() => reader.markdown(id, signal), signal, { ...read('content', id), textOf: ({ markdown }) => markdown }),
    block: (id, signal) => around(() => reader.block(id, signal), signal, read('block', id)),
    blockChildren: (id, cursor, signal) =>
      around(() => reader.blockChildren(id, cursor, signal), signal, read('blocks', id)),
    relatedPages: (page, property, signal) =>
      around(() => reader.relatedPages(page, property, signal), signal, read('relation', page)),
    database: (id, signal) => around(() => reader.database(id, signal), signal, read('database', id)),
    columns: (dataSourceId, signal) =>
      around(() => reader.columns(dataSourceId, signal), signal, read('columns', dataSourceId)),
    rows: (dataSourceId, cursor, signal, asked) =>
      around(() => reader.rows(dataSourceId, cursor, signal, asked), signal, read('rows', dataSourceId)),
    schemaOf: (dataSourceId, signal) =>
      around(() => reader.schemaOf(dataSourceId, signal), signal, read('schema', dataSourceId)),
    query: (dataSourceId, query, signal) =>
      around(() => reader.query(dataSourceId, query, signal), signal, read('query', dataSourceId)),
    list: (asked, signal) => around(() => reader.list(asked, signal), signal, read('list')),
    placeOfBlock: (id, signal) => around(() => reader.placeOfBlock(id, signal), signal, read('place', id)),
    searchTitles: (query, signal, limit) =>
      around(() => reader.searchTitles(query, signal, limit), signal, read('titles')),
  };
}

/** The same writer, with the same done around every call. */
export function eachWrite(writer: NotionWriter, around: Around): NotionWriter {
  return {
    whoWrites: (signal) => around(() => writer.whoWrites(signal), signal, read('who')),
    createPage: (page, signal) =>
      around(() => writer.createPage(page, signal), signal, {
        ...write('create', page.parent.id),
        madeOf: ({ id }) => id,
      }),
    append: (to, content, after, signal) =>
      around(() => writer.append(to, content, after, signal), signal, write('append', to)),
    setProperties: (page, values, signal) =>
      around(() => writer.setProperties(page, values, signal), signal, write('values', page)),
    replaceText: (page, edits, signal) =>
      around(() => writer.replaceText(page, edits, signal), signal, {
        ...write('text', page),
        textOf: (markdown) => markdown,
      }),
    comment: (page, text, discussion, signal) =>
      around(() => writer.comment(page, text, discussion, signal), signal, write('comment', page)),
    deleteBlock: (id, signal) => around(() => writer.deleteBlock(id, signal), signal, write('delete', id)),
    deleteComment: (id, signal) => around(() => writer.deleteComment(id, signal), signal, write('delete', id)),
    trash: (page, inTrash, signal) => around(() => writer.trash(page, inTrash, signal), signal, write('trash', page)),
    children: (of, cursor, signal) => around(() => writer.children(of, cursor, signal), signal, read('blocks', of)),
    values: (page, names, signal) => around(() => writer.values(page, names, signal), signal, read('values', page)),
    markdown: (page, signal) =>
      around(() => writer.markdown(page, signal), signal, { ...read('content', page), textOf: (markdown) => markdown }),
    createdUnder: (parent, since, signal) =>
      around(() => writer.createdUnder(parent, since, signal), signal, read('created', parent.id)),
    comments: (page, signal) => around(() => writer.comments(page, signal), signal, read('comments', page)),
  };
}
