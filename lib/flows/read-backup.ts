import { Failure } from '../base/failure.ts';
import { numberIn, parseObject, textIn } from '../base/json.ts';
import {
  BACKUP_VERSION,
  HASH_BYTES,
  LENGTH_BYTES,
  LONGEST_FRAME,
  LONGEST_HEADER,
  MAGIC,
  lengthIn,
  readHeader,
  readManifest,
} from '../keeping/backup-format.ts';
import type { BackupHeader, Manifest, TableCount } from '../keeping/backup-format.ts';
import type { BackupSource, Sealer, Sealers, Slice } from '../keeping/backup-ports.ts';
import { TableSum } from '../keeping/row-text.ts';

/** A backup whose header was read: what it tells of itself without a passphrase. */
export interface OpenedBackup {
  readonly header: BackupHeader;
  /** Hash of all that stands before the frames; every frame is bound to it. */
  readonly hash: Uint8Array;
  /** Where the frames begin. */
  readonly at: number;
}

const damaged = (detail: string): Failure => new Failure({ code: 'backup-damaged', detail });
const CUT = 'It ends too soon.';

/**
 * Reads what stands before the frames. Throws `backup-foreign`, `backup-damaged` or `backup-newer`.
 * @param ours versions of the databases here
 */
export async function openBackup(
  source: BackupSource,
  sealers: Pick<Sealers, 'hash'>,
  ours: BackupHeader['databases'],
): Promise<OpenedBackup> {
  const magic = new TextEncoder().encode(MAGIC);
  const start = await source.read(0, magic.length + LENGTH_BYTES);
  if (!magic.every((byte, at) => start[at] === byte)) throw new Failure('backup-foreign');
  const length = lengthIn(start.slice(magic.length));
  if (start.length < magic.length + LENGTH_BYTES) throw damaged(CUT);
  if (length > LONGEST_HEADER) throw damaged('Its header does not hold.');
  const end = start.length + length;
  const rest = await source.read(start.length, length + HASH_BYTES);
  if (rest.length < length + HASH_BYTES) throw damaged(CUT);
  const hash = await sealers.hash(await source.read(0, end));
  if (!hash.every((byte, at) => rest[length + at] === byte)) throw damaged('Its header does not hold.');
  const json = textOf(rest.slice(0, length));
  const loose = parseObject(json) ?? {};
  if (textIn(loose, 'format') !== 'understudy-backup') throw new Failure('backup-foreign');
  if ((numberIn(loose, 'version') ?? 0) > BACKUP_VERSION) throw new Failure('backup-newer');
  const header = readHeader(json);
  if (header === undefined) throw damaged('Its header does not hold.');
  const { words, mirror } = header.databases;
  if (words > ours.words || mirror > ours.mirror) throw new Failure('backup-newer');
  return { header, hash, at: end + HASH_BYTES };
}

/** One frame after the other, each held to its place. */
async function* framesOf(source: BackupSource, { hash, at }: OpenedBackup, sealer: Sealer): AsyncIterable<Uint8Array> {
  let from = at;
  for (let place = 0; from < source.size; place += 1) {
    const head = await source.read(from, LENGTH_BYTES);
    const length = lengthIn(head);
    if (head.length < LENGTH_BYTES || from + LENGTH_BYTES + length > source.size) throw damaged(CUT);
    if (length > LONGEST_FRAME) throw damaged(`Piece ${place} does not hold.`);
    const bytes = await sealer.open(hash, place, await source.read(from + LENGTH_BYTES, length));
    if (bytes === undefined) throw damaged(`Piece ${place} does not hold.`);
    yield bytes;
    from += LENGTH_BYTES + length;
  }
}

/**
 * Reads a backup to its end and gives its rows slice by slice, each held to its seal; what the manifest tells is held to
 * what was read once all of it was. Throws `backup-damaged`.
 * @param told how much of the file was dealt with, from 0 to 1
 * @returns its manifest
 */
export async function readBackup(
  source: BackupSource,
  opened: OpenedBackup,
  sealer: Sealer,
  take: (slice: Slice, manifest: Manifest) => Promise<void>,
  signal: AbortSignal,
  told: (share: number) => void = () => {},
): Promise<Manifest> {
  let manifest: Manifest | undefined;
  let read = 0;
  const sums = new Map<string, TableSum>();
  for await (const frame of framesOf(source, opened, sealer)) {
    signal.throwIfAborted();
    if (manifest === undefined) {
      manifest = readManifest(textOf(frame));
      if (manifest === undefined) throw damaged('Its list of contents does not hold.');
      continue;
    }
    const slice = sliceOf(textOf(frame), manifest.tables);
    const sum = sums.get(nameOf(slice)) ?? new TableSum();
    sums.set(nameOf(slice), sum);
    for (const line of slice.lines) sum.add(line, byteLength(line) + 1);
    await take(slice, manifest);
    read += 1;
    told(read / manifest.frames);
  }
  if (manifest === undefined || read < manifest.frames) throw damaged(CUT);
  if (read > manifest.frames) throw damaged('It holds more than it says.');
  for (const table of manifest.tables) {
    const sum = sums.get(nameOf(table)) ?? new TableSum();
    if (sum.rows !== table.rows || sum.fingerprint !== table.fingerprint) {
      throw damaged(`The rows of “${table.table}” are not those that were put in.`);
    }
  }
  return manifest;
}

const nameOf = ({ database, table }: { readonly database: string; readonly table: string }): string =>
  `${database}.${table}`;

const utf8 = new TextEncoder();
const byteLength = (text: string): number => utf8.encode(text).length;

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw damaged('Its text does not hold.');
  }
}

/** A slice in its text: the table on the first line, then a row a line. Tables that nobody knows do not fit. */
function sliceOf(text: string, tables: readonly TableCount[]): Slice {
  const [name = '', ...lines] = text.split('\n');
  const [database = '', table = ''] = name.split('.');
  const known = tables.find((one) => one.database === database && one.table === table);
  if (known === undefined) throw damaged('It holds rows of a table that it does not list.');
  return { database: known.database, table: known.table, lines };
}
