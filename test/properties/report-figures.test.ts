import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  decimalOf,
  divide,
  numberOf,
  readDecimal,
  roundTo,
  writeDecimal,
  ZERO,
} from '../../lib/report/decimal.ts';
import type { Measure, MeasureKind } from '../../lib/report/definition.ts';
import { periodOf, periodsFrom } from '../../lib/report/period.ts';
import { findOutliers, leastSquares, median, theilSen } from '../../lib/report/statistics.ts';
import { aReport, aRow, aSource, day, number, option, runReport } from '../fixtures/report-rows.ts';

const KINDS: readonly MeasureKind[] = ['count', 'sum', 'mean', 'median', 'min', 'max'];
const source = aSource('a', { Amount: 'number', Team: 'select', Date: 'date' }, { date: 'Date' });
const measures = KINDS.map((of): Measure => ({ id: of, label: of, source: 'a', of, column: 'Amount', also: [] }));

const cents = fc.integer({ min: -1_000_000, max: 1_000_000 });
const row = fc.record({
  cents: fc.option(cents),
  team: fc.constantFrom('A', 'B', 'C'),
  month: fc.integer({ min: 1, max: 12 }),
});

/** The same figures, reckoned the plain way: whole cents, sorted lists. */
function plainly(values: readonly number[], rows: number): Record<MeasureKind, number | undefined> {
  const sorted = values.toSorted((one, other) => one - other);
  const total = sorted.reduce((sum, value) => sum + value, 0);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0;
  const none = sorted.length === 0;
  return {
    count: rows,
    sum: total / 100,
    mean: none ? undefined : total / 100 / sorted.length,
    median: none ? undefined : (low + high) / 200,
    min: none ? undefined : (sorted[0] ?? 0) / 100,
    max: none ? undefined : (sorted.at(-1) ?? 0) / 100,
  };
}

const isNear = (one: number | undefined, other: number | undefined): boolean =>
  one === undefined || other === undefined
    ? one === other
    : Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));

describe('figures of a report', () => {
  it('equal those reckoned the plain way, however the rows arrive', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (rows, size) => {
        const result = runReport(
          aReport({ sources: [source], groups: [{ source: 'a', column: 'Team' }], step: 'month', measures }),
          {
            a: rows.map(({ cents: amount, team, month }, at) =>
              aRow(at, {
                ...(amount === null ? {} : { Amount: number(amount / 100) }),
                Team: option(team),
                Date: day(`2026-${String(month).padStart(2, '0')}-10`),
              }),
            ),
          },
          '2027-01-01',
          size,
        );
        const wrong: string[] = [];
        for (const team of [undefined, 'A', 'B', 'C']) {
          for (const month of [undefined, 3]) {
            const mine = rows.filter(
              (one) => (team === undefined || one.team === team) && (month === undefined || one.month === month),
            );
            if (mine.length === 0) continue;
            const wanted = plainly(
              mine.flatMap((one) => one.cents ?? []),
              mine.length,
            );
            const period = month === undefined ? undefined : '2026-03-01';
            for (const kind of KINDS) {
              const found = result.figures.find(
                (one) =>
                  one.measure === kind &&
                  one.kind === 'value' &&
                  one.period === period &&
                  one.group.join() === (team ?? ''),
              );
              // A table across groups and periods shows the first measure alone.
              if (team !== undefined && month !== undefined && kind !== 'count') continue;
              if (!isNear(found?.value, wanted[kind])) wrong.push(`${kind} ${team} ${month}`);
            }
          }
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('decimals', () => {
  const decimal = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => Math.abs(value) < 1e40);

  it('are the numbers that were written', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        expect(numberOf(decimalOf(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('come to the same sum in any order', () => {
    fc.assert(
      fc.property(fc.array(decimal), (values) => {
        const sum = (list: readonly number[]): string => writeDecimal(list.map(decimalOf).reduce(add, ZERO));
        expect(sum(values.toReversed())).toBe(sum(values));
      }),
    );
  });

  it('are rounded half away from zero', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 999 }), (amount, by) => {
        const exact = readDecimal(`${amount}`) ?? ZERO;
        const found = numberOf(divide(exact, by, 3));
        expect(Math.abs(found - amount / by)).toBeLessThanOrEqual(0.0005 + 1e-9);
        expect(roundTo(decimalOf(-2.5), 0)).toEqual({ units: -3n, scale: 0 });
      }),
    );
  });
});

describe('statistics', () => {
  const values = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 3, maxLength: 40 });

  it('find the middle, and the slope of a straight line, both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 3, max: 30 }), (slope, length) => {
        const line = Array.from({ length }, (_, at) => 7 + slope * at);
        expect(leastSquares(line)?.slope).toBeCloseTo(slope, 9);
        expect(theilSen(line)?.slope).toBeCloseTo(slope, 9);
        expect(median(line)).toBeCloseTo(7 + (slope * (length - 1)) / 2, 9);
      }),
    );
  });

  it('are not turned by one wild value, by the median of slopes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 1_000_000 }), fc.integer({ min: 0, max: 11 }), (wild, at) => {
        const line = Array.from({ length: 12 }, (_, index) => (index === at ? wild : index));
        expect(theilSen(line)?.slope).toBeCloseTo(1, 9);
      }),
    );
  });

  it('call no more than half of the values far off, and none that is nearer than one that is not', () => {
    fc.assert(
      fc.property(values, (list) => {
        const search = findOutliers(list, 3.5);
        const off = new Set(search?.outliers.map(({ at }) => at));
        expect(off.size).toBeLessThanOrEqual(list.length / 2);
        const distance = (value: number): number => Math.abs(value - (search?.median ?? 0));
        const nearest = Math.min(...list.filter((_, at) => off.has(at)).map(distance));
        for (const value of list.filter((_, at) => !off.has(at))) expect(distance(value)).toBeLessThan(nearest);
      }),
    );
  });
});

describe('periods', () => {
  const days = fc
    .integer({ min: Date.UTC(1990, 0), max: Date.UTC(2060, 0) })
    .map((at) => new Date(at).toISOString().slice(0, 10));

  it('follow each other without a gap, and each day lies in one of them', () => {
    fc.assert(
      fc.property(days, fc.nat(900), fc.constantFrom('week', 'month', 'quarter', 'year'), (from, length, step) => {
        const until = new Date(Date.parse(from) + length * 86_400_000).toISOString().slice(0, 10);
        const periods = periodsFrom(periodOf(from, step), periodOf(until, step), step);
        expect(periods[0]).toBe(periodOf(from, step));
        expect(periods.at(-1)).toBe(periodOf(until, step));
        expect(new Set(periods).size).toBe(periods.length);
      }),
    );
  });
});
