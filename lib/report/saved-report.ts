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
