import type { ConnectionId, PageId } from '../base/ids.ts';
import type { GapCheck, GapScope } from '../gaps/gap-check.ts';

type Unwatch = () => void;

/** A part of the mirror that can be looked through by itself. */
export interface GapPlace {
  readonly connection: ConnectionId;
  readonly workspace: string;
  /** Absent: the whole workspace. */
  readonly under?: { readonly id: PageId; readonly title: string; readonly kind: 'page' | 'database' };
}

/** Looking for what a workspace lacks. It runs in the page that asks: it needs neither a model nor the network. */
export interface GapsDesk {
  watchGapPlaces(show: (places: readonly GapPlace[]) => void): Unwatch;
  /** What the last check of this scope came to. */
  watchGaps(scope: GapScope, show: (check: GapCheck | undefined) => void): Unwatch;
  checkGaps(scope: GapScope, signal: AbortSignal, tell: (done: number, total: number) => void): Promise<void>;
  /** Puts a gap aside, or takes it back; later checks of the scope keep it so. */
  putAside(scope: GapScope, key: string, aside: boolean): Promise<void>;
}
