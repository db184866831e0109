import { ByteReader, ByteWriter, sharedLength } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import type { PostingList } from './posting-list.ts';
import { seal, unseal } from './seal.ts';

/** A block is closed once it is this long: one read brings some two hundred terms. */
const BLOCK_BYTES = 4_000;
/** Lists up to this length stand beside their term: most terms are rare and need no second read. */
export const INLINE_BYTES = 24;

/** Some neighbouring terms of a segment, ready to be looked at. Places in the arrays belong together. */
export interface DictBlock {
  readonly terms: readonly string[];
  readonly dfs: Uint32Array;
  /** Bytes of each posting list. */
  readonly sizes: Uint32Array;
  /** Where it begins: in `inline` when it is at most `INLINE_BYTES` long, else in the segment's stream of postings. */
  readonly starts: Float64Array;
  readonly inline: Uint8Array;
}

/** Fills one block after the other. Terms come in ascending order; what `add` returns is a block that became full. */
export class DictWriter {
  readonly #out = new ByteWriter(BLOCK_BYTES * 2);
  readonly #whole = new ByteWriter(BLOCK_BYTES * 2);
  #entries = 0;
  #streamAt: number;
  #previous = '';

  constructor() {
    this.#streamAt = 0;
  }

  get isEmpty(): boolean {
    return this.#entries === 0;
  }

  get isFull(): boolean {
    return this.#out.length >= BLOCK_BYTES;
  }

  /** @param streamAt length of the stream of postings before this term's list */
  add(term: string, list: PostingList, streamAt: number): void {
    if (this.isEmpty) this.#streamAt = streamAt;
    const shared = sharedLength(this.#previous, term);
    this.#out.varint(shared);
    this.#out.varint(term.length - shared);
    this.#out.units(term, shared);
    this.#out.varint(list.df);
    this.#out.varint(list.bytes.length);
    if (list.bytes.length <= INLINE_BYTES) this.#out.append(list.bytes);
    this.#previous = term;
    this.#entries += 1;
  }

  /** Closes the block; the next one begins with a whole term. */
  take(place: number): Bytes {
    this.#whole.clear();
    this.#whole.varint(this.#entries);
    this.#whole.varint(this.#streamAt);
    this.#whole.append(this.#out);
    this.#out.clear();
    this.#entries = 0;
    this.#previous = '';
    return seal('dict', place, this.#whole);
  }
}

/** @throws Failure `storage-broken` */
export function readDictBlock(place: number, row: Uint8Array | undefined): DictBlock {
  const reader = new ByteReader(unseal('dict', place, row));
  const size = reader.varint();
  const terms: string[] = [];
  const dfs = new Uint32Array(size);
  const sizes = new Uint32Array(size);
  const starts = new Float64Array(size);
  let streamAt = reader.varint();
  let term = '';
  for (let at = 0; at < size; at += 1) {
    const shared = reader.varint();
    term = term.slice(0, shared) + reader.units(reader.varint());
    const df = reader.varint();
    const bytes = reader.varint();
    terms.push(term);
    dfs[at] = df;
    sizes[at] = bytes;
    if (bytes <= INLINE_BYTES) {
      starts[at] = reader.at;
      reader.at += bytes;
    } else {
      starts[at] = streamAt;
      streamAt += bytes;
    }
  }
  reader.end();
  return { terms, dfs, sizes, starts, inline: reader.bytes };
}
