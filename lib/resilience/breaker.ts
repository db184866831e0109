import type { FailureFacts } from '../base/failure.ts';
import type { RouteKey } from '../models/route.ts';
import type { ProviderId } from '../settings/provider.ts';

/** What has a breaker of its own: a model at a provider, a provider as a whole, a Notion connection, a workspace. */
export type BreakerKey = `model:${RouteKey}` | `provider:${ProviderId}` | `notion:${string}` | `workspace:${string}`;

/**
 * What is known of one thing that can be down, as plain data: it outlives the worker.
 * `closed → open → half-open → closed`, and from `half-open` back to `open` for twice as long.
 */
export interface Breaker {
  readonly key: BreakerKey;
  readonly state: 'closed' | 'open' | 'half-open';
  /** Times of the failures in a row that count, oldest first. */
  readonly failures: readonly number[];
  /** How often it has opened without closing in between: each time it stays open for longer. */
  readonly opens: number;
  /** Open until then. */
  readonly until?: number;
  /** Since when a probe is under way. */
  readonly probingSince?: number;
  /** Successes in a row while half-open. */
  readonly successes: number;
  readonly cause?: FailureFacts;
  /** When its state was entered. */
  readonly since: number;
}
