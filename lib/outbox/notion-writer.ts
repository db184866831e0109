import type { BlockId, PageId } from '../base/ids.ts';
import type { DocBlock, NotionDocument } from '../markup/document.ts';
import type { Parent, TextEdit } from './operation.ts';
import type { PropertyValues } from './property-value.ts';

/** A block of a page as it stands in Notion, with who made it. */
export interface StandingBlock {
  readonly id: BlockId;
  readonly block: DocBlock;
  readonly hasChildren: boolean;
  /** Id of the user or connection. */
  readonly createdBy?: string;
  readonly createdAt?: number;
}

export interface StandingList {
  readonly blocks: readonly StandingBlock[];
  readonly cursor?: string;
}

/** A page that may be the one that a lost answer would have named. */
export interface CreatedPage {
  readonly id: PageId;
  readonly url: string;
  readonly title: string;
  readonly createdBy?: string;
  readonly createdAt?: number;
}

/** A comment as it stands. */
export interface StandingComment {
  readonly id: string;
  readonly discussion: string;
  readonly text: string;
  readonly createdBy?: string;
  readonly createdAt?: number;
}

/**
 * The way to write to one Notion workspace, and to see what stands there. Writes are sent once and never repeated here:
 * whoever asks decides after reading back. A 503 that names what was saved counts as its success. Each call waits its
 * turn in the connection's request budget. Rejects with a `Failure`; `isUnsure` tells which leave it open whether
 * anything was written.
 */
export interface NotionWriter {
  /** Id of the user or connection that the token is, as blocks name their maker. */
  whoWrites(signal: AbortSignal): Promise<string>;
  /** At most 100 blocks at the top and two levels below. Answers with the new page. */
  createPage(
    page: {
      readonly parent: Parent;
      readonly title: string;
      /** The name of the title property, for a row. */
      readonly titleProperty?: string;
      readonly values: PropertyValues;
      readonly content: NotionDocument;
    },
    signal: AbortSignal,
  ): Promise<CreatedPage>;
  /** Appends to a page or block, after one of its children or at its end. Answers with the ids of the top blocks in order. */
  append(
    to: PageId | BlockId,
    content: NotionDocument,
    after: BlockId | undefined,
    signal: AbortSignal,
  ): Promise<readonly BlockId[]>;
  setProperties(page: PageId, values: PropertyValues, signal: AbortSignal): Promise<void>;
  /** All edits or none; `notion-conflict` where a passage does not stand exactly once. Answers with the page's Markdown after it. */
  replaceText(page: PageId, edits: readonly TextEdit[], signal: AbortSignal): Promise<string>;
  comment(page: PageId, text: string, discussion: string | undefined, signal: AbortSignal): Promise<StandingComment>;
  deleteBlock(id: BlockId, signal: AbortSignal): Promise<void>;
  deleteComment(id: string, signal: AbortSignal): Promise<void>;
  /** Puts a page into the trash, or takes it out. */
  trash(page: PageId, inTrash: boolean, signal: AbortSignal): Promise<void>;

  /** Children as they stand now, in order. */
  children(of: PageId | BlockId, cursor: string | undefined, signal: AbortSignal): Promise<StandingList>;
  /** Values of these properties as they stand, in the form in which they are written; all that can be written without names. */
  values(page: PageId, names: readonly string[] | undefined, signal: AbortSignal): Promise<PropertyValues>;
  markdown(page: PageId, signal: AbortSignal): Promise<string>;
  /** Pages made under a parent since a time, newest first: by listing, never by Notion's search, which lags. */
  createdUnder(parent: Parent, since: number, signal: AbortSignal): Promise<readonly CreatedPage[]>;
  comments(page: PageId, signal: AbortSignal): Promise<readonly StandingComment[]>;
}
