import type { PageId } from '../base/ids.ts';
import type { PageKind } from '../fulltext/text-query.ts';
import type { KitView } from '../mirror/offline-kit.ts';
import type { Page, Property } from '../mirror/page.ts';
import type { ReaderWhy } from './reader-address.ts';

/** A page as the mirror knows it beside its content. */
export interface ReaderPlace {
  readonly id: PageId;
  readonly title: string;
  readonly icon?: string;
  readonly kind: PageKind;
  /** Its content is on the device. */
  readonly here: boolean;
  readonly workspace?: string;
  /** When its content was read. */
  readonly readAt?: number;
}

/** A page as the Reader shows it: its content, and where it stands. */
export interface ReaderPage {
  readonly page: Page;
  readonly kind: PageKind;
  /** When Notion stopped showing it: deleted, or not shared any more. */
  readonly lostAt?: number;
  /** From the outermost page down to the one above it. */
  readonly path: readonly ReaderPlace[];
  /** Pages and databases under it. */
  readonly children: readonly ReaderPlace[];
  /** What is known of the pages that it leads to. */
  readonly links: ReadonlyMap<PageId, ReaderPlace>;
}

/** A row of a database with what its columns hold. */
export interface ReaderRow extends ReaderPlace {
  readonly url: string;
  readonly properties: readonly Property[];
}

/** Rows as far as they are read. */
export interface ReaderRows {
  readonly rows: readonly ReaderRow[];
  /** Rows that the mirror knows of. */
  readonly known: number;
}

/** A copy that stands in for a page that did not load. */
export interface CopyOffer {
  readonly pageId: PageId;
  readonly title: string;
  readonly readAt: number;
}

type Unwatch = () => void;

/** What every surface can do about copies: open one, and pin a project. */
export interface CopyDesk {
  openReader(pageId: PageId, why?: ReaderWhy): Promise<void>;
  /** Keeps a page and what belongs to it on the device. */
  pin(page: { readonly pageId: PageId; readonly title: string }): Promise<void>;
  unpin(pageId: PageId): Promise<void>;
  /** The kit of one page; `undefined` while it is not pinned. */
  watchKit(pageId: PageId, show: (view: KitView | undefined) => void): Unwatch;
}

/** What pages of ours see of the mirror beside it. */
export interface MirrorDesk {
  watchPage(pageId: PageId, show: (found: ReaderPage | undefined) => void): Unwatch;
  /** Rows of a database, in pieces: what is read so far is shown at once. */
  watchRows(database: PageId, show: (rows: ReaderRows) => void): Unwatch;
  /** Pages read last, newest first. */
  watchRead(limit: number, show: (places: readonly ReaderPlace[]) => void): Unwatch;
  /** All kits, the newest first. */
  watchKits(show: (views: readonly KitView[]) => void): Unwatch;
  /** Reads a page from Notion again. */
  refresh(pageId: PageId): Promise<void>;
  /** The copy of the page in front, while its tab does not show it. */
  offerCopy(): Promise<CopyOffer | undefined>;
}
