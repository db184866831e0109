import type { Clock } from '../../base/ports.ts';
import type { DraftStore } from '../../jobs/stores.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

export function createDraftStore(words: WordsDatabase, clock: Clock, guard: Guard = guardStorage): DraftStore {
  return {
    read: (key) => guard(async () => (await words.drafts.get(key))?.text ?? ''),
    keep: (key, text) =>
      guard(async () => {
        if (text === '') await words.drafts.delete(key);
        else await words.drafts.put({ key, text, updatedAt: clock.now() });
      }),
  };
}
