import type { JobStore } from '../../jobs/stores.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

export function createJobStore(words: WordsDatabase, guard: Guard = guardStorage): JobStore {
  return {
    add: (job) =>
      guard(async () => {
        await words.jobs.add(job);
      }),
    get: (id) => guard(() => words.jobs.get(id)),
    change: (id, change) =>
      guard(() =>
        words.transaction('rw', words.jobs, async () => {
          const before = await words.jobs.get(id);
          const after = before === undefined ? undefined : change(before);
          if (after !== undefined) await words.jobs.put(after);
          return after ?? before;
        }),
      ),
    unfinished: () => guard(() => words.jobs.where('state').anyOf('queued', 'running').sortBy('createdAt')),
    waiting: () => guard(() => words.jobs.where('state').equals('waiting').sortBy('createdAt')),
    doneSince: (time) =>
      guard(() =>
        words.jobs
          .where('createdAt')
          .above(time)
          .filter(({ state }) => state === 'done')
          .toArray(),
      ),
  };
}
