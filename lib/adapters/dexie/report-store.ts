import type { ReportStore } from '../../jobs/report-store.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

export function createReportStore(words: WordsDatabase, guard: Guard = guardStorage): ReportStore {
  return {
    report: (id) => guard(() => words.reports.get(id)),
    save: (report) =>
      guard(async () => {
        await words.reports.put(report);
      }),
    forget: (id) =>
      guard(() =>
        words.transaction('rw', words.reports, words.reportRuns, async () => {
          await words.reportRuns.where('report').equals(id).delete();
          await words.reports.delete(id);
        }),
      ),
    run: (id) => guard(() => words.reportRuns.get(id)),
    putRun: (run, job) =>
      guard(() =>
        words.transaction('rw', words.reportRuns, words.jobs, async () => {
          await words.jobs.add(job);
          await words.reportRuns.put(run);
        }),
      ),
    finish: (id, result, stepPrefix) =>
      guard(() =>
        words.transaction('rw', words.reportRuns, words.steps, async () => {
          await words.reportRuns.update(id, { result });
          await words.steps.where('key').startsWith(stepPrefix).delete();
        }),
      ),
  };
}
