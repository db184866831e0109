import type { ActivityHead } from '../activity/activity-store.ts';
import type { Chained } from '../activity/chain.ts';
import type { ACTS } from '../activity/entry.ts';
import type { LogQuery } from '../activity/find-entries.ts';
import type { HostTotals } from '../activity/host-totals.ts';
import type { Verdict } from '../activity/verify-log.ts';
import type { FailureCode } from '../base/failure.ts';

type Unwatch = () => void;

/** Some of the entries that fit, newest first. */
export interface LogPage {
  readonly rows: readonly Chained[];
  /** The titles of their pages, as the copies on this device know them. The log itself holds none. */
  readonly titles: Readonly<Record<string, string>>;
  /** Where the next page begins; absent where there is none. */
  readonly before?: number;
}

/** How the log is kept at this moment. */
export interface ActivityState {
  /** Told, and not on the disk yet. */
  readonly waiting: number;
  /** Given up, since they could not be kept for too long: the log itself says so once it can. */
  readonly lost: number;
  /** Why nothing can be written now. */
  readonly code?: FailureCode;
}

/** What our own pages can see of the activity log. */
export interface ActivityDesk {
  readonly activity: {
    watchHead(show: (head: ActivityHead) => void): Unwatch;
    state(): Promise<ActivityState>;
    /** @param before only entries with smaller numbers */
    read(query: LogQuery, before: number | undefined, most: number): Promise<LogPage>;
    /** What went to each host, with what came since the sums that are known. */
    totals(known: HostTotals): Promise<HostTotals>;
    /** The whole log in the parts of a file; that it was exported stands in it. */
    exportLog(as: 'log' | 'csv'): Promise<readonly string[]>;
    /** Whether every entry on this device follows from the one before it. */
    check(): Promise<Verdict>;
    /** Has the log told of another file that leaves the extension. */
    noteExport(what: (typeof ACTS.export)[number]): Promise<void>;
  };
}
