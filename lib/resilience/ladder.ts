import type { FailureFacts } from '../base/failure.ts';
import type { Route } from '../models/route.ts';
import type { Breaker, BreakerKey } from './breaker.ts';

/** One try that failed. */
export interface Tried {
  readonly route: Route;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly failure: FailureFacts;
}

/** All that the ladder knows when it decides. */
export interface LadderFacts {
  /** Who may be asked, the asked one first: policy, capabilities and the person's order have been applied. */
  readonly routes: readonly Route[];
  readonly tried: readonly Tried[];
  readonly breakers: ReadonlyMap<BreakerKey, Breaker>;
  /** When the first try began. */
  readonly startedAt: number;
  readonly now: number;
  /** A person waits; else it may take its time. */
  readonly interactive: boolean;
  /** Retries that all actions together still have; see `retry-budget.ts`. */
  readonly retries: number;
  /** Chance in [0, 1), for the jitter. */
  readonly unit: number;
}

/** Who is asked next, or why nobody is. */
export type Decision =
  | {
      readonly type: 'ask';
      readonly route: Route;
      readonly afterMs: number;
      /** The same route again: takes one of the retries. */
      readonly retry: boolean;
      /** The breaker is half-open and this is its single probe. */
      readonly probe: boolean;
      /** Leave it after so long without a sign of an answer, because another can be asked; absent: as long as it lives. */
      readonly patienceMs?: number;
    }
  | {
      readonly type: 'give-up';
      readonly cause: FailureFacts;
      /** Somebody may answer from then on; absent where only the person can change it. */
      readonly until?: number;
    };
