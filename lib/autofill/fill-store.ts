import type { FillRow, FillRun } from './fill-run.ts';
import type { KeptFill } from './kept-fill.ts';

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
  kept(id: string): Promise<KeptFill | undefined>;
  /** `undefined` takes it away, and leaves what was run. */
  changeKept(id: string, change: (kept: KeptFill | undefined) => KeptFill | undefined): Promise<void>;
  /** Takes a run away with its rows; what was proposed of them stays. */
  forget(run: string): Promise<void>;
  changeRow(id: string, change: (row: FillRow) => FillRow | undefined): Promise<FillRow | undefined>;
}
