import { addToRow, rowKey } from '../../policy/spending-row.ts';
import type { SpendingStore } from '../../policy/spending-store.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

/** The ledger in `words`: one line a day, action, model, provider and workspace, and what is held back. */
export function createSpendingStore(words: WordsDatabase, guard: Guard = guardStorage): SpendingStore {
  const { spending, holds } = words;
  return {
    read: (month) =>
      guard(() =>
        words.transaction('r', spending, holds, async () => ({
          rows: await spending.where('day').startsWith(month).toArray(),
          holds: await holds.toArray(),
        })),
      ),
    hold: (hold) =>
      guard(async () => {
        await holds.put(hold);
      }),
    settle: (id, spent, mustBeHeld) =>
      guard(() =>
        words.transaction('rw', spending, holds, async () => {
          if (mustBeHeld && (await holds.get(id)) === undefined) return false;
          await holds.delete(id);
          for (const one of spent) await spending.put(addToRow(await spending.get(rowKey(one)), one));
          return true;
        }),
      ),
  };
}
