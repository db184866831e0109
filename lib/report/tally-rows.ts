import { add, numberOf, writeDecimal, ZERO } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import type { Measure, ReportDefinition, ReportSource } from './definition.ts';
import { passes } from './filter-rows.ts';
import type { Cell, HeldRow, JoinEntry, LeftOut, PartialFigures } from './partial.ts';
import { periodOf } from './period.ts';
import { measuresOf } from './plan-report.ts';
import { cellDay, cellNumber, cellValues, joinKeys } from './row-values.ts';
import type { ReportRow } from './row-values.ts';

/** Where rows of one join's target are found: for each key the values of every group, as far as they are reached. */
export type JoinIndex = ReadonlyMap<string, readonly (readonly string[] | null)[]>;

/** A title is kept to name a row, not to read it. */
const LONGEST_TITLE = 120;

interface Growing {
  readonly measure: string;
  readonly group: readonly string[];
  readonly period?: string;
  rows: number;
  numbers: number;
  sum: Decimal;
  min?: number;
  max?: number;
  readonly values?: number[];
  readonly held?: HeldRow[];
}

/**
 * Counts rows of one database once.
 * @param indexes of the joins by their place in the definition; whatever this database leads to has been read
 */
export function tallyRows(
  definition: ReportDefinition,
  source: ReportSource,
  rows: readonly ReportRow[],
  indexes: ReadonlyMap<number, JoinIndex>,
): PartialFigures {
  const measures = measuresOf(definition, source.id);
  const cells = new Map<string, Growing>();
  const left: { [Why in LeftOut]?: number } = {};
  const leave = (why: LeftOut): void => void (left[why] = (left[why] ?? 0) + 1);
  const entries = definition.joins.flatMap(({ to }, at) =>
    to.source === source.id ? [[at, to.by, [] as JoinEntry[]] as const] : [],
  );
  for (const row of rows) {
    if (!passes(row, source.filters, definition.zone)) {
      leave('filtered');
      continue;
    }
    const values = groupValues(definition, source, row, indexes);
    for (const [, by, list] of entries) for (const key of joinKeys(row, by)) list.push([key, values]);
    if (measures.length === 0) continue;
    const tuples = combinations(values);
    if (tuples === undefined) {
      leave('no-match');
      continue;
    }
    if (tuples.length > 1) leave('several-groups');
    const day = source.date === undefined ? undefined : cellDay(row, source.date, definition.zone);
    if (definition.step !== undefined && source.date !== undefined && day === undefined) leave('no-date');
    const period = definition.step === undefined || day === undefined ? undefined : periodOf(day, definition.step);
    count(definition, measures, { row, tuples, ...(period === undefined ? {} : { period }) }, cells, leave);
  }
  return {
    source: source.id,
    read: rows.length,
    left,
    cells: [...cells.values()].map(finished),
    entries: entries.map(([at, , list]) => [at, list]),
  };
}

/** For each group the values that a row leads to; `null` where it leads to no row that has some. */
function groupValues(
  { groups, joins }: ReportDefinition,
  source: ReportSource,
  row: ReportRow,
  indexes: ReadonlyMap<number, JoinIndex>,
): readonly (readonly string[] | null)[] {
  const found = groups.map((group): Set<string> | null =>
    group.source === source.id ? new Set(orNone(cellValues(row, group.column))) : null,
  );
  for (const [at, { from }] of joins.entries()) {
    if (from.source !== source.id) continue;
    for (const key of joinKeys(row, from.by)) {
      for (const [place, values] of (indexes.get(at)?.get(key) ?? []).entries()) {
        if (values === null || groups[place]?.source === source.id) continue;
        found[place] = new Set([...(found[place] ?? []), ...values]);
      }
    }
  }
  return found.map((values) => (values === null ? null : [...values]));
}

/** An empty cell is a group of its own, so that what nobody has sorted in is seen. */
export const NO_VALUE = '';
const orNone = (values: readonly string[]): readonly string[] => (values.length === 0 ? [NO_VALUE] : values);

/** Every combination of the values of all groups; `undefined` where one of them is not reached. */
function combinations(values: readonly (readonly string[] | null)[]): readonly (readonly string[])[] | undefined {
  let tuples: readonly (readonly string[])[] = [[]];
  for (const list of values) {
    if (list === null) return undefined;
    tuples = tuples.flatMap((tuple) => list.map((value) => [...tuple, value]));
  }
  return tuples;
}

interface Counted {
  readonly row: ReportRow;
  readonly tuples: readonly (readonly string[])[];
  readonly period?: string;
}

function count(
  definition: ReportDefinition,
  measures: readonly Measure[],
  { row, tuples, period }: Counted,
  cells: Map<string, Growing>,
  leave: (why: LeftOut) => void,
): void {
  const groups = definition.groups.length === 0 ? [[]] : [[], ...tuples];
  for (const measure of measures) {
    const value = measure.column === undefined ? undefined : cellNumber(row, measure.column);
    if (value === 'empty') leave('no-number');
    if (value === 'other') leave('not-a-number');
    const number = typeof value === 'string' ? undefined : value;
    for (const group of groups) {
      const isSmallest = definition.groups.length === 0 || group.length > 0;
      grow(cellOf(cells, definition, measure, group, undefined, isSmallest), row, number);
      if (period !== undefined) grow(cellOf(cells, definition, measure, group, period, false), row, number);
    }
  }
}

function cellOf(
  cells: Map<string, Growing>,
  { anomalies }: ReportDefinition,
  { id, of }: Measure,
  group: readonly string[],
  period: string | undefined,
  isSmallest: boolean,
): Growing {
  const key = cellKey({ measure: id, group, ...(period === undefined ? {} : { period }) });
  const known = cells.get(key);
  if (known !== undefined) return known;
  const holds = isSmallest && anomalies.some(({ measure, among }) => measure === id && among === 'rows');
  const made: Growing = {
    measure: id,
    group,
    ...(period === undefined ? {} : { period }),
    rows: 0,
    numbers: 0,
    sum: ZERO,
    ...(of === 'median' ? { values: [] } : {}),
    ...(holds ? { held: [] } : {}),
  };
  cells.set(key, made);
  return made;
}

function grow(cell: Growing, row: ReportRow, value: Decimal | undefined): void {
  cell.rows += 1;
  if (value === undefined) return;
  const number = numberOf(value);
  cell.numbers += 1;
  cell.sum = add(cell.sum, value);
  cell.min = Math.min(cell.min ?? number, number);
  cell.max = Math.max(cell.max ?? number, number);
  cell.values?.push(number);
  cell.held?.push({ id: row.id, title: row.title.slice(0, LONGEST_TITLE), url: row.url, value: number });
}

const finished = ({ sum, ...cell }: Growing): Cell => ({ ...cell, sum: writeDecimal(sum) });

/** Equal for cells of the same measure, group and period. */
export const cellKey = ({ measure, group, period }: Pick<Cell, 'measure' | 'group' | 'period'>): string =>
  JSON.stringify([measure, group, period ?? null]);
