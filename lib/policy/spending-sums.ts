import type { SpendingRow } from './spending-row.ts';
import { tokensIn } from './spending-row.ts';

/** What spending is told apart by. */
export type SpentBy = 'action' | 'model' | 'workspace';

/** Several lines of the ledger together. */
export interface SpendingSum {
  readonly name: string;
  readonly usd: number;
  readonly requests: number;
  readonly tokens: number;
}

/** The ledger by one of its sides, the dearest first. Together the sums are all of the ledger. */
export function sumsBy(rows: readonly SpendingRow[], by: SpentBy): readonly SpendingSum[] {
  const sums = new Map<string, SpendingSum>();
  for (const row of rows) {
    const { usd, requests, tokens } = sums.get(row[by]) ?? { usd: 0, requests: 0, tokens: 0 };
    sums.set(row[by], {
      name: row[by],
      usd: usd + row.usd,
      requests: requests + row.requests,
      tokens: tokens + tokensIn(row),
    });
  }
  return [...sums.values()].toSorted(
    (one, other) => other.usd - one.usd || other.tokens - one.tokens || (one.name < other.name ? -1 : 1),
  );
}

/** US dollars of each period in turn, none left out. @param periods days, or months by the beginning of their days */
export const sumsOver = (rows: readonly SpendingRow[], periods: readonly string[]): readonly number[] =>
  periods.map((period) => rows.reduce((sum, { day, usd }) => (day.startsWith(period) ? sum + usd : sum), 0));

/** The last so many days up to one, oldest first. */
export function daysUpTo(day: string, many: number): readonly string[] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return Array.from({ length: many }, (_, at) =>
    new Date(Date.UTC(year, month - 1, date - (many - 1 - at))).toISOString().slice(0, 'YYYY-MM-DD'.length),
  );
}

/** The same of months: `2026-11`. */
export function monthsUpTo(day: string, many: number): readonly string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return Array.from({ length: many }, (_, at) =>
    new Date(Date.UTC(year, month - 1 - (many - 1 - at), 1)).toISOString().slice(0, 'YYYY-MM'.length),
  );
}
