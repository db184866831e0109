import type { FillColumn } from '../autofill/fill-column.ts';
import type { KeptFill } from '../autofill/kept-fill.ts';
import type { FillRow, FillRun } from '../autofill/fill-run.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';

type Unwatch = () => void;

/** What a run of Autofill is asked for by. */
export interface FillAsk {
  readonly connection: ConnectionId;
  readonly database: PageId;
  readonly databaseTitle: string;
  readonly columns: readonly FillColumn[];
  readonly over: FillRun['over'];
  readonly by: FillRun['by'];
  readonly what?: 'summaries';
}

/** What is asked for to keep columns filled. */
export type KeepAsk = Omit<KeptFill, 'id' | 'after' | 'createdAt' | 'by'> & { readonly by: 'model' | 'batch' };

/** Filling properties of rows, as the workbench sees it. */
export interface FillDesk {
  /** Runs, newest first. */
  watchFills(show: (runs: readonly FillRun[]) => void): Unwatch;
  watchFillRows(run: string, show: (rows: readonly FillRow[]) => void): Unwatch;
  /** The columns of a database that can be filled, asked of Notion. */
  columnsToFill(connection: ConnectionId, database: PageId): Promise<readonly FillColumn[]>;
  /** About what a run costs at most, in US dollars, from the copies on this device; absent without a known price. */
  estimateFill(ask: FillAsk): Promise<{ readonly rows: number; readonly costUsd?: number }>;
  startFill(ask: FillAsk): Promise<string>;
  /** Keeps columns filled, for a schedule to begin. Answers its id. */
  keepFilled(wish: KeepAsk): Promise<string>;
  unkeepFilled(id: string): Promise<void>;
  pauseFill(id: string): Promise<void>;
  resumeFill(id: string): Promise<void>;
  cancelFill(id: string): Promise<void>;
  takeCell(row: string, column: string, taken: boolean): Promise<void>;
  /** Proposes what was taken, as one batch for the person to approve. Answers how many changes it holds. */
  proposeFill(id: string): Promise<number>;
}
