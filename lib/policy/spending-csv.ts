import { csvOf } from '../text/csv.ts';
import type { SpendingRow } from './spending-row.ts';

/** The whole ledger, one of its lines a line, the oldest first. */
export function spendingCsv(rows: readonly SpendingRow[]): string {
  const head = [
    'day',
    'action',
    'workspace',
    'provider',
    'model',
    'requests',
    'input tokens',
    'output tokens',
    'cache read tokens',
    'cache write tokens',
    'US dollars',
    'tokens without a price',
    'requests estimated',
  ];
  const lines = rows
    .toSorted((one, other) => (`${one.day} ${one.action}` < `${other.day} ${other.action}` ? -1 : 1))
    .map((row) => [
      row.day,
      row.action,
      row.workspace,
      row.provider,
      row.model,
      row.requests,
      row.inputTokens,
      row.outputTokens,
      row.cacheReadTokens,
      row.cacheWriteTokens,
      row.usd,
      row.unpricedTokens,
      row.estimated,
    ]);
  return csvOf([head, ...lines]);
}
