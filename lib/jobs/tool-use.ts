import type { FailureFacts } from '../base/failure.ts';
import type { OutboxId, PageId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';

/** One use of a tool within an answer, as it is stored and shown. */
export interface ToolUse {
  readonly id: string;
  readonly name: string;
  readonly input: Json;
  /** `asking`: the person has to say whether it may run. `proposed`: a write that waits for the person. */
  readonly state: 'asking' | 'running' | 'done' | 'proposed' | 'refused' | 'failed';
  /** What the model was told, fenced; kept so that a turn cut by a death goes on without asking again. */
  readonly result?: string;
  /** One line for the person, for example `Searched for “launch”: 8 pages`. */
  readonly words: string;
  /** What was read, for the links under the line and for the addresses that may be written. */
  readonly pages?: readonly { readonly id: PageId; readonly title: string; readonly url: string }[];
  /** Writes wait here for the person. */
  readonly entries?: readonly OutboxId[];
  readonly failure?: FailureFacts;
  /** Calls of one round were made at once; each round is told what the one before brought. */
  readonly round: number;
  /** The text of the answer stood so long when it was called: the order is told by it. */
  readonly at: number;
  readonly startedAt: number;
  readonly endedAt?: number;
}
