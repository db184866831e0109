import type { AnomalySearch, Measure, ReportDefinition, Threshold } from './definition.ts';
import type { FigureBook } from './figure-book.ts';
import { formatNumber } from './format-figure.ts';
import type { Gathered } from './gather-figures.ts';
import type { HeldRow } from './partial.ts';
import { periodLabel } from './period.ts';
import type { Flag } from './result.ts';
import { FEWEST_FOR_OUTLIERS, findOutliers } from './statistics.ts';
import type { OutlierSearch } from './statistics.ts';
import { cellKey } from './tally-rows.ts';

/** More of a kind are not read one by one: the farthest ones are told, the others counted. */
const MOST_OF_A_KIND = 20;

type Found = { readonly flags: readonly Flag[]; readonly notes: readonly string[] };

/** Figures past their bounds, and values far from the others. */
export function computeFlags(definition: ReportDefinition, gathered: Gathered, book: FigureBook): Found {
  const measures = new Map(definition.measures.map((measure) => [measure.id, measure]));
  const crossed = definition.thresholds.flatMap((threshold) => crossings(definition, threshold, measures, book));
  const found = definition.anomalies.map((search) => anomalies(definition, search, measures, gathered, book));
  return {
    flags: [...crossed, ...found.flatMap(({ flags }) => flags)],
    notes: [...new Set(found.flatMap(({ notes }) => notes))],
  };
}

function crossings(
  { step = 'month' }: ReportDefinition,
  { measure: id, is, bound, each }: Threshold,
  measures: ReadonlyMap<string, Measure>,
  book: FigureBook,
): readonly Flag[] {
  const measure = measures.get(id);
  const other = 'measure' in bound ? measures.get(bound.measure) : undefined;
  if (measure === undefined) return [];
  const places: readonly (readonly [readonly string[], string?])[] =
    each === 'total'
      ? [[[]]]
      : each === 'group'
        ? book.groups.map((group) => [group] as const)
        : book.periods.map((period) => [[], period] as const);
  return places.flatMap(([group, period]): readonly Flag[] => {
    const value = book.number(measure, group, period);
    const limit = 'number' in bound ? bound.number : other && book.number(other, group, period);
    if (value === undefined || limit === undefined) return [];
    const past = is === 'above' ? value - limit : limit - value;
    if (past <= 0) return [];
    const where = [
      ...(group.length === 0 ? [] : [book.groupLabel(group)]),
      ...(period === undefined ? [] : [periodLabel(period, step)]),
    ];
    const of = other === undefined ? 'the bound of' : `${other.label} of`;
    const shown = `${measure.label}${where.length === 0 ? '' : ` of ${where.join(', ')}`}`;
    const amounts = [value, limit, past].map((amount) => formatNumber(amount, measure.unit));
    return [
      {
        kind: 'threshold',
        words: `${shown} is ${amounts[0]}, ${is} ${of} ${amounts[1]} by ${amounts[2]}.`,
        figures: [book.value(measure, group, period), other && book.value(other, group, period)].filter(
          (figure) => figure !== undefined,
        ),
        rows: [],
      },
    ];
  });
}

function anomalies(
  definition: ReportDefinition,
  search: AnomalySearch,
  measures: ReadonlyMap<string, Measure>,
  gathered: Gathered,
  book: FigureBook,
): Found {
  const measure = measures.get(search.measure);
  if (measure === undefined) return { flags: [], notes: [] };
  const smallest = definition.groups.length === 0 ? [[]] : book.groups;
  const told = smallest.flatMap((group) =>
    search.among === 'rows'
      ? farRows(measure, group, search.from, gathered, book)
      : farPeriods(definition, measure, group, search.from, book),
  );
  const sorted = told.toSorted((one, other) => Math.abs(other.score) - Math.abs(one.score));
  const more = sorted.length - MOST_OF_A_KIND;
  return {
    flags: sorted.slice(0, MOST_OF_A_KIND).map(({ flag }) => flag),
    notes: [
      `Values far from the others are found by the modified z-score of Iglewicz and Hoaglin (1993), 0.6745 × distance from the median ÷ median absolute deviation, and told from ${formatNumber(search.from)}. Fewer than ${FEWEST_FOR_OUTLIERS} values are not judged.`,
      ...(more > 0
        ? [`${formatNumber(more)} further values of ${measure.label} stand out less and are not listed.`]
        : []),
    ],
  };
}

interface Told {
  readonly score: number;
  readonly flag: Flag;
}

function farRows(
  { id, label, unit, column = label }: Measure,
  group: readonly string[],
  from: number,
  { cells }: Gathered,
  book: FigureBook,
): readonly Told[] {
  const held: readonly HeldRow[] = cells.get(cellKey({ measure: id, group }))?.held ?? [];
  const search = findOutliers(
    held.map(({ value }) => value),
    from,
  );
  return (search?.outliers ?? []).flatMap(({ at, score }): readonly Told[] => {
    const row = held[at];
    if (row === undefined || search === undefined) return [];
    const name = row.title === '' ? 'A row without a title' : `“${row.title}”`;
    const among = group.length === 0 ? 'the other rows' : `the other rows of ${book.groupLabel(group)}`;
    const words = `${name}: ${column} is ${formatNumber(row.value, unit)}, far from ${among} (${spreadWords(search, score, unit)}).`;
    return [{ score, flag: { kind: 'anomaly', words, figures: [], rows: [row] } }];
  });
}

function farPeriods(
  { step = 'month' }: ReportDefinition,
  measure: Measure,
  group: readonly string[],
  from: number,
  book: FigureBook,
): readonly Told[] {
  const series = book.periods.filter(book.isOver).flatMap((period) => {
    const value = book.hasPeriods(measure) ? book.number(measure, group, period) : undefined;
    return value === undefined ? [] : [{ period, value }];
  });
  const search = findOutliers(
    series.map(({ value }) => value),
    from,
  );
  return (search?.outliers ?? []).flatMap(({ at, score }): readonly Told[] => {
    const found = series[at];
    const figure = found && book.value(measure, group, found.period);
    if (found === undefined || search === undefined || figure === undefined) return [];
    const whose = group.length === 0 ? measure.label : `${measure.label} of ${book.groupLabel(group)}`;
    const words = `${whose} is ${formatNumber(found.value, measure.unit)} in ${periodLabel(found.period, step)}, far from the other ${step}s (${spreadWords(search, score, measure.unit)}).`;
    return [{ score, flag: { kind: 'anomaly', words, figures: [figure], rows: [] } }];
  });
}

function spreadWords({ median, spread, by }: OutlierSearch, score: number, unit: string | undefined): string {
  const deviation = by === 'median' ? 'median absolute deviation' : 'mean absolute deviation';
  const amounts = `median ${formatNumber(round(median), unit)}, ${deviation} ${formatNumber(round(spread), unit)}`;
  return `${amounts}, modified z-score ${formatNumber(Number(score.toFixed(1)))}`;
}

/** Of what was computed in binary, the digits that mean something. */
const round = (value: number): number => Number(value.toPrecision(12));
