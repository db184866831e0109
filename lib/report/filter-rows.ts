import { fold } from '../text/fold.ts';
import { numberOf } from './decimal.ts';
import type { RowFilter } from './definition.ts';
import { cellDay, cellNumber, cellValues } from './row-values.ts';
import type { ReportRow } from './row-values.ts';

/** Whether a row meets all conditions. A cell without a number or date meets none that compares it. */
export const passes = (row: ReportRow, filters: readonly RowFilter[], zone: string): boolean =>
  filters.every((filter) => meets(row, filter, zone));

function meets(row: ReportRow, filter: RowFilter, zone: string): boolean {
  const { column } = filter;
  switch (filter.is) {
    case 'empty':
      return cellValues(row, column).length === 0;
    case 'filled':
      return cellValues(row, column).length > 0;
    case 'equal':
      return cellValues(row, column).some((value) => fold(value) === fold(filter.text));
    case 'unequal':
      return cellValues(row, column).every((value) => fold(value) !== fold(filter.text));
    case 'holds':
      return cellValues(row, column).some((value) => fold(value).includes(fold(filter.text)));
    case 'at-least':
    case 'at-most': {
      const cell = cellNumber(row, column);
      if (typeof cell === 'string') return false;
      return filter.is === 'at-least' ? numberOf(cell) >= filter.number : numberOf(cell) <= filter.number;
    }
    case 'from':
    case 'until': {
      const day = cellDay(row, column, zone);
      if (day === undefined) return false;
      return filter.is === 'from' ? day >= filter.day : day <= filter.day;
    }
  }
}
