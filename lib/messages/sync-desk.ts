import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Exclusion, SyncView } from '../mirror/sync-view.ts';

type Unwatch = () => void;

/** What our own pages can see of the mirrors and do about them. A script in Notion's page can do none of it. */
export interface SyncDesk {
  /** How far the mirror of each workspace is. */
  watchSyncs(show: (syncs: readonly SyncView[]) => void): Unwatch;
  pauseSync(connection: ConnectionId): Promise<void>;
  resumeSync(connection: ConnectionId): Promise<void>;
  syncNow(connection: ConnectionId): Promise<void>;
  /** Never read and never stored from now on, with all that is in it; what is here of it goes. */
  exclude(connection: ConnectionId, exclusion: Exclusion): Promise<void>;
  include(connection: ConnectionId, id: PageId): Promise<void>;
  /** Lets go of pages that Notion shows no longer. */
  forgetLost(connection: ConnectionId): Promise<void>;
  /** So much of Notion stays on the device at most. */
  capMirror(bytes: number): Promise<void>;
}
