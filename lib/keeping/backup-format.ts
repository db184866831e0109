import { parseJson } from '../base/json.ts';
import { amount, listOf, oneOf, record, text, wholeNumber } from '../base/shape.ts';
import { either } from '../base/shape.ts';
import type { Shape } from '../base/shape.ts';

/**
 * A backup is one file: the line below, the header's length and text, the SHA-256 of all that; then frames, each with
 * its length before it. The first frame is the manifest: how many frames follow, and rows, bytes and a fingerprint of
 * each table. The others are slices of one table each, a row a line behind a first line that names the table.
 *
 * Under a passphrase each frame is sealed by AES-GCM, bound to the header and to its place, under a key of its own by
 * PBKDF2-SHA256. Without one each ends in the SHA-256 of the header's hash, its place and its bytes. Numbers are 32 bits,
 * the highest first. There are never keys in it.
 */
export const MAGIC = 'UNDERSTUDY BACKUP\n';
export const BACKUP_VERSION = 1;
export const HASH_BYTES = 32;
export const LENGTH_BYTES = 4;
/** A slice of a table ends with the row that brings it past this. */
export const SLICE_CHARS = 1_000_000;
/** No frame that we write comes near: a length beyond it stands in a file that was changed. */
export const LONGEST_FRAME = 512_000_000;
export const LONGEST_HEADER = 100_000;
/** Outside of these a header was made up, to break the seal or to keep the device busy. */
export const FEWEST_ROUNDS = 100_000;
export const MOST_ROUNDS = 10_000_000;

const SHORT = 200;
const sealing = either(
  record({ by: oneOf('none') }, {}),
  record(
    {
      by: oneOf('passphrase'),
      derivation: oneOf('PBKDF2-SHA256'),
      rounds: wholeNumber,
      /** base64 */
      salt: text(SHORT),
      cipher: oneOf('AES-256-GCM'),
      /** base64: a sealed word that tells whether a passphrase fits */
      check: text(SHORT),
    },
    {},
  ),
);

const header = record(
  {
    format: oneOf('understudy-backup'),
    version: wholeNumber,
    madeAt: amount,
    /** Version of the extension. */
    by: text(SHORT),
    /** Versions of the databases that the rows come from. */
    databases: record({ words: wholeNumber, mirror: wholeNumber }, {}),
    sealing,
  },
  {},
);

const MOST_TABLES = 200;
const MOST_CONNECTIONS = 200;
const manifest = record(
  {
    frames: wholeNumber,
    tables: listOf(
      record(
        {
          database: oneOf('words', 'mirror'),
          table: text(SHORT),
          rows: wholeNumber,
          bytes: wholeNumber,
          fingerprint: text(SHORT),
        },
        {},
      ),
      MOST_TABLES,
    ),
    /** Connections by name, without their keys: they come back as needing them. */
    connections: listOf(record({ name: text(SHORT), label: text(4_000) }, {}), MOST_CONNECTIONS),
  },
  {},
);

type Fits<Of> = Of extends Shape<infer Value> ? Value : never;
export type BackupHeader = Fits<typeof header>;
export type Sealing = BackupHeader['sealing'];
export type Manifest = Fits<typeof manifest>;
export type TableCount = Manifest['tables'][number];
export type KnownConnection = Manifest['connections'][number];

/** The value in a text, or nothing where it does not fit. */
function fitting<Value>(shape: Shape<Value>, json: string): Value | undefined {
  const read = shape(parseJson(json));
  return read.fits ? read.value : undefined;
}

export const readHeader = (json: string): BackupHeader | undefined => fitting(header, json);
export const readManifest = (json: string): Manifest | undefined => fitting(manifest, json);

/** 32 bits, the highest first. */
export function lengthBytes(length: number): Uint8Array {
  return Uint8Array.of((length >>> 24) & 255, (length >>> 16) & 255, (length >>> 8) & 255, length & 255);
}

export const lengthIn = (bytes: Uint8Array): number =>
  bytes.slice(0, LENGTH_BYTES).reduce((length, byte) => length * 256 + byte, 0);

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
