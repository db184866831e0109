import type { BlockId, PageId } from '../base/ids.ts';
import type { Block } from '../text/block.ts';
import type { Dialect } from '../text/read-markdown.ts';
import type { Json } from './notion-json.ts';
import type { Property } from './page.ts';
import type { RawValue } from './raw-value.ts';

/** Who a token belongs to. */
export interface WhoAmI {
  /** For a personal token the person, for a connection its bot. */
  readonly name: string;
  readonly kind: 'person' | 'bot';
  readonly workspace: string;
  readonly workspaceId?: string;
}

/** A page or row without its content. */
export interface PageRecord {
  readonly id: PageId;
  readonly title: string;
  readonly icon?: string;
  readonly url: string;
  /** The page or database above it. */
  readonly parent?: PageId;
  /** The title is among them; a relation with more pages than Notion shows at once is marked `more`. */
  readonly properties: readonly Property[];
  /** Names of the properties to the ids that `property` takes. */
  readonly propertyIds: ReadonlyMap<string, string>;
  readonly editedAt?: number;
  readonly createdAt?: number;
  /** Ids of who made it and who edited it last. */
  readonly makers?: readonly string[];
  /** The database whose row it is: then also its `parent`. */
  readonly database?: PageId;
  /** The block that it stands in, where Notion names that instead of the page around it. */
  readonly inBlock?: BlockId;
  readonly inTrash?: true;
}

/** Where rows and columns of a database live, as a list of what there is shows it. */
export interface SourceRecord {
  readonly id: string;
  readonly database: PageId;
  readonly title: string;
  readonly icon?: string;
  readonly description: string;
  readonly columns: readonly Column[];
  /** The page that the database stands on. */
  readonly parent?: PageId;
  readonly inBlock?: BlockId;
  readonly editedAt?: number;
}

export interface DatabaseRecord {
  readonly id: PageId;
  readonly title: string;
  readonly icon?: string;
  readonly url: string;
  readonly parent?: PageId;
  readonly description: string;
  readonly editedAt?: number;
  /** Where its rows and columns live; most databases have one. */
  readonly dataSources: readonly { readonly id: string; readonly name: string }[];
}

export interface Column {
  readonly name: string;
  readonly type: string;
  /** For selects and statuses: what can be chosen. */
  readonly options?: readonly string[];
  /** Notion's id for it, which outlives a new name; absent in copies from before it was kept. */
  readonly id?: string;
  /** For a relation: the data source whose rows it names. */
  readonly relatedSource?: string;
}

/** What the rows of a data source are made of, as it stands now. */
export interface Schema {
  readonly id: string;
  readonly title: string;
  /** The database that people see. */
  readonly database?: PageId;
  readonly columns: readonly (Column & { readonly id: string })[];
}

export interface Rows {
  readonly rows: readonly PageRecord[];
  readonly cursor?: string;
  /** Notion ended the list at its limit of 10,000: there is more. */
  readonly cut?: true;
}

/** Which rows are asked for. Times are Notion's own, to the minute. */
export interface RowsAsked {
  readonly editedFrom?: number;
  readonly createdFrom?: number;
}

/** Where a query goes on: plain data, good for a later life of the worker. */
export interface QueryCursor {
  /** Notion's own, within the present window. */
  readonly at?: string;
  /** Rows made before this time were given in earlier windows. */
  readonly from?: string;
  /** Rows that were given and would come again: those made in the last minute of the earlier window. */
  readonly given?: readonly PageId[];
}

export interface Query {
  /** As Notion's API words filters and sorts, checked by whoever made them. */
  readonly filter?: Json;
  readonly sorts?: readonly Json[];
  readonly cursor?: QueryCursor;
  /** Names or ids of the properties that are wanted; all when left out. */
  readonly properties?: readonly string[];
}

/** A row with values to compute with. */
export interface QueriedRow {
  readonly id: PageId;
  readonly title: string;
  readonly url: string;
  readonly createdAt?: number;
  readonly editedAt?: number;
  /** By the names of the properties that were wanted. */
  readonly values: ReadonlyMap<string, RawValue>;
}

export interface QueriedRows {
  readonly rows: readonly QueriedRow[];
  readonly cursor?: QueryCursor;
  /** Notion ended the list at its limit of 10,000 and nothing leads past it: there is more. */
  readonly cut?: true;
}

/** Up to 100 of the pages or data sources that a token sees. */
export interface Listing {
  readonly pages: readonly PageRecord[];
  readonly sources: readonly SourceRecord[];
  readonly cursor?: string;
  readonly cut?: true;
}

export interface ListingAsked {
  readonly object: 'page' | 'data_source';
  /** By the time of the last edit. */
  readonly order: 'descending' | 'ascending';
  readonly cursor?: string;
}

/** What a block stands in: another block, or the page or database around it. */
export interface BlockPlace {
  readonly page?: PageId;
  readonly block?: BlockId;
}

/** A block from the block API. `block.depth` is 0: only the asker knows how deep it stands. */
export interface NotionBlock {
  readonly id: BlockId;
  /** Notion's own name for its kind, such as `column_list`. */
  readonly type: string;
  readonly block: Block;
  /** Where its children are listed: itself, or the original of a synced copy. Absent when it has none. */
  readonly childrenOf?: BlockId;
}

export interface BlockList {
  readonly blocks: readonly NotionBlock[];
  readonly cursor?: string;
}

export interface MarkdownAnswer {
  readonly markdown: string;
  readonly dialect: Dialect;
  /** Past about 20,000 blocks, or something in it may not be read: `unknownBlockIds` says what. */
  readonly truncated: boolean;
  readonly unknownBlockIds: readonly BlockId[];
}

export interface TitleHit {
  readonly id: PageId;
  readonly kind: 'page' | 'database';
  readonly title: string;
  readonly icon?: string;
  readonly url: string;
  readonly editedAt?: number;
}

/**
 * The way to read one Notion workspace. Each call waits its turn in the request budget and is repeated a few times
 * where that can help, for half a minute at most. Rejects with a Failure, or with the signal's reason.
 */
export interface NotionReader {
  whoAmI(signal: AbortSignal): Promise<WhoAmI>;
  page(id: PageId, signal: AbortSignal): Promise<PageRecord>;
  /** Content of a page, or of one block of it. */
  markdown(id: PageId | BlockId, signal: AbortSignal): Promise<MarkdownAnswer>;
  block(id: BlockId, signal: AbortSignal): Promise<NotionBlock>;
  /** Up to 100 children in order; `cursor` continues where an earlier list ended. */
  blockChildren(id: PageId | BlockId, cursor: string | undefined, signal: AbortSignal): Promise<BlockList>;
  /** All pages of a relation, however many. */
  relatedPages(pageId: PageId, propertyId: string, signal: AbortSignal): Promise<readonly PageId[]>;
  database(id: PageId, signal: AbortSignal): Promise<DatabaseRecord>;
  columns(dataSourceId: string, signal: AbortSignal): Promise<readonly Column[]>;
  schemaOf(dataSourceId: string, signal: AbortSignal): Promise<Schema>;
  /** Up to 100 rows; with `asked`, those alone, oldest first. */
  rows(dataSourceId: string, cursor: string | undefined, signal: AbortSignal, asked?: RowsAsked): Promise<Rows>;
  /**
   * Up to 100 rows that a filter lets through, with typed values. Without `sorts` they come oldest first, and all of
   * them however many; sorted, Notion gives the first 10,000 and the rest is `cut`.
   */
  query(dataSourceId: string, query: Query, signal: AbortSignal): Promise<QueriedRows>;
  /** What there is, as far as Notion's search shows it; few rows are among it. */
  list(asked: ListingAsked, signal: AbortSignal): Promise<Listing>;
  placeOfBlock(id: BlockId, signal: AbortSignal): Promise<BlockPlace>;
  /** Pages and databases whose titles match; Notion's index lags behind edits. */
  searchTitles(query: string, signal: AbortSignal, limit?: number): Promise<readonly TitleHit[]>;
}
