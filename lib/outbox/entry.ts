import type { FailureFacts } from '../base/failure.ts';
import type {
  AnswerId,
  ApprovalId,
  BlockId,
  ConnectionId,
  ConversationId,
  JobId,
  OutboxId,
  PageId,
} from '../base/ids.ts';
import type { Operation, TextEdit } from './operation.ts';
import type { PropertyValues } from './property-value.ts';

/**
 * `proposed → approved → sending → written → audited → done`, and aside: `unsure` (no clear answer: read back after the
 * grace), `conflicted` (somebody changed the target), `blocked` (token, permission, block limit, local limits),
 * `cancelled`, and after an undo `undoing → undone`. A request that was under way when a life of the worker ended has
 * left it `unsure`. `audited`: all of it stands, and once more it is looked for what a browser may have sent twice.
 */
export type OutboxState =
  | 'proposed'
  | 'approved'
  | 'sending'
  | 'unsure'
  | 'written'
  | 'audited'
  | 'done'
  | 'conflicted'
  | 'blocked'
  | 'cancelled'
  | 'undoing'
  | 'undone';

/** Who said that it may be written. */
export type Approval =
  /** `shown` is the hash of the operation that the person saw: another one is not approved. */
  | { readonly by: 'person'; readonly at: number; readonly shown: string }
  | { readonly by: 'standing'; readonly at: number; readonly approval: ApprovalId };

/** Where it came from, for the list and for the line in what is written. */
export interface Origin {
  /** For example `Brief` or `Chat`. */
  readonly label: string;
  readonly answerId?: AnswerId;
  readonly jobId?: JobId;
  readonly conversationId?: ConversationId;
  /** Entries proposed together are shown and may be approved together. */
  readonly batch?: string;
  /** The model that wrote it, as it names itself; absent where none did. */
  readonly model?: string;
  /** Titles and addresses of the pages it was made from. */
  readonly sources: readonly { readonly title: string; readonly url: string }[];
  /** Addresses that were read or typed: what is written may hold these and no others. */
  readonly addresses: readonly string[];
}

/** What the target was when the operation was made: what a conflict is told by. */
export interface Base {
  readonly readAt: number;
  /** For `set-properties`: the values then. */
  readonly values?: PropertyValues;
  /** For `replace-text`: the page's Markdown then, kept whole so that it can be put back. */
  readonly markdown?: string;
  /** Hash of what is compared; content, never a clock: Notion's times are rounded to the minute. */
  readonly fingerprint: string;
}

/** How far the sending is, enough to go on after any death. */
export interface Sent {
  /** Grows with every take, so that a life that comes back late writes nothing more. */
  readonly epoch: number;
  /** Which life of the worker took it last. */
  readonly owner: string;
  /** The request under way or next, and how many there are. Of an undo: 0 until it is done. */
  readonly chunk: number;
  readonly of: number;
  /** When the request under way went out; absent while none is. */
  readonly sentAt?: number;
  /** When the first request went out: what it made is not older. */
  readonly begunAt?: number;
  /** A request may have been carried out of which no answer told: it is read back before anything more is sent. */
  readonly open?: true;
  /** Last moment without a clear answer: the audit comes a while after it. */
  readonly unsureAt?: number;
  /** Our own block, or the page that was made. */
  readonly container?: BlockId | PageId;
  /** Blocks of ours that are known to stand, in order. */
  readonly blocks: readonly BlockId[];
  /** The comment that was made. */
  readonly comment?: string;
  /** Edits as they went out, with so much of what stands around them that they cannot be made twice. */
  readonly edits?: readonly TextEdit[];
  /** The person saw that others edited what stands, and wants the rest written all the same. */
  readonly overEdits?: true;
  /** Requests in a row that brought it no further. */
  readonly tries: number;
}

/** A write to Notion, durable from before the person sees it. */
export interface OutboxEntry {
  readonly id: OutboxId;
  readonly connection: ConnectionId;
  /** The page that it changes, or under which it makes one; one entry of a target is under way at a time. */
  readonly target: PageId;
  readonly targetTitle: string;
  readonly targetUrl: string;
  readonly operation: Operation;
  readonly origin: Origin;
  readonly state: OutboxState;
  readonly base?: Base;
  readonly approval?: Approval;
  readonly sent?: Sent;
  /** What the target is now, where it conflicts: shown beside what it was and what is wanted. */
  readonly found?: Pick<Base, 'values' | 'markdown'>;
  /** Where the result stands, once it does. */
  readonly url?: string;
  /** Not before this time: a pause that Notion asked for, a grace, an audit. */
  readonly notBefore?: number;
  /** While it is undone: what it was before, for an undo that is refused. */
  readonly undoFrom?: OutboxState;
  readonly failure?: FailureFacts;
  readonly createdAt: number;
  readonly updatedAt: number;
}
