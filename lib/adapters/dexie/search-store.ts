import { NO_SEARCHES } from '../../messages/kept-searches.ts';
import type { KeptSearches } from '../../messages/search-desk.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

/** Searches made lately and saved ones. */
export interface SearchStore {
  kept(): Promise<KeptSearches>;
  /** Changes them, one change after the other, and gives what is kept then. */
  change(change: (kept: KeptSearches) => KeptSearches): Promise<KeptSearches>;
}

export function createSearchStore(words: WordsDatabase, guard: Guard = guardStorage): SearchStore {
  const kept = async (): Promise<KeptSearches> => {
    const row = await words.meta.get('searches');
    return row?.key === 'searches' ? row.value : NO_SEARCHES;
  };
  return {
    kept: () => guard(kept),
    change: (change) =>
      guard(() =>
        words.transaction('rw', words.meta, async () => {
          const value = change(await kept());
          await words.meta.put({ key: 'searches', value });
          return value;
        }),
      ),
  };
}
