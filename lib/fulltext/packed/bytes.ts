import { Failure } from '../../base/failure.ts';

/** Bytes of their own: a row must not drag the buffer that it was written in along into the database. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** What is read does not fit the format. @param what said in the cause, for whoever debugs; it never holds page text */
export function damaged(what: string): Failure {
  return new Failure('storage-broken', { cause: new RangeError(`The index is damaged: ${what}`) });
}

/** Bytes were found that do not fit, rather than a database that cannot be read. */
export const isDamage = (error: unknown): boolean =>
  error instanceof Failure && error.code === 'storage-broken' && error.cause instanceof RangeError;

/** From here on a number no longer fits the quick way of 32-bit shifts. */
const SHIFTABLE = 0x8000_0000;

/** Writes the numbers and texts that every row is made of; grows as it goes. */
export class ByteWriter {
  #bytes: Bytes;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
  }

  /** A whole number from 0 up to 2^53: seven bits a byte, the lowest first, the top bit says that more follow. */
  varint(value: number): void {
    let rest = value;
    while (rest >= SHIFTABLE) {
      this.byte((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    while (rest >= 128) {
      this.byte((rest & 127) | 128);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** UTF-16 units as varints: as short as UTF-8 for Latin, shorter for most other scripts, and exact for any string. */
  units(text: string, from: number): void {
    for (let at = from; at < text.length; at += 1) this.varint(text.charCodeAt(at));
  }

  copy(source: Uint8Array, from: number, to: number): void {
    const size = to - from;
    if (this.#length + size > this.#bytes.length) this.#grow(size);
    // Most copies are of a few bytes: a loop beats a subarray and a set.
    if (size < 32) for (let at = 0; at < size; at += 1) this.#bytes[this.#length + at] = source[from + at] ?? 0;
    else this.#bytes.set(source.subarray(from, to), this.#length);
    this.#length += size;
  }

  append(other: ByteWriter): void {
    this.copy(other.#bytes, 0, other.#length);
  }

  /** A copy of what was written; the writer goes on. */
  slice(from = 0, to = this.#length): Bytes {
    return this.#bytes.slice(from, to);
  }

  clear(): void {
    this.#length = 0;
  }

  #grow(by: number): void {
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + by));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/**
 * Reads what `ByteWriter` wrote.
 * @throws Failure `storage-broken` at the end of the bytes
 */
export class ByteReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw damaged('a row ends too early');
    this.at += 1;
    return value;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      if (byte < 128) return value + byte * scale;
      value += (byte & 127) * scale;
      scale *= 128;
    }
  }

  units(count: number): string {
    let text = '';
    for (let left = count; left > 0; left -= 1) text += String.fromCharCode(this.varint());
    return text;
  }

  take(count: number): Uint8Array {
    if (this.at + count > this.bytes.length) throw damaged('a row ends too early');
    this.at += count;
    return this.bytes.slice(this.at - count, this.at);
  }

  /** What was not read yet. */
  rest(): Uint8Array {
    return this.bytes.subarray(this.at);
  }

  /** A row holds what its format says and nothing behind it. */
  end(): void {
    if (this.at !== this.bytes.length) throw damaged('a row goes on past its end');
  }
}

/** Length of the beginning that two terms share: each term of a row is written as what it adds to the one before. */
export function sharedLength(one: string, other: string): number {
  const limit = Math.min(one.length, other.length);
  let at = 0;
  while (at < limit && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

/** Parts as one piece. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1 && parts[0] !== undefined) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
