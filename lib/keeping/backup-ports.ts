import type { TableChange } from './adding.ts';
import type { BackupHeader, Sealing, TableCount } from './backup-format.ts';
import type { TableName } from './kinds.ts';

/** Some rows of one table, a line each. */
export interface Slice extends TableName {
  readonly lines: readonly string[];
}

/** All tables at one moment. What is written afterwards is not in it. */
export interface Snapshot {
  /** How many slices there are. */
  readonly frames: number;
  readonly versions: BackupHeader['databases'];
  readonly tables: readonly TableCount[];
  slices(): AsyncIterable<Slice>;
}

/** Seals frames of one file, or tells that they were changed. `header` is the hash of everything before the frames. */
export interface Sealer {
  seal(header: Uint8Array, place: number, bytes: Uint8Array): Promise<Uint8Array>;
  /** `undefined` where it does not hold. */
  open(header: Uint8Array, place: number, frame: Uint8Array): Promise<Uint8Array | undefined>;
}

export interface Sealers {
  hash(bytes: Uint8Array): Promise<Uint8Array>;
  /** A new one, with what a header tells of it. No passphrase: it only tells changes. */
  make(passphrase: string | undefined): Promise<{ readonly sealing: Sealing; readonly sealer: Sealer }>;
  /** Throws `backup-passphrase` where the passphrase does not fit. */
  from(sealing: Sealing, passphrase: string | undefined): Promise<Sealer>;
}

/** A file that is read piece by piece. */
export interface BackupSource {
  readonly size: number;
  /** Fewer bytes where the file ends before. */
  read(at: number, length: number): Promise<Uint8Array>;
}

/** Rows of a backup, brought to the present version beside what is here. Nothing here is touched until `take`. */
export interface Staging {
  /** Throws `backup-damaged` where the rows do not fit their tables. */
  add(slice: Slice): Promise<void>;
  /** Runs the migrations over everything that was added. */
  migrate(): Promise<void>;
  compare(): Promise<readonly TableChange[]>;
  /**
   * Puts the rows in the place of what is here, or adds them: one transaction a database, so that whatever ends it
   * half way leaves what was here.
   */
  take(how: RestoreWay, now: number, signal: AbortSignal): Promise<void>;
  /** Takes the staged rows off the disk. */
  drop(): Promise<void>;
}

export type RestoreWay = 'replace' | 'add';
