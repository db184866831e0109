import { Dexie } from 'dexie';
import type { EntityTable, Table, Version } from 'dexie';
import type { OfflineKit } from '../../mirror/offline-kit.ts';
import type { PageHead } from '../../mirror/page-head.ts';
import type { Page } from '../../mirror/page.ts';
import type { PageRecord } from '../../mirror/notion-reader.ts';
import type { SyncRow } from '../../mirror/sync-state.ts';
import { headsFromPages } from './mirror-migrations.ts';

/**
 * The local copy of Notion and its index. Relaxed durability, evictable: all of it can be read again. `dict`, `post`,
 * `delta`, `dead` and `meta` are the index; `lib/fulltext/packed` says what stands in them.
 */
export class MirrorDatabase extends Dexie {
  declare readonly pages: EntityTable<Page, 'id'>;
  declare readonly heads: EntityTable<PageHead, 'id'>;
  declare readonly syncs: EntityTable<SyncRow, 'connection'>;
  declare readonly records: EntityTable<PageRecord, 'id'>;
  declare readonly kits: EntityTable<OfflineKit, 'id'>;
  declare readonly dict: Table<Uint8Array, number>;
  declare readonly post: Table<Uint8Array, number>;
  declare readonly delta: Table<Uint8Array, number>;
  declare readonly dead: Table<Uint8Array, string>;
  declare readonly meta: Table<unknown, string>;

  private readonly upTo: number;

  /** @param upTo the version to stop at, for rows of an older backup: opened without it, they are brought up to date */
  constructor(name = 'mirror', upTo = Number.POSITIVE_INFINITY) {
    super(name, { chromeTransactionDurability: 'relaxed' });
    this.upTo = upTo;
    this.version(1).stores({ pages: 'id, readAt', entries: 'pageId' });
    const two = this.version(2).stores({
      entries: null,
      pages: 'id, readAt',
      heads: 'id, &doc, connection, parent',
      syncs: 'connection',
      records: 'id',
      kits: 'id',
      dict: '',
      post: '',
      delta: '',
      dead: '',
      meta: '',
    });
    two.upgrade(headsFromPages);
  }

  /** Versions past the last one that is wanted are told to a database that nobody opens. */
  override version(number: number): Version {
    return number > this.upTo ? new Dexie('unopened').version(number) : super.version(number);
  }
}
