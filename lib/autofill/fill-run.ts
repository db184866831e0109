import type { FailureFacts } from '../base/failure.ts';
import type { ConnectionId, OutboxId, PageId } from '../base/ids.ts';
import type { PropertyValue } from '../outbox/property-value.ts';
import type { FillColumn } from './fill-column.ts';

/** One filling of columns over rows of a database, durable from before its first request. */
export interface FillRun {
  readonly id: string;
  readonly connection: ConnectionId;
  readonly database: PageId;
  readonly databaseTitle: string;
  readonly columns: readonly FillColumn[];
  /** Not columns of rows are filled: the pages under `database` are summarized, each as if its reader had asked. */
  readonly what?: 'summaries';
  /** Rows in which a column is set already: `empty` leaves such a cell alone, `all` proposes a new value. */
  readonly over: 'empty' | 'all';
  /** `model`: asked row by row. `batch`: handed over together, answered within a day at half the price. `rules`: dates, links and checkboxes that stand in the page, without a model. */
  readonly by: 'model' | 'batch' | 'rules';
  readonly state: 'running' | 'paused' | 'waiting' | 'done' | 'cancelled';
  readonly counts: FillCounts;
  /** The filling by schedule that it belongs to, and the last finished run of it. */
  readonly kept?: string;
  readonly after?: string;
  /** What was handed over and is not taken back yet; without an id its beginning was not answered. */
  readonly batch?: { readonly sentAt: number; readonly requests: number; readonly id?: string };
  /** US dollars so far; absent once a model without a known price was asked. */
  readonly costUsd?: number;
  /** Why it waits, and until when where that is known. */
  readonly failure?: FailureFacts;
  readonly until?: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface FillCounts {
  readonly rows: number;
  /** Rows with at least one proposed value, rows whose page says nothing of them, and rows that could not be read. */
  readonly filled: number;
  readonly nothing: number;
  readonly failed: number;
}

/** One row of a run. */
export interface FillRow {
  /** `run page`. */
  readonly id: string;
  readonly run: string;
  readonly page: PageId;
  readonly title: string;
  readonly url: string;
  /** When Notion says it was edited, as the list showed it: rounded to the minute. */
  readonly editedAt?: number;
  /** Its place in the database's order. */
  readonly at: number;
  readonly state: 'waiting' | 'filled' | 'nothing' | 'failed';
  readonly cells: readonly FillCell[];
  /** Fingerprint of the page that was read. */
  readonly fingerprint?: string;
  /** Fingerprint of what was asked about, without what is filled: an equal one is not paid for again. */
  readonly content?: string;
  /** By column: what was last written there by an earlier run, as a person reads it. What else stands there is somebody's own. */
  readonly last?: Readonly<Record<string, string>>;
  readonly answeredBy?: string;
  readonly costUsd?: number;
  readonly failure?: FailureFacts;
  /** The change that was proposed of it. */
  readonly entry?: OutboxId;
}

/** One proposed value. */
export interface FillCell {
  readonly column: string;
  /** What stands there now, as a person reads it; empty when unset. */
  readonly before: string;
  readonly value: PropertyValue;
  /** The value as a person reads it. */
  readonly shown: string;
  /** The words of the page that it rests on; empty where none were named. */
  readonly quote: string;
  /** Whether it is to be written: what rests on nothing is not, until the person says so. */
  readonly taken: boolean;
}

export const NO_COUNTS: FillCounts = { rows: 0, filled: 0, nothing: 0, failed: 0 };

export const countRows = (rows: readonly Pick<FillRow, 'state'>[]): FillCounts => ({
  rows: rows.length,
  filled: rows.filter(({ state }) => state === 'filled').length,
  nothing: rows.filter(({ state }) => state === 'nothing').length,
  failed: rows.filter(({ state }) => state === 'failed').length,
});
