import { fingerprint } from '../text/fingerprint.ts';

/** What JSON has no word for is written as an object with this one name. */
const TAG = '$';

/**
 * A stored row as one line of JSON, the same line for equal rows: names in order, what is `undefined` left out. Bytes,
 * dates and odd numbers come back as they were; anything else that JSON cannot say is a bug and throws.
 */
export function writeRow(row: unknown): string {
  return JSON.stringify(toPlain(row));
}

/** The row of a line. @throws SyntaxError where it is none that `writeRow` writes */
export function readRow(line: string): unknown {
  return fromPlain(JSON.parse(line));
}

function toPlain(value: unknown): unknown {
  if (typeof value === 'number') return plainNumber(value);
  if (value === undefined) return tagged('nothing');
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Date) return tagged('date', value.getTime());
  if (value instanceof ArrayBuffer) return tagged('bytes', base64(new Uint8Array(value)));
  if (value instanceof Uint8Array) return tagged('bytes', base64(value));
  const known = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, one]): [string, unknown] => [name, toPlain(one)]);
  const plain = Object.fromEntries(known);
  return Object.hasOwn(plain, TAG) ? tagged('object', known) : plain;
}

function plainNumber(value: number): unknown {
  if (Object.is(value, -0)) return tagged('number', '-0');
  return Number.isFinite(value) ? value : tagged('number', String(value));
}

const tagged = (...tag: readonly unknown[]): unknown => ({ [TAG]: tag });

function fromPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  if (Object.hasOwn(value, TAG)) return fromTag((value as { readonly [TAG]: unknown })[TAG]);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fromPlain(one)]));
}

function fromTag(tag: unknown): unknown {
  const [what, given] = (Array.isArray(tag) ? tag : []) as readonly unknown[];
  switch (what) {
    case 'bytes':
      return bytesOf(String(given));
    case 'date':
      return new Date(Number(given));
    case 'number':
      return Number(given);
    case 'nothing':
      return undefined;
    case 'object':
      if (!Array.isArray(given)) break;
      return Object.fromEntries((given as [string, unknown][]).map(([name, one]) => [name, fromPlain(one)]));
    default:
      break;
  }
  throw new SyntaxError('A row holds a value of an unknown kind');
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    const whole = (a << 16) | (b << 8) | c;
    const digits = [18, 12, 6, 0].map((shift) => DIGITS[(whole >> shift) & 63]);
    const left = bytes.length - at;
    text += left >= 3 ? digits.join('') : digits.slice(0, left + 1).join('') + '='.repeat(3 - left);
  }
  return text;
}

/** @throws SyntaxError where the text is not base64 */
export function bytesOf(text: string): Uint8Array {
  const digits = text.replace(/=+$/u, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const digit of digits) {
    const value = DIGITS.indexOf(digit);
    if (value < 0) throw new SyntaxError('Not base64');
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (held >> bits) & 255;
    at += 1;
  }
  return bytes;
}

const LIMIT = 1n << 128n;

/** Adds rows up to a fingerprint of the table: the same for the same rows, in whatever order they come. */
export class TableSum {
  rows = 0;
  /** UTF-8 bytes of the lines, each with its end. */
  bytes = 0;
  private sum = 0n;

  add(line: string, bytes: number): void {
    this.rows += 1;
    this.bytes += bytes;
    this.sum = (this.sum + BigInt(`0x${fingerprint(line)}`)) % LIMIT;
  }

  get fingerprint(): string {
    return this.sum.toString(16).padStart(32, '0');
  }
}
