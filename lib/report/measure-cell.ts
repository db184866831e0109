import { decimalOf, divide, numberOf, readDecimal, ZERO } from './decimal.ts';
import type { Decimal } from './decimal.ts';
import type { Measure } from './definition.ts';
import type { Cell } from './partial.ts';
import { median } from './statistics.ts';

/** A mean has more digits than anybody reads, and fewer than a computer would need. */
const MEAN_PLACES = 12;

/** What a measure comes to over the rows of a cell; `undefined` where there is no number to compute it from. */
export function measureCell({ of }: Pick<Measure, 'of'>, cell: Cell | undefined): Decimal | undefined {
  switch (of) {
    case 'count':
      return decimalOf(cell?.rows ?? 0);
    case 'sum':
      return sumOf(cell);
    case 'mean':
      return cell === undefined || cell.numbers === 0 ? undefined : divide(sumOf(cell), cell.numbers, MEAN_PLACES);
    case 'median':
      return asDecimal(median(cell?.values ?? []));
    case 'min':
      return asDecimal(cell?.min);
    case 'max':
      return asDecimal(cell?.max);
  }
}

export const measuredNumber = (measure: Pick<Measure, 'of'>, cell: Cell | undefined): number | undefined => {
  const found = measureCell(measure, cell);
  return found === undefined ? undefined : numberOf(found);
};

const sumOf = (cell: Cell | undefined): Decimal => (cell === undefined ? ZERO : (readDecimal(cell.sum) ?? ZERO));

const asDecimal = (value: number | undefined): Decimal | undefined =>
  value === undefined ? undefined : decimalOf(value);
