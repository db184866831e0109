import type { Hold, SpendingRow, Spent } from './spending-row.ts';

/** The ledger on the disk. It has one writer, the background. */
export interface SpendingStore {
  /** The lines of one month, and everything that is held back. */
  read(month: string): Promise<{ readonly rows: readonly SpendingRow[]; readonly holds: readonly Hold[] }>;
  /** Puts what is held back, or what is known of it by now. */
  hold(hold: Hold): Promise<void>;
  /**
   * Books what a request came to and lets go of what was held back for it, both or neither. False, and nothing is booked,
   * where a hold that must still be there is gone: somebody has booked it before.
   */
  settle(id: string, spent: readonly Spent[], mustBeHeld: boolean): Promise<boolean>;
}
