import { fingerprint } from '../text/fingerprint.ts';
import type { OutboxEntry } from './entry.ts';
import type { Operation } from './operation.ts';

/** A write as somebody wants it, before it is an entry. */
export type Proposal = Pick<
  OutboxEntry,
  'connection' | 'target' | 'targetTitle' | 'targetUrl' | 'operation' | 'origin'
>;

/** Names exactly what a person saw: an approval holds for the operation with this hash and for no other. */
export const shownHash = (operation: Operation): string => fingerprint(JSON.stringify(operation));
