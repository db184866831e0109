import type { DocNumber } from '../index-view.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';

/**
 * Ascending doc numbers by slot, kept as runs: pages that were indexed one after the other follow each other in a
 * segment too, but for those that died.
 */
export class DocRuns {
  readonly size: number;
  /** First doc number and first slot of each run. */
  readonly #docs: readonly number[];
  readonly #slots: readonly number[];

  private constructor(docs: readonly number[], slots: readonly number[], size: number) {
    this.#docs = docs;
    this.#slots = slots;
    this.size = size;
  }

  /** @param numbers in ascending order, each once */
  static of(numbers: Iterable<DocNumber>): DocRuns {
    const docs: number[] = [];
    const slots: number[] = [];
    let next = -1;
    let size = 0;
    for (const doc of numbers) {
      if (doc !== next) {
        docs.push(doc);
        slots.push(size);
      }
      next = doc + 1;
      size += 1;
    }
    return new DocRuns(docs, slots, size);
  }

  static read(reader: ByteReader): DocRuns {
    const docs: number[] = [];
    const slots: number[] = [];
    let size = 0;
    let next = 0;
    for (let left = reader.varint(); left > 0; left -= 1) {
      const first = next + reader.varint();
      const length = reader.varint();
      docs.push(first);
      slots.push(size);
      size += length;
      next = first + length;
    }
    return new DocRuns(docs, slots, size);
  }

  write(out: ByteWriter): void {
    out.varint(this.#docs.length);
    let next = 0;
    for (const [at, first] of this.#docs.entries()) {
      const length = (this.#slots[at + 1] ?? this.size) - (this.#slots[at] ?? 0);
      out.varint(first - next);
      out.varint(length);
      next = first + length;
    }
  }

  docOf(slot: number): DocNumber {
    const run = lastUpTo(this.#slots, slot);
    return (this.#docs[run] ?? 0) + slot - (this.#slots[run] ?? 0);
  }

  /** `undefined` when the number is not among them. */
  slotOf(doc: DocNumber): number | undefined {
    const run = lastUpTo(this.#docs, doc);
    if (run < 0) return undefined;
    const slot = (this.#slots[run] ?? 0) + doc - (this.#docs[run] ?? 0);
    return slot < (this.#slots[run + 1] ?? this.size) ? slot : undefined;
  }

  *[Symbol.iterator](): Generator<DocNumber> {
    for (let slot = 0; slot < this.size; slot += 1) yield this.docOf(slot);
  }
}

/** Place of the last value that is not above `value`; -1 when all are. */
export function lastUpTo(values: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
