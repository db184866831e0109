import type { AnswerId, ApprovalId, ConnectionId, OutboxId, PageId } from '../base/ids.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { StandingApproval } from '../outbox/standing-approval.ts';

type Unwatch = () => void;

/** Where an answer is to be published; absent means at the end of the page that it is about. */
export interface PublishPlace {
  readonly page: PageId;
  /**
   * `append`: into the page. `under`: as a new page below it. What was written about selected words goes to their place
   * (`replace`) or after them (`insert`); tasks become rows of the database that `page` names (`rows`); `link`: only the
   * address at which the answer was published.
   */
  readonly as: 'append' | 'under' | 'replace' | 'insert' | 'rows' | 'link';
}

/** A proposal that a person has asked to see, and when. */
export interface Published {
  readonly id: OutboxId;
  readonly at: number;
}

/** What any surface may ask for: a proposal. Nothing is written by it. */
export interface PublishDesk {
  /** Proposes to publish an answer, with the line that says who wrote it and from what. */
  publish(answer: AnswerId, place?: PublishPlace): Promise<OutboxId>;
}

/** The outbox as our own pages see it. Approving is possible here and nowhere else. */
export interface OutboxDesk extends PublishDesk {
  /** Everything unfinished, then what ended lately, newest first. */
  watchOutbox(show: (entries: readonly OutboxEntry[]) => void): Unwatch;
  /** The proposal that a press of “Publish to Notion” made last: what is open, or opens for it, shows it. */
  watchPublished(show: (published: Published | undefined) => void): Unwatch;
  watchApprovals(show: (approvals: readonly StandingApproval[]) => void): Unwatch;
  /** @param shown hash of the operation on the screen: should it have changed since, nothing is approved */
  approve(id: OutboxId, shown: string): Promise<void>;
  decline(id: OutboxId): Promise<void>;
  undo(id: OutboxId): Promise<void>;
  /** Tries a blocked entry again, or looks at once whether an unsure one was written. */
  again(id: OutboxId): Promise<void>;
  /** After a conflict: `mine` proposes the change anew over what stands now, `theirs` leaves Notion as it is. */
  settle(id: OutboxId, choice: 'mine' | 'theirs'): Promise<void>;
  allow(approval: {
    readonly connection: ConnectionId;
    readonly target: PageId;
    readonly targetTitle: string;
    readonly rows?: boolean;
    readonly kinds: StandingApproval['kinds'];
    readonly properties?: readonly string[];
    readonly most: number;
    readonly purpose: string;
    readonly expiresAt: number;
  }): Promise<ApprovalId>;
  revoke(id: ApprovalId): Promise<void>;
}
