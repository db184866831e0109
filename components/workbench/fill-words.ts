import type { FillRun } from '../../lib/autofill/fill-run.ts';
import { dollars } from '../../lib/base/dollars.ts';
import { counted } from '../kit/amount.ts';
import { moment } from '../kit/moment.ts';

/** Where a run stands, in one line. */
export function fillState(run: FillRun, now: number): string {
  const thing = run.what === 'summaries' ? 'page' : 'row';
  const { rows, filled, nothing, failed } = run.counts;
  const read = filled + nothing + failed;
  switch (run.state) {
    case 'running':
      return rows === 0 ? `Listing the ${thing}s` : `Reading ${thing} ${Math.min(rows, read + 1)} of ${rows}`;
    case 'paused':
      return `Paused after ${read} of ${counted(rows, thing)}`;
    case 'waiting':
      if (run.batch !== undefined && run.failure === undefined)
        return `${counted(run.batch.requests, thing)} handed over to Claude; the answers come within a day`;
      return `Waiting after ${read} of ${counted(rows, thing)}${run.until === undefined ? '' : `, until ${moment(run.until, now)}`}`;
    case 'cancelled':
      return `Stopped after ${read} of ${counted(rows, thing)}`;
    case 'done':
      return `${counted(rows, thing)} read`;
  }
}

/** What came of it, and what it cost. */
export function fillOutcome({ counts, by, costUsd, what }: FillRun): string {
  const isSummary = what === 'summaries';
  const parts = [
    isSummary
      ? `${counted(counts.filled, 'page')} summarized`
      : `${counted(counts.filled, 'row')} with proposed values`,
    ...(counts.nothing === 0
      ? []
      : [`${counts.nothing} ${isSummary ? 'with a summary already' : 'with nothing to propose'}`]),
    ...(counts.failed === 0 ? [] : [`${counts.failed} that could not be read`]),
  ];
  const cost = by === 'rules' ? 'No model used' : costUsd === undefined ? 'Price not known' : dollars(costUsd);
  return `${parts.join(', ')}. ${cost}.`;
}
