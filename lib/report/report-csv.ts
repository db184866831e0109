import type { ReportResult } from './result.ts';

/**
 * All figures, one a line, for a spreadsheet. A text that a spreadsheet would take for a formula gets an apostrophe in
 * front: names of groups come from pages that anybody may have written.
 */
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
  return [head, ...lines, ...flagged].map((line) => line.map(field).join(',')).join('\r\n');
}

const FORMULA = /^[=+\-@\t\r]/;

function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) && !/^[+-][\d.,]+%?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
