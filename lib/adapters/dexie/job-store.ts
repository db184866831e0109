import type { JobStore } from '../../jobs/stores.ts';
import { guardStorage } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

export function createJobStore(words: WordsDatabase): JobStore {
  return {
    add: (job) =>
      guardStorage(async () => {
        await words.jobs.add(job);
      }),
    get: (id) => guardStorage(() => words.jobs.get(id)),
    change: (id, change) =>
      guardStorage(() =>
        words.transaction('rw', words.jobs, async () => {
          const before = await words.jobs.get(id);
          const after = before === undefined ? undefined : change(before);
          if (after !== undefined) await words.jobs.put(after);
          return after ?? before;
        }),
      ),
    unfinished: () => guardStorage(() => words.jobs.where('state').anyOf('queued', 'running').sortBy('createdAt')),
  };
}
