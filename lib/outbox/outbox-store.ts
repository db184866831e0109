import type { ApprovalId, OutboxId } from '../base/ids.ts';
import type { OutboxEntry } from './entry.ts';
import type { StandingApproval } from './standing-approval.ts';

/** Where writes rest. Every change is on disk before the promise resolves. Throws `storage-full` or `storage-broken`. */
export interface OutboxStore {
  /** All or none: what is proposed together stays together. */
  add(entries: readonly OutboxEntry[]): Promise<void>;
  get(id: OutboxId): Promise<OutboxEntry | undefined>;
  /** Applies a change to the stored row in one transaction; `undefined` leaves it as it is. */
  change(id: OutboxId, change: (entry: OutboxEntry) => OutboxEntry | undefined): Promise<OutboxEntry | undefined>;
  /** Entries in which something is still to be done, oldest first. */
  unfinished(): Promise<readonly OutboxEntry[]>;
  approvals(): Promise<readonly StandingApproval[]>;
  changeApproval(
    id: ApprovalId,
    change: (approval: StandingApproval | undefined) => StandingApproval | undefined,
  ): Promise<StandingApproval | undefined>;
}
