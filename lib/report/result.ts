import type { HeldRow } from './partial.ts';
import type { Derived } from './definition.ts';

/** `F` and a number: by it a text refers to a figure without copying it. */
export type FigureId = `F${number}`;

/** One computed number. */
export interface Figure {
  readonly id: FigureId;
  /** What it is the number of, for example `Spend, Design, Oct 2026`. */
  readonly label: string;
  readonly kind: 'value' | Derived;
  readonly measure: string;
  readonly group: readonly string[];
  readonly period?: string;
  /** In the unit that `text` shows it in: shares and changes in percent. */
  readonly value: number;
  readonly text: string;
  readonly unit?: string;
  /** How many rows it was computed from. */
  readonly rows: number;
}

export interface ReportTable {
  readonly title: string;
  /** Names of the columns, the labels' first. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  readonly label: string;
  /** `undefined` where nothing can be computed. */
  readonly cells: readonly (FigureId | undefined)[];
  /** Rows of the databases that it stands for. */
  readonly rows: number;
}

export interface ChartData {
  readonly title: string;
  /** Bars compare groups, a line follows periods. */
  readonly form: 'bars' | 'line';
  readonly series: readonly {
    readonly label: string;
    readonly points: readonly { readonly label: string; readonly figure: FigureId }[];
  }[];
}

/** Something in the figures that a person will want to look at. */
export interface Flag {
  readonly kind: 'threshold' | 'anomaly';
  readonly words: string;
  /** Empty where single rows are meant. */
  readonly figures: readonly FigureId[];
  readonly rows: readonly HeldRow[];
}

/** Everything that code has computed: what a model may write about, and what stands without one. */
export interface ReportResult {
  readonly title: string;
  /** ISO day in the report's zone. */
  readonly day: string;
  readonly figures: readonly Figure[];
  readonly tables: readonly ReportTable[];
  readonly charts: readonly ChartData[];
  readonly flags: readonly Flag[];
  /** What was left out, and by which methods was computed. */
  readonly notes: readonly string[];
  readonly sources: readonly { readonly title: string; readonly rows: number }[];
}
