import type { Book } from '../policy/budget.ts';
import type { Unwatch } from './desk.ts';

/** What was spent, and what is held back for requests under way, as the ledger has it. */
export interface SpendingDesk {
  watchSpending(show: (book: Book) => void): Unwatch;
}
