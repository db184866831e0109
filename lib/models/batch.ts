import type { FailureFacts } from '../base/failure.ts';
import type { ModelCitation, ModelRequest, Usage } from './answer-event.ts';

/** One request of a batch. Its id comes back with its answer. */
export interface BatchRequest {
  /** At most 64 letters, digits, `-` and `_`. */
  readonly id: string;
  readonly request: ModelRequest;
}

export interface BatchState {
  readonly id: string;
  readonly begunAt: number;
  readonly ended: boolean;
  /** How many requests it holds, and how many of them are still to be answered. */
  readonly requests: number;
  readonly left: number;
}

export type BatchResult =
  | {
      readonly id: string;
      readonly text: string;
      /** The same text by its blocks, each with what it cites. */
      readonly blocks: readonly { readonly text: string; readonly citations: readonly ModelCitation[] }[];
      readonly model: string;
      readonly usage: Usage;
    }
  | { readonly id: string; readonly failure: FailureFacts };

/** A request that was answered. */
export type BatchSaid = Exclude<BatchResult, { readonly failure: FailureFacts }>;

/**
 * Many requests at once that nobody waits for, answered within a day at half the price (the provider's documentation
 * of its Message Batches). Rejects with a `Failure`.
 */
export interface BatchService {
  begin(model: string, requests: readonly BatchRequest[], signal: AbortSignal): Promise<BatchState>;
  state(id: string, signal: AbortSignal): Promise<BatchState>;
  /** Once it has ended. */
  results(id: string, signal: AbortSignal): Promise<readonly BatchResult[]>;
  /** What is answered already stays and is paid for. */
  cancel(id: string, signal: AbortSignal): Promise<void>;
  /** The newest batches of the account: what a lost answer would have named is looked for here, and not begun again. */
  recent(signal: AbortSignal): Promise<readonly BatchState[]>;
}

/** The same, behind the gate that keeps private values back. */
export interface BatchPort extends BatchService {
  /** Rejects with `held-back` where a request must not leave this device: one such would hold up all the others. */
  mayBegin(request: ModelRequest): Promise<void>;
}

/** What a batch costs beside the same requests asked one by one. */
export const BATCH_PRICE = 0.5;
