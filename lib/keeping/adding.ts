import { asObject, numberIn } from '../base/json.ts';

/**
 * Whether a row of a backup takes the place of the one here, where both are there: only one that was changed later.
 * Without a time on both the one here stays.
 */
export function isNewer(backup: unknown, here: unknown): boolean {
  const [theirs, ours] = [changedAt(backup), changedAt(here)];
  return theirs !== undefined && ours !== undefined && theirs > ours;
}

function changedAt(row: unknown): number | undefined {
  const fields = asObject(row);
  return fields === undefined ? undefined : (numberIn(fields, 'updatedAt') ?? numberIn(fields, 'usedAt'));
}

/** What a restore does to one table. */
export interface TableChange {
  readonly database: 'words' | 'mirror';
  readonly table: string;
  /** Rows in the backup. */
  readonly rows: number;
  /** Rows here now. */
  readonly here: number;
  /** Of the backup's rows: those that are not here, those that are here just so, and those that differ. */
  readonly fresh: number;
  readonly same: number;
  readonly differs: number;
}
