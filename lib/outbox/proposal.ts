import type { OutboxId, PageId } from '../base/ids.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { OutboxEntry } from './entry.ts';
import type { Operation } from './operation.ts';

/** A write as somebody wants it, before it is an entry. */
export type Proposal = Pick<
  OutboxEntry,
  'connection' | 'target' | 'targetTitle' | 'targetUrl' | 'operation' | 'origin'
> & {
  /** Given where the same may be proposed twice, by a life of the worker and by the next: it is one entry then. */
  readonly id?: OutboxId;
  /** The database that its target is a row of, where leave for the rows of it may be used: believed once Notion says so. */
  readonly rowOf?: PageId;
  /** The person alone may say yes to it, whatever leave was given: it was made after reading what anybody may have written. */
  readonly personOnly?: true;
};

/** Names exactly what a person saw: an approval holds for the operation with this hash and for no other. */
export const shownHash = (operation: Operation): string => fingerprint(JSON.stringify(operation));
