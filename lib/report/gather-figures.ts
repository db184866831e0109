import { add, readDecimal, writeDecimal, ZERO } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import type { Cell, LeftOut, PartialFigures } from './partial.ts';
import { cellKey } from './tally-rows.ts';
import type { JoinIndex } from './tally-rows.ts';

/** What all partials so far come to. */
export interface Gathered {
  readonly cells: ReadonlyMap<string, Cell>;
  /** Rows read, by database. */
  readonly read: ReadonlyMap<string, number>;
  readonly left: ReadonlyMap<string, ReadonlyMap<LeftOut, number>>;
}

/** Takes partials in, whatever their order, and holds what later rows and the figures need of them. */
export interface Gatherer {
  take(partial: PartialFigures): void;
  readonly indexes: ReadonlyMap<number, JoinIndex>;
  readonly gathered: Gathered;
}

interface Sum extends Omit<Cell, 'sum' | 'values' | 'held'> {
  readonly sum: Decimal;
  readonly values?: number[];
  readonly held?: Cell['held'] & unknown[];
}

export function createGatherer(): Gatherer {
  const sums = new Map<string, Sum>();
  const read = new Map<string, number>();
  const left = new Map<string, Map<LeftOut, number>>();
  const indexes = new Map<number, Map<string, readonly (readonly string[] | null)[]>>();
  return {
    indexes,
    take(partial) {
      read.set(partial.source, (read.get(partial.source) ?? 0) + partial.read);
      const reasons = left.get(partial.source) ?? new Map<LeftOut, number>();
      left.set(partial.source, reasons);
      for (const [why, rows] of leftOf(partial)) reasons.set(why, (reasons.get(why) ?? 0) + rows);
      for (const cell of partial.cells) takeCell(sums, cell);
      for (const [join, entries] of partial.entries) {
        const index = indexes.get(join) ?? new Map<string, readonly (readonly string[] | null)[]>();
        indexes.set(join, index);
        for (const [key, values] of entries) index.set(key, both(index.get(key), values));
      }
    },
    get gathered() {
      const cells = [...sums].map(([key, { sum, ...cell }]) => [key, { ...cell, sum: writeDecimal(sum) }] as const);
      return { cells: new Map(cells), read, left };
    },
  };
}

const leftOf = ({ left }: PartialFigures): readonly (readonly [LeftOut, number])[] =>
  LEFT_OUT.flatMap((why) => (left[why] === undefined ? [] : [[why, left[why]] as const]));

const LEFT_OUT: readonly LeftOut[] = [
  'filtered',
  'no-date',
  'no-number',
  'not-a-number',
  'no-match',
  'several-groups',
  'cut',
];

function takeCell(sums: Map<string, Sum>, { sum, values, held, ...cell }: Cell): void {
  const key = cellKey(cell);
  const before = sums.get(key);
  const amount = readDecimal(sum) ?? ZERO;
  if (before === undefined) {
    sums.set(key, { ...cell, sum: amount, ...(values && { values: [...values] }), ...(held && { held: [...held] }) });
    return;
  }
  for (const value of values ?? []) before.values?.push(value);
  for (const row of held ?? []) before.held?.push(row);
  const min = least(Math.min, before.min, cell.min);
  const max = least(Math.max, before.max, cell.max);
  sums.set(key, {
    ...before,
    rows: before.rows + cell.rows,
    numbers: before.numbers + cell.numbers,
    sum: add(before.sum, amount),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  });
}

function least(
  choose: (...values: number[]) => number,
  ...values: readonly (number | undefined)[]
): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : choose(...known);
}

/** Several rows with the same key: whoever finds them leads to the groups of all. */
function both(
  one: readonly (readonly string[] | null)[] | undefined,
  other: readonly (readonly string[] | null)[],
): readonly (readonly string[] | null)[] {
  if (one === undefined) return other;
  return other.map((values, at) => {
    const before = one[at] ?? null;
    if (before === null || values === null) return before ?? values;
    return [...new Set([...before, ...values])];
  });
}
