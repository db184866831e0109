import { computeFlags } from './compute-flags.ts';
import { createFigureBook } from './figure-book.ts';
import type { FigureBook } from './figure-book.ts';
import type { Gathered } from './gather-figures.ts';
import { keepLargest } from './keep-largest.ts';
import type { Measure, ReportDefinition } from './definition.ts';
import type { ChartData, ReportResult, ReportTable, TableRow } from './result.ts';
import { reportNotes } from './report-notes.ts';
import { periodLabel } from './period.ts';

/** A table across more periods is not read: the latest ones are shown, all of them are in the table of periods. */
const MOST_ACROSS = 12;
/** Lines that can be told apart in one drawing. */
const MOST_LINES = 5;

/**
 * Figures, tables, charts and flags from everything that was gathered.
 * @param today ISO day: a period that has not ended is shown and compared with nothing
 */
export function computeReport(definition: ReportDefinition, all: Gathered, today: string): ReportResult {
  const { gathered, merged } = keepLargest(definition, all);
  const book = createFigureBook(definition, gathered, today);
  const tables = [
    totalsTable(definition, book),
    ...(definition.groups.length === 0 ? [] : [groupsTable(definition, book)]),
    ...(book.periods.length === 0 ? [] : [periodsTable(definition, book)]),
    ...(book.periods.length === 0 || definition.groups.length === 0 ? [] : acrossTables(definition, book)),
  ];
  const charts = chartsOf(definition, book);
  const { flags, notes } = computeFlags(definition, gathered, book);
  return {
    title: definition.title,
    day: today,
    figures: book.figures(),
    tables,
    charts,
    flags,
    notes: [...reportNotes(definition, all, merged, book), ...notes],
    sources: definition.sources.map(({ id, title }) => ({ title, rows: all.read.get(id) ?? 0 })),
  };
}

function totalsTable({ measures }: ReportDefinition, book: FigureBook): ReportTable {
  const has = (kind: 'change' | 'trend'): boolean =>
    book.periods.length > 0 && measures.some(({ also }) => also.includes(kind));
  const columns = ['All rows', 'Value', ...(has('change') ? ['Change'] : []), ...(has('trend') ? ['Trend'] : [])];
  return {
    title: 'Totals',
    columns,
    rows: measures.map((measure) => ({
      label: measure.label,
      cells: [
        book.value(measure, []),
        ...(has('change') ? [book.derived('change', measure, [])] : []),
        ...(has('trend') ? [book.derived('trend', measure, [])] : []),
      ],
      rows: book.rowsOf(measure, []),
    })),
  };
}

function groupsTable({ measures, groups }: ReportDefinition, book: FigureBook): ReportTable {
  const columns = measures.flatMap((measure) => [
    { measure, kind: 'value' as const, name: measure.label },
    ...measure.also
      .filter((kind) => kind === 'share' || book.periods.length > 0)
      .map((kind) => ({ measure, kind, name: `${measure.label}, ${kind}` })),
  ]);
  return {
    title: `By ${groups.map(({ column }) => column).join(' and ')}`,
    columns: [groups.map(({ column }) => column).join(' · '), ...columns.map(({ name }) => name)],
    rows: book.groups.map((group) => ({
      label: book.groupLabel(group),
      cells: columns.map(({ measure, kind }) =>
        kind === 'value' ? book.value(measure, group) : book.derived(kind, measure, group),
      ),
      rows: rowsAcross(measures, book, group),
    })),
  };
}

/** Rows of one database at most are meant by each measure: a line stands for the rows of all its databases. */
function rowsAcross(measures: readonly Measure[], book: FigureBook, group: readonly string[], period?: string): number {
  const bySource = new Map(measures.map((measure) => [measure.source, book.rowsOf(measure, group, period)]));
  return [...bySource.values()].reduce((sum, rows) => sum + rows, 0);
}

function periodsTable({ measures, step = 'month' }: ReportDefinition, book: FigureBook): ReportTable {
  const dated = measures.filter((measure) => book.hasPeriods(measure));
  return {
    title: `By ${step}`,
    columns: [capital(step), ...dated.map(({ label }) => label)],
    rows: book.periods.map((period) => ({
      label: `${periodLabel(period, step)}${book.isOver(period) ? '' : ' (so far)'}`,
      cells: dated.map((measure) => book.value(measure, [], period)),
      rows: rowsAcross(dated, book, [], period),
    })),
  };
}

function acrossTables(
  { measures, groups, step = 'month' }: ReportDefinition,
  book: FigureBook,
): readonly ReportTable[] {
  const periods = book.periods.slice(-MOST_ACROSS);
  const measure = measures.find((one) => book.hasPeriods(one));
  if (measure === undefined) return [];
  const rows = book.groups.map((group): TableRow => ({
    label: book.groupLabel(group),
    cells: periods.map((period) => book.value(measure, group, period)),
    rows: periods.reduce((sum, period) => sum + book.rowsOf(measure, group, period), 0),
  }));
  const columns = [groups.map(({ column }) => column).join(' · '), ...periods.map((one) => periodLabel(one, step))];
  return [{ title: `${measure.label} by ${step}`, columns, rows }];
}

function chartsOf({ measures, step = 'month' }: ReportDefinition, book: FigureBook): readonly ChartData[] {
  return measures.flatMap((measure): readonly ChartData[] => {
    const bars = book.groups.flatMap((group) => pointOf(book.groupLabel(group), book.value(measure, group)));
    const line = (group: readonly string[]) =>
      book.periods.flatMap((period) => pointOf(periodLabel(period, step), book.value(measure, group, period)));
    const lines = book.groups.length > 0 && book.groups.length <= MOST_LINES ? book.groups : [[]];
    return [
      ...(bars.length > 1
        ? [{ title: measure.label, form: 'bars' as const, series: [{ label: measure.label, points: bars }] }]
        : []),
      ...(book.hasPeriods(measure) && book.periods.length > 1
        ? [
            {
              title: `${measure.label} by ${step}`,
              form: 'line' as const,
              series: lines.map((group) => ({
                label: group.length === 0 ? measure.label : book.groupLabel(group),
                points: line(group),
              })),
            },
          ]
        : []),
    ];
  });
}

const pointOf = <Id>(label: string, figure: Id | undefined): readonly { label: string; figure: Id }[] =>
  figure === undefined ? [] : [{ label, figure }];

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
