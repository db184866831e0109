import type { ConnectionId, PageId } from '../base/ids.ts';
import type { PageRecord } from './notion-reader.ts';
import type { PageHead } from './page-head.ts';
import type { SyncRow } from './sync-state.ts';

/** What becomes of one head: `undefined` writes nothing. A `record` is kept until content was read with it. */
export interface HeadChange {
  readonly head: PageHead;
  readonly record?: PageRecord;
  /** The record that was kept has served. */
  readonly settled?: true;
}

/** How one head changes; told what is stored, so that what others wrote meanwhile is not overwritten. */
export type ChangeHead = (id: PageId, before: PageHead | undefined) => HeadChange | undefined;

/**
 * Where the state of the syncs and what they know of each page rests. Each call is one transaction: all of it is
 * stored or nothing.
 * @throws Failure `storage-full`, `storage-broken`, `database-newer`
 */
export interface SyncStore {
  row(connection: ConnectionId): Promise<SyncRow | undefined>;
  rows(): Promise<readonly SyncRow[]>;
  putRow(row: SyncRow): Promise<void>;
  /** Changes heads, and the row with them. Returns the heads that `change` gave. */
  land(ids: readonly PageId[], change: ChangeHead, row?: SyncRow): Promise<readonly PageHead[]>;
  head(id: PageId): Promise<PageHead | undefined>;
  heads(connection: ConnectionId): Promise<readonly PageHead[]>;
  /** What lists told of a page whose content is still to be read. */
  record(id: PageId): Promise<PageRecord | undefined>;
  recordIds(): Promise<readonly PageId[]>;
  /** Takes heads and records away, as if they had never been known. */
  forget(ids: readonly PageId[], row?: SyncRow): Promise<void>;
  /** A workspace that is connected no longer. */
  forgetRow(connection: ConnectionId): Promise<void>;
}
