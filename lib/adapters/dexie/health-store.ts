import type { HealthStore } from '../../activity/health-store.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

/** Health in `words`: what calls have shown of each service, incidents, and the calls of each day. */
export function createHealthStore(words: WordsDatabase, guard: Guard = guardStorage): HealthStore {
  const { services, incidents, days, looks } = words;
  return {
    read: (day) =>
      guard(async () => ({
        services: await services.toArray(),
        days: await days.where('day').equals(day).toArray(),
        looks: await looks.toArray(),
      })),
    put: (rows) =>
      guard(() =>
        words.transaction('rw', services, incidents, days, looks, async () => {
          await Promise.all([
            services.bulkPut([...rows.services]),
            incidents.bulkPut([...rows.incidents]),
            days.bulkPut([...rows.days]),
            looks.bulkPut([...rows.looks]),
          ]);
        }),
      ),
    forget: (keys) => guard(() => services.bulkDelete([...keys])),
    trim: (day, time) =>
      guard(() =>
        words.transaction('rw', incidents, days, async () => {
          await days.where('day').below(day).delete();
          await incidents.where('startedAt').below(time).delete();
        }),
      ),
  };
}
