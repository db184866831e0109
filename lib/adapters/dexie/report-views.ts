import type { FailureFacts } from '../../base/failure.ts';
import type { ReportDesk, RunView } from '../../messages/report-desk.ts';
import type { ReportRun } from '../../report/saved-report.ts';
import { viewOf } from './view-of.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

/** Runs further back are kept and not listed. */
const MOST_RUNS = 30;

/** Reports and their runs as they stand in the store. */
export function createReportViews(
  words: WordsDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): Pick<ReportDesk, 'watchReports' | 'watchRuns'> {
  const seen = async (run: ReportRun): Promise<RunView> => {
    const job = await words.jobs.get(run.jobId);
    return { run, view: job === undefined ? undefined : await viewOf(words, job) };
  };
  return {
    watchReports: (show) => watchQuery(() => words.reports.orderBy('updatedAt').reverse().toArray(), show, onTrouble),
    watchRuns: (report, show) =>
      watchQuery(
        async () => {
          const runs = await words.reportRuns.where('report').equals(report).sortBy('startedAt');
          return Promise.all(runs.toReversed().slice(0, MOST_RUNS).map(seen));
        },
        show,
        onTrouble,
      ),
  };
}
