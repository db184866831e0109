import { damaged } from './bytes.ts';
import type { ByteWriter, Bytes } from './bytes.ts';

/** What a row is: its first byte, so that a row in the wrong place is never read as another kind. */
export const ROW_KINDS = { manifest: 1, segment: 2, dead: 3, delta: 4, dict: 5, post: 6 } as const;
export type RowKind = keyof typeof ROW_KINDS;

/** Bytes of a row beside its contents: the kind in front, the checksum behind. */
export const SEAL_BYTES = 5;
const BEHIND = 4;

/**
 * Closes a row: kind, contents, checksum.
 * @param place what tells the row from its neighbours, such as its key: a row that lies in another's place does not open
 */
export function seal(kind: RowKind, place: number, contents: ByteWriter, from = 0, to = contents.length): Bytes {
  const row = new Uint8Array(to - from + SEAL_BYTES);
  row[0] = ROW_KINDS[kind];
  row.set(contents.slice(from, to), 1);
  const sum = checksum(row, place);
  new DataView(row.buffer).setUint32(row.length - BEHIND, sum);
  return row;
}

/**
 * The contents of a row.
 * @throws Failure `storage-broken` when it is missing, of another kind or place, cut short or changed
 */
export function unseal(kind: RowKind, place: number, row: Uint8Array | undefined): Uint8Array {
  if (row === undefined) throw damaged(`a ${kind} row is missing`);
  if (!(row instanceof Uint8Array) || row.length < SEAL_BYTES || row[0] !== ROW_KINDS[kind]) {
    throw damaged(`no ${kind} row`);
  }
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  if (view.getUint32(row.length - BEHIND) !== checksum(row, place)) throw damaged(`a ${kind} row was changed`);
  return row.subarray(1, row.length - BEHIND);
}

/**
 * FNV over words of four bytes, and over what is left byte by byte. Each step is one to one, so any change within one
 * word shows; of others one in 2^32 does not.
 */
function checksum(row: Uint8Array, place: number): number {
  let hash = 0x811c_9dc5 ^ (place % 0x1_0000_0000) ^ Math.floor(place / 0x1_0000_0000);
  const end = row.length - BEHIND;
  const count = end >> 2;
  // Words have to begin at a multiple of four; rows come from the database with a buffer of their own.
  const words =
    row.byteOffset % 4 === 0
      ? new Uint32Array(row.buffer, row.byteOffset, count)
      : new Uint32Array(row.slice(0, count * 4).buffer);
  for (let at = 0; at < count; at += 1) {
    hash = Math.imul(hash ^ (words[at] ?? 0), PRIME);
    hash ^= hash >>> 15; // what a product does to its highest bits would reach no other
  }
  for (let at = count * 4; at < end; at += 1) hash = Math.imul(hash ^ (row[at] ?? 0), PRIME);
  return hash >>> 0;
}

const PRIME = 0x0100_0193;
