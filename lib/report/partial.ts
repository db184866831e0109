import type { PageId } from '../base/ids.ts';

/** Why a row, or a part of it, is not in the figures. */
export type LeftOut =
  /** A condition of its database does not hold. */
  | 'filtered'
  /** It has no date: it counts in the totals and in no period. */
  | 'no-date'
  /** Its cell is empty: it has nothing to add. */
  | 'no-number'
  /** Its cell holds something that is no number. */
  | 'not-a-number'
  /** It leads to no row of the database that divides the figures. */
  | 'no-match'
  /** It belongs to several groups and counts in each; totals count it once. */
  | 'several-groups'
  /** Not a row but a mark: Notion ended the list, and has more rows. */
  | 'cut';

/** What was counted of one measure, for one group and period.  */
export interface Cell {
  readonly measure: string;
  /** Values of the groups, in order. Empty: of all rows. */
  readonly group: readonly string[];
  /** First day of the period; absent: of all time. */
  readonly period?: string;
  /** Rows that count here, and those of them that have a number. */
  readonly rows: number;
  readonly numbers: number;
  /** Decimal text. */
  readonly sum: string;
  readonly min?: number;
  readonly max?: number;
  /** Kept only where a median is asked for. */
  readonly values?: readonly number[];
  /** Kept only where single rows are looked at: which row has which number. */
  readonly held?: readonly HeldRow[];
}

export interface HeldRow {
  readonly id: PageId;
  readonly title: string;
  readonly url: string;
  readonly value: number;
}

/** What rows of a database are found by, and the values of each group that they lead to. */
export type JoinEntry = readonly [key: string, values: readonly (readonly string[] | null)[]];

/**
 * What some rows of one database come to. Plain data, so that it can be stored as a finished step; partials of one
 * report can be merged in any order and give the same figures.
 */
export interface PartialFigures {
  readonly source: string;
  readonly read: number;
  readonly left: Readonly<{ [Why in LeftOut]?: number }>;
  readonly cells: readonly Cell[];
  /** For each join that leads here, by its place in the definition. */
  readonly entries: readonly (readonly [join: number, entries: readonly JoinEntry[]])[];
}
