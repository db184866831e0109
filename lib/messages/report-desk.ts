import type { ConnectionId, JobId } from '../base/ids.ts';
import type { JobView } from '../jobs/job-view.ts';
import type { RawValue } from '../mirror/raw-value.ts';
import type { ReportDefinition, ReportSource } from '../report/definition.ts';
import type { ReportRun, SavedReport } from '../report/saved-report.ts';
import type { ReportRow } from '../report/row-values.ts';

type Unwatch = () => void;

/** A database that a report can be made of. */
export type SourceChoice = Omit<ReportSource, 'id' | 'date' | 'filters'> & { readonly workspace: string };

/** A row as a message carries it. */
export interface SentRow extends Omit<ReportRow, 'values'> {
  readonly values: readonly (readonly [name: string, value: RawValue])[];
}

/** A run with what its job has come to. */
export interface RunView {
  readonly run: ReportRun;
  readonly view: JobView | undefined;
}

/** What our own pages can see of reports and do about them. */
export interface ReportDesk {
  watchReports(show: (reports: readonly SavedReport[]) => void): Unwatch;
  /** Runs of one saved report, newest first. */
  watchRuns(report: string, show: (runs: readonly RunView[]) => void): Unwatch;
  /** Databases of all connected workspaces. Rejects with a Failure where Notion does not tell. */
  reportSources(): Promise<readonly SourceChoice[]>;
  /** The first rows of a database, for a preview. */
  sampleRows(connection: ConnectionId, dataSource: string): Promise<readonly ReportRow[]>;
  /** Keeps a definition, under the id of an earlier one where that is given. */
  saveReport(definition: ReportDefinition, id?: string): Promise<string>;
  forgetReport(id: string): Promise<void>;
  /** @param model `none` for the figures alone; absent means the one in the settings */
  runReport(id: string, model?: string): Promise<JobId>;
  /** Has the words of a run written anew, over the same figures. */
  writeReport(run: string, model?: string): Promise<JobId>;
}
