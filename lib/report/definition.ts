import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Column } from '../mirror/notion-reader.ts';

/** What one row of a database is known by besides its columns: the page that it is. */
export const ROW_ITSELF = '@row';

/** A database as a report reads it. */
export interface ReportSource {
  /** Short and unique within the report, for example `a`. */
  readonly id: string;
  readonly connection: ConnectionId;
  readonly database: PageId;
  readonly dataSource: string;
  readonly title: string;
  readonly columns: readonly Column[];
  /** The column whose date says in which period a row counts; without one its figures are totals alone. */
  readonly date?: string;
  /** Rows count only where all of these hold. */
  readonly filters: readonly RowFilter[];
}

/** A condition on one column, decided on the device so that it means the same on every row. */
export type RowFilter =
  | { readonly column: string; readonly is: 'empty' | 'filled' }
  | { readonly column: string; readonly is: 'equal' | 'unequal' | 'holds'; readonly text: string }
  | { readonly column: string; readonly is: 'at-least' | 'at-most'; readonly number: number }
  /** ISO days, `2026-11-21`, both included. */
  | { readonly column: string; readonly is: 'from' | 'until'; readonly day: string };

/** What two rows have to share to belong together: the pages of a relation, the row itself, or the words of a column. */
export interface JoinEnd {
  readonly source: string;
  /** A column, or `ROW_ITSELF`. */
  readonly by: string;
}

/** Rows of `from` find rows of `to`, and take the groups of these. */
export interface Join {
  readonly from: JoinEnd;
  readonly to: JoinEnd;
}

/** The values that divide the figures: one column of one database, reached from the others through joins. */
export interface Group {
  readonly source: string;
  readonly column: string;
}

export type MeasureKind = 'count' | 'sum' | 'mean' | 'median' | 'min' | 'max';

/** What is worked out from a measure besides. `share` of the whole, `change` against the period before, `trend` a period. */
export type Derived = 'share' | 'change' | 'trend';

/** One number that is computed for every group and period, over the rows of one database. */
export interface Measure {
  readonly id: string;
  readonly label: string;
  readonly source: string;
  readonly of: MeasureKind;
  /** Whose numbers; `count` has none. */
  readonly column?: string;
  /** Shown with it, for example `$`, `%` or `h`. */
  readonly unit?: string;
  readonly also: readonly Derived[];
}

/** A bound that figures are held against: a number, or another measure of the same group, such as a budget. */
export interface Threshold {
  readonly measure: string;
  readonly is: 'above' | 'below';
  readonly bound: { readonly number: number } | { readonly measure: string };
  readonly each: 'total' | 'group' | 'period';
}

/** What is looked at for values far from the others. */
export interface AnomalySearch {
  readonly measure: string;
  /** Single rows within their group, or the periods of a group. */
  readonly among: 'rows' | 'periods';
  /** Modified z-score from which a value is told; 3.5 is what its authors recommend. */
  readonly from: number;
}

export type PeriodStep = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** A report as a person has put it together. Plain data: it is stored, sent and run again. */
export interface ReportDefinition {
  readonly title: string;
  /** IANA name: in which days an instant falls. */
  readonly zone: string;
  readonly sources: readonly ReportSource[];
  readonly joins: readonly Join[];
  /** At most two; figures stand for each combination. */
  readonly groups: readonly Group[];
  /** Length of the periods; absent where time plays no part. */
  readonly step?: PeriodStep;
  readonly measures: readonly Measure[];
  readonly trend: 'least-squares' | 'theil-sen';
  readonly thresholds: readonly Threshold[];
  readonly anomalies: readonly AnomalySearch[];
}
