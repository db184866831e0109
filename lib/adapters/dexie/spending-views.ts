import type { FailureFacts } from '../../base/failure.ts';
import type { SpendingDesk } from '../../messages/spending-desk.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

/** The ledger as it changes, for pages that show it. */
export function createSpendingViews(
  { spending, holds }: WordsDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): SpendingDesk {
  return {
    watchSpending: (show) =>
      watchQuery(async () => ({ rows: await spending.toArray(), holds: await holds.toArray() }), show, onTrouble),
  };
}
