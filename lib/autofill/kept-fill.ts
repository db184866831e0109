import type { ApprovalId } from '../base/ids.ts';
import type { FillRow, FillRun } from './fill-run.ts';

/** Columns of a database that are kept filled: begun by a schedule, written under leave where there is some. */
export interface KeptFill extends Pick<FillRun, 'connection' | 'database' | 'databaseTitle' | 'columns' | 'by'> {
  readonly id: string;
  /** Leave for its writes; without it, or once it has ended, each change waits for the person. */
  readonly approval?: ApprovalId;
  /** The last run that was finished and proposed: what the next one compares with. */
  readonly after?: string;
  readonly createdAt: number;
}

/** What a row brings along from the run before: what it was like if nothing is left to do about it, and what we wrote. */
export function broughtBy(before: FillRow | undefined): Pick<FillRow, 'content' | 'last'> {
  if (before === undefined) return {};
  const written = before.entry === undefined ? [] : before.cells.filter(({ taken }) => taken);
  const last = { ...before.last, ...Object.fromEntries(written.map(({ column, shown }) => [column, shown])) };
  return {
    ...(isSettled(before) && before.content !== undefined ? { content: before.content } : {}),
    ...(Object.keys(last).length === 0 ? {} : { last }),
  };
}

/** Its change was proposed, whatever the person made of it, or there was none to propose. */
const isSettled = ({ state, entry, cells }: FillRow): boolean =>
  entry !== undefined || state === 'nothing' || (state === 'filled' && !cells.some(({ taken }) => taken));

/** Whether it would write over something that stands there and is not ours: then leave does not cover it. */
export const overwrites = ({ cells, last = {} }: FillRow): boolean =>
  cells.some(({ taken, column, before }) => taken && before !== '' && before !== last[column]);
