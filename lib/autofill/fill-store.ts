import type { FillRow, FillRun } from './fill-run.ts';

/** Where runs and their rows rest. Every change is on disk before the promise resolves. */
export interface FillStore {
  addRun(run: FillRun): Promise<void>;
  run(id: string): Promise<FillRun | undefined>;
  changeRun(id: string, change: (run: FillRun) => FillRun | undefined): Promise<FillRun | undefined>;
  /** Runs in which something is still to be done. */
  unfinished(): Promise<readonly FillRun[]>;
  addRows(rows: readonly FillRow[]): Promise<void>;
  /** The rows of a run in their order. */
  rows(run: string): Promise<readonly FillRow[]>;
  changeRow(id: string, change: (row: FillRow) => FillRow | undefined): Promise<FillRow | undefined>;
}
