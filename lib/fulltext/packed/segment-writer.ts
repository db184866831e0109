import type { ByField } from '../doc-terms.ts';
import type { DocNumber } from '../index-view.ts';
import { ByteWriter } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { DictWriter, INLINE_BYTES } from './dict-block.ts';
import { DocRuns } from './doc-runs.ts';
import { blockKey, segmentPartKey } from './index-rows.ts';
import type { RowChange, RowKey, WritableRows } from './index-rows.ts';
import type { SegmentEntry } from './manifest.ts';
import type { PostingList } from './posting-list.ts';
import { seal } from './seal.ts';
import { POST_BYTES, lengthOf, writeSegment } from './segment.ts';

/** Rows wait until they are so many bytes together: one write for each would cost a transaction each. */
const BATCH_BYTES = 512_000;

/** The pages of a segment in the making, by slot. */
export interface SegmentDocs {
  readonly docs: readonly DocNumber[];
  /** One byte a page, as `encodeLength` makes it. */
  readonly lengths: ByField<readonly number[]>;
}

/** A segment whose blocks are stored; it exists once the manifest lists it together with these changes. */
export interface NewSegment {
  readonly entry: SegmentEntry;
  readonly changes: readonly RowChange[];
}

/** Writes the blocks of a segment while its terms come, in ascending order. Holds half a megabyte at most. */
export class SegmentWriter {
  readonly #rows: WritableRows;
  readonly #id: number;
  readonly #dict = new DictWriter();
  readonly #stream = new ByteWriter(POST_BYTES * 2);
  readonly #firstTerms: string[] = [];
  #dictRows: (readonly [RowKey, Bytes])[] = [];
  #postRows: (readonly [RowKey, Bytes])[] = [];
  #postBlocks = 0;
  #waiting = 0;

  constructor(rows: WritableRows, id: number) {
    this.#rows = rows;
    this.#id = id;
  }

  /** Enough has gathered: `flush` is to be called before more is added. */
  get isDue(): boolean {
    return this.#waiting >= BATCH_BYTES;
  }

  add(term: string, list: PostingList): void {
    if (this.#dict.isEmpty) this.#firstTerms.push(term);
    this.#dict.add(term, list, this.#streamBytes);
    if (list.bytes.length > INLINE_BYTES) {
      this.#stream.append(list.bytes);
      if (this.#stream.length >= POST_BYTES) this.#cutStream();
    }
    if (this.#dict.isFull) this.#closeDict();
  }

  async flush(): Promise<void> {
    const changes: RowChange[] = [
      { store: 'dict', put: this.#dictRows },
      { store: 'post', put: this.#postRows },
    ];
    [this.#dictRows, this.#postRows, this.#waiting] = [[], [], 0];
    await this.#rows.update([], () => ({ changes, value: undefined }));
  }

  /** Stores the last blocks and gives what makes the segment whole. */
  async finish({ docs, lengths }: SegmentDocs): Promise<NewSegment> {
    const streamBytes = this.#streamBytes;
    if (!this.#dict.isEmpty) this.#closeDict();
    if (this.#stream.length > 0) this.#takePost(0, this.#stream.length);
    await this.flush();
    const sum = (bytes: readonly number[]): number => bytes.reduce((total, byte) => total + lengthOf(byte), 0);
    const [titles, leads, bodies] = lengths;
    const rows = writeSegment({
      id: this.#id,
      docs: DocRuns.of(docs),
      lengths: [Uint8Array.from(titles), Uint8Array.from(leads), Uint8Array.from(bodies)],
      totals: [sum(titles), sum(leads), sum(bodies)],
      firstTerms: this.#firstTerms,
      streamBytes,
    });
    const entry = { id: this.#id, first: docs.at(0) ?? 0, last: docs.at(-1) ?? 0, docs: docs.length };
    const put = rows.map((row, part) => [segmentPartKey(this.#id, part), row] as const);
    return { entry, changes: [{ store: 'meta', put }] };
  }

  get #streamBytes(): number {
    return this.#postBlocks * POST_BYTES + this.#stream.length;
  }

  #closeDict(): void {
    const place = blockKey(this.#id, this.#firstTerms.length - 1);
    const row = this.#dict.take(place);
    this.#dictRows.push([place, row]);
    this.#waiting += row.length;
  }

  #cutStream(): void {
    let from = 0;
    for (; from + POST_BYTES <= this.#stream.length; from += POST_BYTES) this.#takePost(from, from + POST_BYTES);
    const rest = this.#stream.slice(from);
    this.#stream.clear();
    this.#stream.copy(rest, 0, rest.length);
  }

  #takePost(from: number, to: number): void {
    const place = blockKey(this.#id, this.#postBlocks);
    this.#postRows.push([place, seal('post', place, this.#stream, from, to)]);
    this.#postBlocks += 1;
    this.#waiting += to - from;
  }
}
