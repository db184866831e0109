import type { FailureFacts } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';

/** A page or database that is never read and never stored, with everything in it. */
export interface Exclusion {
  readonly id: PageId;
  readonly title: string;
  readonly kind: 'page' | 'database';
}

/** How far the mirror of one workspace is: stored, so that every surface shows the same. */
export interface SyncView {
  readonly connection: ConnectionId;
  readonly workspace: string;
  /** `listing`: finding out what there is. `fetching`: reading contents. `resting`: all is here as of `syncedAt`. */
  readonly state: 'resting' | 'listing' | 'fetching' | 'paused' | 'waiting';
  /** Why it waits. */
  readonly failure?: FailureFacts;
  /** When it goes on by itself, where that is known. */
  readonly until?: number;
  /** Pages, rows and databases that are known, and those whose present content is here. */
  readonly known: number;
  readonly mirrored: number;
  /** Requests still to be made for what is known, and how long they take at the present pace, in milliseconds. */
  readonly requestsLeft: number;
  readonly msLeft: number;
  /** End of the last sync that went through everything. */
  readonly syncedAt?: number;
  readonly bytes: number;
  readonly exclusions: readonly Exclusion[];
}
