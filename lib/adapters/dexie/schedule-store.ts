import type { Begun, ScheduleStore } from '../../jobs/schedule-store.ts';
import type { FillRun } from '../../autofill/fill-run.ts';
import type { ReportRun } from '../../report/saved-report.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

export function createScheduleStore(
  words: WordsDatabase,
  guard: Guard = guardStorage,
): ScheduleStore<ReportRun, FillRun> {
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
    claim: (slot, seenUpTo, begun) =>
      guard(() =>
        words.transaction('rw', [words.slots, words.schedules, ...tablesOf(words, begun)], async () => {
          if ((await words.slots.get(slot.id)) !== undefined) return false;
          await words.slots.add(slot);
          await storeBegun(words, begun);
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

const tablesOf = (words: WordsDatabase, begun: Begun<ReportRun, FillRun>) =>
  'fill' in begun ? [words.fillRuns] : [words.jobs, words.reportRuns];

async function storeBegun(words: WordsDatabase, begun: Begun<ReportRun, FillRun>): Promise<void> {
  if ('fill' in begun) {
    await words.fillRuns.add(begun.fill);
    return;
  }
  await words.jobs.add(begun.job);
  if (begun.run !== undefined) await words.reportRuns.add(begun.run);
}
