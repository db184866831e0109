import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Clock, Log } from '../base/ports.ts';
import type { NotionReader } from '../mirror/notion-reader.ts';
import type { PageStore } from '../mirror/page-store.ts';
import type { SyncStore } from '../mirror/sync-store.ts';

export interface SyncPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: SyncStore;
  readonly pages: PageStore;
  /** Pages of all offline kits. */
  pinned(): Promise<ReadonlySet<PageId>>;
  /** So many bytes of pages may rest on the device. */
  capBytes(): Promise<number>;
}

/** One workspace to be mirrored, by a reader that lets people go first. */
export interface SyncTarget {
  readonly id: ConnectionId;
  readonly workspace: string;
  readonly reader: NotionReader;
}
