import type { TableChange } from '../keeping/adding.ts';
import type { KnownConnection } from '../keeping/backup-format.ts';
import type { BackupSource, RestoreWay } from '../keeping/backup-ports.ts';
import type { Removable } from '../keeping/removal.ts';
import type { KindSize, Left } from '../keeping/size.ts';

/** How much of some long work is done, from 0 to 1; nothing where that cannot be told. */
export type Told = (share: number | undefined) => void;

/** A backup that was read to its end and holds; its rows stand beside what is here. */
export interface CheckedBackup {
  readonly changes: readonly TableChange[];
  readonly connections: readonly KnownConnection[];
  readonly withCopy: boolean;
  /** Ends what is under way and exchanges what is stored, all of it or nothing. */
  restore(how: RestoreWay, signal: AbortSignal): Promise<void>;
  /** Lets go of it. */
  drop(): Promise<void>;
}

/** What a backup tells of itself before anybody gave a passphrase. */
export interface BackupLabel {
  readonly madeAt: number;
  readonly by: string;
  readonly sealed: boolean;
}

/** Everything that is stored: how much, out of here, back again, and gone. Long work throws `Cancelled` when it is given up. */
export interface DataDesk {
  measure(): Promise<readonly KindSize[]>;
  /**
   * Has the browser save a backup.
   * @param passphrase none: whoever has the file can read it
   * @returns bytes of the file
   */
  backUp(passphrase: string | undefined, withCopy: boolean, signal: AbortSignal, told: Told): Promise<number>;
  /** Has the browser save everything as one zip of open formats; never keys. @returns bytes of the file */
  exportAll(withCopy: boolean, signal: AbortSignal, told: Told): Promise<number>;
  /** Throws `backup-foreign`, `backup-damaged` or `backup-newer`. */
  lookInto(source: BackupSource): Promise<BackupLabel>;
  /** Reads all of it. Throws `backup-passphrase` or `backup-damaged`; nothing was touched then. */
  check(source: BackupSource, passphrase: string | undefined, signal: AbortSignal, told: Told): Promise<CheckedBackup>;
  /** Deletes what is of one kind, or everything. It cannot be taken back. */
  remove(what: Removable): Promise<void>;
  /** Every store of this extension as the browser lists it, with what was found by looking. */
  whatIsLeft(): Promise<readonly Left[]>;
}
