import type { Chained, Link } from './chain.ts';

/** Where the chain stood at the end of a day (UTC): worth writing down elsewhere. */
export interface DayEnd extends Link {
  readonly day: string;
}

/** Where the chain ends, and where it begins since its front was cut. */
export interface ActivityHead extends Link {
  /** The last entry that was cut off, or what is before the first. */
  readonly from: Link;
  /** The newest last. */
  readonly days: readonly DayEnd[];
}

/** One change of the log, all of it or nothing. */
export interface ActivityChange {
  readonly rows: readonly Chained[];
  readonly head: ActivityHead;
  /** Entries up to this number go. */
  readonly cut?: number;
}

/** Where the log rests. Throws `storage-full` or `storage-broken`. */
export interface ActivityStore {
  head(): Promise<ActivityHead>;
  /** False, and nothing changed, where the chain does not end at `expected` any more: somebody else went on with it. */
  change(expected: Link, change: ActivityChange): Promise<boolean>;
  /** The last of the entries at the front that all ended before a time; `undefined` where the first one did not. */
  lastBefore(time: number): Promise<Link | undefined>;
  /** The entry with this number, as a link. */
  linkOf(n: number): Promise<Link | undefined>;
}
