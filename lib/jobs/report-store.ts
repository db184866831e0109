import type { ReportResult } from '../report/result.ts';
import type { ReportRun, SavedReport } from '../report/saved-report.ts';
import type { Job } from './job.ts';

/** Where reports and their runs rest. Every change is on disk before the promise resolves. Throws `storage-full` or `storage-broken`. */
export interface ReportStore {
  report(id: string): Promise<SavedReport | undefined>;
  save(report: SavedReport): Promise<void>;
  /** Takes the report away with its runs; the answers of these stay. */
  forget(id: string): Promise<void>;
  run(id: string): Promise<ReportRun | undefined>;
  /** Stores a run with the job that works on it, in one transaction; an earlier job of the same run is let go of. */
  putRun(run: ReportRun, job: Job): Promise<void>;
  /** Puts the result into the run and lets go of the steps on the way to it, in one transaction. */
  finish(id: string, result: ReportResult, stepPrefix: string): Promise<void>;
}
