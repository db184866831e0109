import { Failure } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { NotionReader } from '../mirror/notion-reader.ts';

/** How one call ended, and when. */
export interface CallEnd {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Absent when it was answered. */
  readonly failure?: FailureFacts;
}

/** The same reader, with every call's end told. A call that nobody waits for any more tells nothing. */
export function noteCalls(reader: NotionReader, clock: Pick<Clock, 'now'>, note: (end: CallEnd) => void): NotionReader {
  const told = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
    const startedAt = clock.now();
    try {
      const value = await ask();
      note({ startedAt, endedAt: clock.now() });
      return value;
    } catch (error) {
      if (error instanceof Failure) note({ startedAt, endedAt: clock.now(), failure: error.facts });
      throw error;
    }
  };
  return {
    whoAmI: (signal) => told(() => reader.whoAmI(signal)),
    page: (id, signal) => told(() => reader.page(id, signal)),
    markdown: (id, signal) => told(() => reader.markdown(id, signal)),
    block: (id, signal) => told(() => reader.block(id, signal)),
    blockChildren: (id, cursor, signal) => told(() => reader.blockChildren(id, cursor, signal)),
    relatedPages: (pageId, propertyId, signal) => told(() => reader.relatedPages(pageId, propertyId, signal)),
    database: (id, signal) => told(() => reader.database(id, signal)),
    columns: (dataSourceId, signal) => told(() => reader.columns(dataSourceId, signal)),
    rows: (dataSourceId, cursor, signal, asked) => told(() => reader.rows(dataSourceId, cursor, signal, asked)),
    list: (asked, signal) => told(() => reader.list(asked, signal)),
    placeOfBlock: (id, signal) => told(() => reader.placeOfBlock(id, signal)),
    searchTitles: (query, signal, limit) => told(() => reader.searchTitles(query, signal, limit)),
  };
}
