import { Dexie } from 'dexie';
import type { EntityTable, Table } from 'dexie';
import type { TextEntry } from '../../fulltext/search-text.ts';
import type { Page } from '../../mirror/page.ts';

/** The local copy of Notion. Relaxed durability, evictable: all of it can be read again. */
export class MirrorDatabase extends Dexie {
  declare readonly pages: EntityTable<Page, 'id'>;
  declare readonly entries: Table<TextEntry, string>;

  constructor(name = 'mirror') {
    super(name, { chromeTransactionDurability: 'relaxed' });
    this.version(1).stores({ pages: 'id, readAt', entries: 'pageId' });
  }
}
