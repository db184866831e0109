import type { ReportDefinition } from './definition.ts';
import type { FigureBook } from './figure-book.ts';
import { formatNumber } from './format-figure.ts';
import type { Gathered } from './gather-figures.ts';
import { THE_REST } from './keep-largest.ts';
import type { LeftOut } from './partial.ts';
import { measuresOf } from './plan-report.ts';

/** What a person has to know to trust the figures: which rows are not in them, and how they were computed. */
export function reportNotes(
  definition: ReportDefinition,
  { left }: Gathered,
  merged: number,
  book: FigureBook,
): readonly string[] {
  const out = definition.sources.flatMap((source) =>
    [...(left.get(source.id) ?? [])].map(([why, rows]) => {
      const numbers = measuresOf(definition, source.id).flatMap(({ column }) => column ?? []);
      return `${source.title}: ${leftWords(why, rows, [...new Set(numbers)])}`;
    }),
  );
  const open = book.periods.filter((period) => !book.isOver(period)).length;
  return [
    ...out,
    ...(merged === 0 ? [] : [`The ${formatNumber(merged)} smallest groups are shown together as “${THE_REST}”.`]),
    ...(open === 0 ? [] : ['What is not over yet is shown as it is so far, and is not compared.']),
  ];
}

function leftWords(why: LeftOut, count: number, numbers: readonly string[]): string {
  const rows = count === 1 ? '1 row' : `${formatNumber(count)} rows`;
  const cells = count === 1 ? '1 cell' : `${formatNumber(count)} cells`;
  const column = numbers.length === 1 ? ` of “${numbers[0]}”` : '';
  switch (why) {
    case 'filtered':
      return `${rows} left out by the conditions.`;
    case 'no-date':
      return `${rows} without a date left out of the periods; the totals hold them.`;
    case 'no-number':
      return `${cells}${column} empty and left out.`;
    case 'not-a-number':
      return `${cells}${column} left out for holding something that is no number.`;
    case 'no-match':
      return `${rows} left out for leading to no row of the database that divides the figures.`;
    case 'several-groups':
      return count === 1
        ? '1 row belongs to more than one group and counts in each; totals count it once.'
        : `${rows} belong to more than one group and count in each; totals count them once.`;
    case 'cut':
      return 'Notion has more rows than it gives; the figures are those of the rows that it gave.';
  }
}
