import type { JobId } from '../base/ids.ts';
import type { ReportDefinition } from './definition.ts';
import type { ReportResult } from './result.ts';

/** A definition that a person keeps, to be run again. */
export interface SavedReport {
  readonly id: string;
  readonly definition: ReportDefinition;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One run of a report: its definition as it was when it was started, and what was computed. */
export interface ReportRun {
  readonly id: string;
  /** The saved report that it is a run of. */
  readonly report: string;
  readonly jobId: JobId;
  readonly definition: ReportDefinition;
  readonly startedAt: number;
  readonly result?: ReportResult;
}

/** Where reports and their runs rest. Every change is on disk before the promise resolves. Throws `storage-full` or `storage-broken`. */
export interface ReportStore {
  report(id: string): Promise<SavedReport | undefined>;
  save(report: SavedReport): Promise<void>;
  /** Takes the report away with its runs; the answers of these stay. */
  forget(id: string): Promise<void>;
  run(id: string): Promise<ReportRun | undefined>;
  addRun(run: ReportRun): Promise<void>;
  /** Puts the result into the run and lets go of the steps on the way to it, in one transaction. */
  finish(id: string, result: ReportResult, stepPrefix: string): Promise<void>;
}
