import { BACKUP_VERSION, MAGIC, joined, lengthBytes } from '../keeping/backup-format.ts';
import type { BackupHeader, KnownConnection, Manifest } from '../keeping/backup-format.ts';
import type { Sealers, Slice, Snapshot } from '../keeping/backup-ports.ts';

export interface BackupPorts {
  readonly sealers: Sealers;
  readonly now: number;
  /** Version of the extension. */
  readonly by: string;
  /** What becomes the file, piece by piece, in order. */
  write(bytes: Uint8Array): void;
}

/**
 * Writes a backup of a snapshot. Only one slice of it is in memory at a time.
 * @param passphrase none: the file can be read by whoever has it
 */
export async function makeBackup(
  { sealers, now, by, write }: BackupPorts,
  snapshot: Snapshot,
  connections: readonly KnownConnection[],
  passphrase: string | undefined,
  signal: AbortSignal,
  told: (share: number) => void,
): Promise<void> {
  const { sealing, sealer } = await sealers.make(passphrase);
  const header: BackupHeader = {
    format: 'understudy-backup',
    version: BACKUP_VERSION,
    madeAt: now,
    by,
    databases: snapshot.versions,
    sealing,
  };
  const encoder = new TextEncoder();
  const json = encoder.encode(JSON.stringify(header));
  const start = joined(encoder.encode(MAGIC), lengthBytes(json.length), json);
  const hash = await sealers.hash(start);
  write(joined(start, hash));

  let place = 0;
  const put = async (text: string): Promise<void> => {
    signal.throwIfAborted();
    const frame = await sealer.seal(hash, place, encoder.encode(text));
    write(joined(lengthBytes(frame.length), frame));
    place += 1;
  };
  const manifest: Manifest = { frames: snapshot.frames, tables: snapshot.tables, connections };
  await put(JSON.stringify(manifest));
  for await (const slice of snapshot.slices()) {
    await put(textOfSlice(slice));
    told((place - 1) / Math.max(1, snapshot.frames));
  }
}

const textOfSlice = ({ database, table, lines }: Slice): string => `${database}.${table}\n${lines.join('\n')}`;
