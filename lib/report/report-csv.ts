import { csvOf } from '../text/csv.ts';
import type { ReportResult } from './result.ts';

/** All figures, one a line, for a spreadsheet. */
export function reportCsv({ figures, flags }: Pick<ReportResult, 'figures' | 'flags'>): string {
  const head = ['id', 'figure', 'kind', 'group', 'period', 'value', 'unit', 'shown', 'rows'];
  const lines = figures.map(({ id, label, kind, group, period, value, unit, text, rows }) => [
    id,
    label,
    kind,
    group.join(' · '),
    period ?? '',
    value,
    unit ?? '',
    text,
    rows,
  ]);
  const flagged = flags.map(({ kind, words }) => ['', words, kind, '', '', '', '', '', '']);
  return csvOf([head, ...lines, ...flagged]);
}
