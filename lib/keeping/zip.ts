import { Failure } from '../base/failure.ts';

/**
 * Writes a zip whose files are stored as they are, piece by piece: PKWARE's APPNOTE 6.3, without what large files need.
 * A file's checksum and length stand before it, so what becomes a large file is summed up first and written then.
 */
export interface Zip {
  /** Begins a file; what follows by `write` is its content. */
  begin(name: string, sum: ZipSum): void;
  write(bytes: Uint8Array): void;
  /** Throws `export-too-large` past four gigabytes or 65,000 files. */
  end(): void;
}

const MOST_BYTES = 0xffff_fff0;
const MOST_FILES = 65_000;
/** Names are UTF-8. */
const UTF8_FLAG = 0x0800;
const VERSION = 20;

let table: Uint32Array | undefined;

/** Sums up what becomes one file. */
export class ZipSum {
  bytes = 0;
  private crc = 0xffff_ffff;

  add(bytes: Uint8Array): this {
    table ??= crcTable();
    let crc = this.crc;
    for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 255] ?? 0);
    this.crc = crc;
    this.bytes += bytes.length;
    return this;
  }

  get checksum(): number {
    return (this.crc ^ 0xffff_ffff) >>> 0;
  }
}

function crcTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
    return crc;
  });
}

/** @param now local time, as zips tell it, to two seconds */
export function createZip(put: (bytes: Uint8Array) => void, now: Date): Zip {
  const entries: { readonly name: Uint8Array; readonly sum: ZipSum; readonly at: number }[] = [];
  let at = 0;
  const write = (bytes: Uint8Array): void => {
    at += bytes.length;
    if (at > MOST_BYTES) throw new Failure('export-too-large');
    put(bytes);
  };
  const facts = (name: Uint8Array, sum: ZipSum): readonly number[] => [
    ...two(VERSION, UTF8_FLAG, 0, timeOf(now), dateOf(now)),
    ...four(sum.checksum, sum.bytes, sum.bytes),
    ...two(name.length, 0),
  ];
  return {
    write,
    begin(name, sum) {
      if (entries.length >= MOST_FILES) throw new Failure('export-too-large');
      const bytes = new TextEncoder().encode(name);
      entries.push({ name: bytes, sum, at });
      write(Uint8Array.from([...four(0x0403_4b50), ...facts(bytes, sum)]));
      write(bytes);
    },
    end() {
      const start = at;
      for (const { name, sum, at: begun } of entries) {
        write(
          Uint8Array.from([
            ...four(0x0201_4b50),
            ...two(VERSION),
            ...facts(name, sum),
            ...two(0, 0, 0),
            ...four(0, begun),
          ]),
        );
        write(name);
      }
      const count = entries.length;
      write(Uint8Array.from([...four(0x0605_4b50), ...two(0, 0, count, count), ...four(at - start, start), ...two(0)]));
    },
  };
}

const two = (...numbers: readonly number[]): readonly number[] =>
  numbers.flatMap((number) => [number & 255, (number >>> 8) & 255]);

const four = (...numbers: readonly number[]): readonly number[] =>
  numbers.flatMap((number) => two(number & 0xffff, number >>> 16));

const timeOf = (now: Date): number => (now.getHours() << 11) | (now.getMinutes() << 5) | (now.getSeconds() >> 1);
const dateOf = (now: Date): number =>
  (Math.max(0, now.getFullYear() - 1980) << 9) | ((now.getMonth() + 1) << 5) | now.getDate();
