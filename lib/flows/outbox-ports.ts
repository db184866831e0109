import type { FailureFacts } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Chance, Clock, Log } from '../base/ports.ts';
import type { Column } from '../mirror/notion-reader.ts';
import type { NotionWriter } from '../outbox/notion-writer.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';

/** Whose columns are asked for: those of a data source, or those that this page has as a row. */
export type ColumnsOf = { readonly dataSource: string } | { readonly row: PageId };

/** Where something is to be written. */
export interface WritePlace {
  readonly connection: ConnectionId;
  readonly target: PageId;
}

/** Everything that writing needs from outside. */
export interface OutboxPorts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly store: OutboxStore;
  /** Throws a `Failure` where there is no token for it, or the token is locked. */
  writerOf(connection: ConnectionId): Promise<NotionWriter>;
  /** What can be set there; `undefined` for a page that is no row. */
  columnsOf(connection: ConnectionId, of: ColumnsOf, signal: AbortSignal): Promise<readonly Column[] | undefined>;
  /** The database that a page is a row of; `undefined` for a page that is no row. */
  databaseOf(connection: ConnectionId, row: PageId, signal: AbortSignal): Promise<PageId | undefined>;
  /** Why the settings or the organization let nothing be written there; `undefined` where it may be. */
  refusesWriting(place: WritePlace): Promise<FailureFacts | undefined>;
  /** Whether leave that was given once holds at all. */
  maySelfApprove(): Promise<boolean>;
  isOnline(): Promise<boolean>;
  /** Has `recover` called at that time, also should this life of the worker end before; `undefined`: never mind. */
  wakeAt(time: number | undefined): void;
  /** Holds the worker awake until its return value is called. */
  stayAwake(): () => void;
}
