import type { FailureCode } from '../base/failure.ts';
import type { BlockId, ConnectionId, PageId } from '../base/ids.ts';

/** What the mirror knows of a page beside its content: enough to list it, place it, filter it and decide what to fetch. */
export interface PageHead {
  readonly id: PageId;
  readonly connection: ConnectionId;
  readonly workspace: string;
  readonly kind: 'page' | 'row' | 'database';
  readonly title: string;
  readonly icon?: string;
  readonly url: string;
  /** The page or database above it. */
  readonly parent?: PageId;
  /** The block that it stands in, while the page around that is not known. */
  readonly inBlock?: BlockId;
  /** The database whose row it is. */
  readonly database?: PageId;
  /** As Notion gives it, rounded to the minute. */
  readonly editedAt?: number;
  readonly createdAt?: number;
  /** Who stands in its people properties, by the names that Notion shows. */
  readonly people: readonly string[];
  /** Ids of who made it and who edited it last; absent in heads of an earlier version. */
  readonly makers?: readonly string[];
  /**
   * `listed`: known by its head alone. `mirrored`: its content is here. `lost`: Notion shows it no longer, deleted or
   * not shared any more; what was mirrored is kept and marked.
   */
  readonly state: 'listed' | 'mirrored' | 'lost';
  readonly lostAt?: number;
  /** When its content was read last, and the edit that it shows. */
  readonly readAt?: number;
  readonly readEdit?: number;
  /** Fingerprint of the page as mirrored: equal text, equal fingerprint. */
  readonly fingerprint?: string;
  /** Size of its content on the device, in bytes, about. */
  readonly bytes: number;
  /** Number of its present state in the index; absent while it is not indexed. */
  readonly doc?: number;
  /** Fingerprint of what the index took in of it: its text, and what it can be filtered by. */
  readonly indexedAs?: string;
  /** Fingerprint of what a list said of it: place, title and properties. */
  readonly listedAs?: string;
  /** Number of the last full listing that showed it. */
  readonly seenIn?: number;
  /** Why its content could not be read, how often in a row, and when to try again. */
  readonly trouble?: { readonly code: FailureCode; readonly times: number; readonly until: number };
  /** When a person last had it open. */
  readonly visitedAt?: number;
}
