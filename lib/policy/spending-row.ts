import type { ProviderId } from '../settings/provider.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { BudgetDay } from './budget-period.ts';

/** Who spends: the action, and the workspace that it works in, empty where it belongs to none. */
export interface Spender {
  readonly action: string;
  readonly workspace: string;
}

/** What requests have used. */
export interface Used {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}

/** One line of the ledger: everything of one day, action, model, provider and workspace. */
export interface SpendingRow extends Spender, Used {
  /** The day, and a hash of the rest: a workspace's name is no key. */
  readonly key: string;
  readonly day: BudgetDay;
  readonly provider: ProviderId;
  readonly model: string;
  readonly requests: number;
  /** US dollars of what had a price when it was spent. */
  readonly usd: number;
  /** Tokens of what had none. */
  readonly unpricedTokens: number;
  /** Requests whose use nobody told, because they were cut or their worker was stopped: booked as far as they had come. */
  readonly estimated: number;
}

/** What one request adds to the ledger. */
export type Spent = Omit<SpendingRow, 'key'>;

/**
 * A request under way: what it may cost at most is held back until its end is known. It is on the disk from the moment it
 * is sent, so that a worker's death leaves it to be booked by the next life.
 */
export interface Hold {
  readonly id: string;
  /** The worker's life that sent it. */
  readonly life: string;
  /** It outlives its worker: a batch, whose answers come hours later. */
  readonly lasting?: true;
  readonly day: BudgetDay;
  /** What is held back: US dollars, or tokens of a model without a price. */
  readonly usd: number;
  readonly tokens: number;
  /** What it comes to, should nothing more be heard of it. */
  readonly soFar: Spent;
}

export const rowKey = ({ day, action, workspace, provider, model }: Spent): string =>
  `${day} ${fingerprint(action, workspace, provider, model)}`;

/** The ledger's line with one more request. */
export function addToRow(row: SpendingRow | undefined, spent: Spent): SpendingRow {
  if (row === undefined) return { ...spent, key: rowKey(spent) };
  return {
    ...row,
    requests: row.requests + spent.requests,
    inputTokens: row.inputTokens + spent.inputTokens,
    outputTokens: row.outputTokens + spent.outputTokens,
    cacheReadTokens: row.cacheReadTokens + spent.cacheReadTokens,
    cacheWriteTokens: row.cacheWriteTokens + spent.cacheWriteTokens,
    usd: row.usd + spent.usd,
    unpricedTokens: row.unpricedTokens + spent.unpricedTokens,
    estimated: row.estimated + spent.estimated,
  };
}

export const tokensIn = ({ inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens }: Used): number =>
  inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens;
