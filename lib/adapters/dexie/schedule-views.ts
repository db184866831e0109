import type { FailureFacts } from '../../base/failure.ts';
import type { Schedule } from '../../jobs/schedule.ts';
import type { ScheduleDesk, ScheduleView } from '../../messages/schedule-desk.ts';
import { viewOf } from './view-of.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

/** Schedules as they stand in the store, each with what it came to last. */
export function createScheduleViews(
  words: WordsDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): Pick<ScheduleDesk, 'watchSchedules'> {
  const seen = async (schedule: Schedule): Promise<ScheduleView> => {
    const slots = await words.slots.where('schedule').equals(schedule.id).sortBy('startedAt');
    const slot = slots.at(-1);
    const { work } = schedule;
    const kept = work.of === 'fill' ? await words.keptFills.get(work.fill) : undefined;
    const shown = { schedule, ...(kept === undefined ? {} : { kept }) };
    if (slot === undefined) return shown;
    const job = slot.jobId === undefined ? undefined : await words.jobs.get(slot.jobId);
    const fill = slot.fillRun === undefined ? undefined : await words.fillRuns.get(slot.fillRun);
    const view = job === undefined ? undefined : await viewOf(words, job);
    return { ...shown, last: { slot, view, ...(fill === undefined ? {} : { fill }) } };
  };
  return {
    watchSchedules: (show) =>
      watchQuery(
        async () => {
          const all = await words.schedules.toArray();
          return Promise.all(all.toSorted((one, other) => one.createdAt - other.createdAt).map(seen));
        },
        show,
        onTrouble,
      ),
  };
}
