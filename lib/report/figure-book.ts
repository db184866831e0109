import { numberOf } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import type { Derived, Measure, PeriodStep, ReportDefinition } from './definition.ts';
import { formatChange, formatNumber } from './format-figure.ts';
import type { Gathered } from './gather-figures.ts';
import { measureCell, measuredNumber } from './measure-cell.ts';
import type { Cell } from './partial.ts';
import { nextPeriod, periodLabel, periodsFrom } from './period.ts';
import type { Figure, FigureId } from './result.ts';
import { leastSquares, theilSen } from './statistics.ts';
import { cellKey, NO_VALUE } from './tally-rows.ts';

type GroupValues = readonly string[];

/** The figures of one report. Each is computed when it is first asked for, and has its id from then on. */
export interface FigureBook {
  readonly groups: readonly GroupValues[];
  readonly periods: readonly string[];
  groupLabel(group: GroupValues): string;
  isOver(period: string): boolean;
  hasPeriods(measure: Measure): boolean;
  value(measure: Measure, group: GroupValues, period?: string): FigureId | undefined;
  derived(kind: Derived, measure: Measure, group: GroupValues): FigureId | undefined;
  rowsOf(measure: Measure, group: GroupValues, period?: string): number;
  /** The number itself, without making a figure of it. */
  number(measure: Measure, group: GroupValues, period?: string): number | undefined;
  figures(): readonly Figure[];
}

/** @param today ISO day */
export function createFigureBook(definition: ReportDefinition, { cells }: Gathered, today: string): FigureBook {
  const { measures, step, groups: columns, trend } = definition;
  const made = new Map<string, Figure | undefined>();
  let count = 0;
  const groups = orderedGroups(measures, [...cells.values()]);
  const periods = step === undefined ? [] : allPeriods([...cells.values()], step);
  const over = (period: string): boolean => step !== undefined && nextPeriod(period, step) <= today;
  const ended = periods.filter(over);
  const dated = new Set(definition.sources.filter(({ date }) => date !== undefined).map(({ id }) => id));

  const cellAt = (measure: Measure, group: GroupValues, period?: string): Cell | undefined =>
    cells.get(cellKey({ measure: measure.id, group, ...(period === undefined ? {} : { period }) }));

  const groupLabel = (group: GroupValues): string =>
    group.map((value, at) => (value === NO_VALUE ? `No ${columns[at]?.column ?? 'value'}` : value)).join(' · ');

  const labelOf = (measure: Measure, group: GroupValues, when?: string): string =>
    [measure.label, ...(group.length === 0 ? [] : [groupLabel(group)]), ...(when === undefined ? [] : [when])].join(
      ', ',
    );

  const keep = (key: string, make: () => Omit<Figure, 'id'> | undefined): FigureId | undefined => {
    if (!made.has(key)) {
      const figure = make();
      if (figure !== undefined) count += 1;
      made.set(key, figure === undefined ? undefined : { id: `F${count}`, ...figure });
    }
    return made.get(key)?.id;
  };

  const figureOf = (
    {
      measure,
      group,
      kind,
      ...about
    }: { measure: Measure; group: GroupValues; kind: Figure['kind'] } & Pick<Figure, 'label' | 'text' | 'rows'> & {
        period?: string;
        unit?: string | undefined;
      },
    value: number,
  ): Omit<Figure, 'id'> => {
    const { unit, ...rest } = about;
    return { ...rest, kind, measure: measure.id, group, value, ...(unit === undefined ? {} : { unit }) };
  };

  const value = (measure: Measure, group: GroupValues, period?: string): FigureId | undefined =>
    keep(`value ${cellKey({ measure: measure.id, group, ...(period && { period }) })}`, () => {
      const cell = cellAt(measure, group, period);
      const found: Decimal | undefined = measureCell(measure, cell);
      if (found === undefined || (period !== undefined && !dated.has(measure.source))) return undefined;
      const when = period === undefined || step === undefined ? undefined : periodLabel(period, step);
      const text = formatNumber(found, measure.unit);
      const about = { label: labelOf(measure, group, when), text, rows: cell?.rows ?? 0, unit: measure.unit };
      return figureOf({ measure, group, kind: 'value', ...about, ...(period && { period }) }, numberOf(found));
    });

  const share = (measure: Measure, group: GroupValues): Omit<Figure, 'id'> | undefined => {
    const whole = measuredNumber(measure, cellAt(measure, []));
    const part = measuredNumber(measure, cellAt(measure, group));
    if (measure.of !== 'sum' && measure.of !== 'count') return undefined;
    if (whole === undefined || part === undefined || whole === 0) return undefined;
    const percent = (part / whole) * 100;
    const text = formatNumber(round(percent, 1), '%');
    const rows = cellAt(measure, group)?.rows ?? 0;
    return figureOf(
      { measure, group, kind: 'share', label: `${labelOf(measure, group)}, share of all`, text, rows, unit: '%' },
      percent,
    );
  };

  const change = (measure: Measure, group: GroupValues): Omit<Figure, 'id'> | undefined => {
    const [before, latest] = ended.slice(-2);
    if (before === undefined || latest === undefined || step === undefined) return undefined;
    const from = measuredNumber(measure, cellAt(measure, group, before));
    const to = measuredNumber(measure, cellAt(measure, group, latest));
    if (from === undefined || to === undefined || from === 0) return undefined;
    const percent = ((to - from) / Math.abs(from)) * 100;
    const label = `${labelOf(measure, group)}, change from ${periodLabel(before, step)} to ${periodLabel(latest, step)}`;
    const rows = (cellAt(measure, group, before)?.rows ?? 0) + (cellAt(measure, group, latest)?.rows ?? 0);
    const text = formatChange(round(percent, 1), '%');
    return figureOf({ measure, group, kind: 'change', label, text, rows, unit: '%', period: latest }, percent);
  };

  const trendOf = (measure: Measure, group: GroupValues): Omit<Figure, 'id'> | undefined => {
    const series = ended.flatMap((period) => measuredNumber(measure, cellAt(measure, group, period)) ?? []);
    const line = trend === 'theil-sen' ? theilSen(series) : leastSquares(series);
    if (line === undefined || step === undefined) return undefined;
    const fit = line.fit === undefined ? '' : `, fit ${formatNumber(round(line.fit * 100, 0), '%')}`;
    const method = trend === 'theil-sen' ? 'Theil–Sen' : 'least squares';
    const label = `${labelOf(measure, group)}, trend over ${series.length} ${step}s (${method}${fit})`;
    const rows = ended.reduce((sum, period) => sum + (cellAt(measure, group, period)?.rows ?? 0), 0);
    const slope = roundSignificant(line.slope);
    const text = `${formatChange(slope, measure.unit)} a ${step}`;
    return figureOf({ measure, group, kind: 'trend', label, text, rows, unit: measure.unit }, slope);
  };

  const derived = { share, change, trend: trendOf };

  return {
    groups,
    periods,
    groupLabel,
    isOver: over,
    hasPeriods: ({ source }) => step !== undefined && dated.has(source),
    value,
    derived: (kind, measure, group) => {
      if (!measure.also.includes(kind) || (kind !== 'share' && !dated.has(measure.source))) return undefined;
      return keep(`${kind} ${cellKey({ measure: measure.id, group })}`, () => derived[kind](measure, group));
    },
    rowsOf: (measure, group, period) => cellAt(measure, group, period)?.rows ?? 0,
    number: (measure, group, period) => measuredNumber(measure, cellAt(measure, group, period)),
    figures: () => [...made.values()].filter((figure) => figure !== undefined),
  };
}

const round = (value: number, places: number): number => Number(value.toFixed(places));

/** Digits past the sixth are noise of the computation. */
const roundSignificant = (value: number): number => Number(value.toPrecision(6));

/** The largest first by the first measure, as far as it tells; equal ones by name, so that the order is always the same. */
function orderedGroups(measures: readonly Measure[], cells: readonly Cell[]): readonly GroupValues[] {
  const found = new Map(cells.flatMap(({ group }) => (group.length === 0 ? [] : [[JSON.stringify(group), group]])));
  const [first] = measures;
  const sizes = new Map<string, number>();
  for (const cell of cells) {
    if (cell.period !== undefined || cell.measure !== first?.id) continue;
    sizes.set(JSON.stringify(cell.group), measuredNumber(first, cell) ?? Number.NEGATIVE_INFINITY);
  }
  const size = (key: string): number => sizes.get(key) ?? Number.NEGATIVE_INFINITY;
  return [...found]
    .toSorted(([one], [other]) => (size(other) === size(one) ? (one < other ? -1 : 1) : size(other) - size(one)))
    .map(([, group]) => group);
}

function allPeriods(cells: readonly Cell[], step: PeriodStep): readonly string[] {
  const found = cells.flatMap(({ period }) => period ?? []).toSorted();
  const [first] = found;
  const last = found.at(-1);
  return first === undefined || last === undefined ? [] : periodsFrom(first, last, step);
}
