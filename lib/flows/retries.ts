import { earnRetries, newRetryBudget, retriesLeft, spendRetry } from '../resilience/retry-budget.ts';
import type { RetryBudget } from '../resilience/retry-budget.ts';

type Kind = RetryBudget['kind'];

/**
 * The retries that all climbs share. Held in memory: a worker that dies begins anew with a full budget, which is as
 * small as that of one bad quarter of an hour.
 */
export interface Retries {
  left(kind: Kind, now: number): number;
  spend(kind: Kind, now: number): void;
  earn(kind: Kind, now: number): void;
}

export function createRetries(): Retries {
  const budgets = new Map<Kind, RetryBudget>();
  const budgetOf = (kind: Kind, now: number): RetryBudget => budgets.get(kind) ?? newRetryBudget(kind, now);
  return {
    left: (kind, now) => retriesLeft(budgetOf(kind, now), now),
    spend: (kind, now) => void budgets.set(kind, spendRetry(budgetOf(kind, now), now)),
    earn: (kind, now) => void budgets.set(kind, earnRetries(budgetOf(kind, now), now)),
  };
}
