/**
 * How many retries all work of one kind together may still make, as plain data. A storm is what many retries make of one
 * outage: so each costs a token, and what is answered earns a share of one (Finagle's budget; the SRE book's 10 %).
 */
export interface RetryBudget {
  readonly kind: 'interactive' | 'background';
  readonly tokens: number;
  /** When tokens were counted last. */
  readonly at: number;
}

interface Terms {
  readonly first: number;
  readonly most: number;
  /** Share of a token that an answer earns. */
  readonly perAnswer: number;
  /** A person who asks now and then always has a retry. */
  readonly perMinute: number;
}

const TERMS: Readonly<Record<RetryBudget['kind'], Terms>> = {
  interactive: { first: 10, most: 10, perAnswer: 0.2, perMinute: 1 },
  background: { first: 1, most: 5, perAnswer: 0.1, perMinute: 0 },
};

export const newRetryBudget = (kind: RetryBudget['kind'], at: number): RetryBudget => ({
  kind,
  tokens: TERMS[kind].first,
  at,
});

/** Whole retries that may be made now. */
export const retriesLeft = (budget: RetryBudget, now: number): number => Math.floor(counted(budget, now).tokens);

export function spendRetry(budget: RetryBudget, now: number): RetryBudget {
  const { tokens } = counted(budget, now);
  return { ...budget, tokens: Math.max(0, tokens - 1), at: now };
}

export function earnRetries(budget: RetryBudget, now: number): RetryBudget {
  const { most, perAnswer } = TERMS[budget.kind];
  return { ...budget, tokens: Math.min(most, counted(budget, now).tokens + perAnswer), at: now };
}

function counted(budget: RetryBudget, now: number): RetryBudget {
  const { most, perMinute } = TERMS[budget.kind];
  const minutes = Math.max(0, now - budget.at) / 60_000;
  return { ...budget, tokens: Math.min(most, budget.tokens + minutes * perMinute) };
}
