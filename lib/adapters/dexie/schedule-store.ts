import type { ScheduleStore } from '../../jobs/schedule-store.ts';
import type { ReportRun } from '../../report/saved-report.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

export function createScheduleStore(words: WordsDatabase, guard: Guard = guardStorage): ScheduleStore<ReportRun> {
  return {
    all: () => guard(() => words.schedules.toArray()),
    get: (id) => guard(() => words.schedules.get(id)),
    put: (schedule) =>
      guard(async () => {
        await words.schedules.put(schedule);
      }),
    remove: (id) =>
      guard(() =>
        words.transaction('rw', words.schedules, words.slots, async () => {
          await words.slots.where('schedule').equals(id).delete();
          await words.schedules.delete(id);
        }),
      ),
    hasSlot: (id) => guard(async () => (await words.slots.get(id)) !== undefined),
    claim: (slot, job, seenUpTo, run) =>
      guard(() =>
        words.transaction('rw', [words.slots, words.jobs, words.schedules, words.reportRuns], async () => {
          if ((await words.slots.get(slot.id)) !== undefined) return false;
          await words.slots.add(slot);
          await words.jobs.add(job);
          if (run !== undefined) await words.reportRuns.add(run);
          await words.schedules.update(slot.schedule, { seenUpTo });
          return true;
        }),
      ),
    unsettled: () => guard(() => words.slots.filter(({ settled }) => settled !== true).toArray()),
    settle: (id) =>
      guard(async () => {
        await words.slots.update(id, { settled: true });
      }),
  };
}
