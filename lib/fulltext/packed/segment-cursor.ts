import { damaged, joined } from './bytes.ts';
import { INLINE_BYTES, readDictBlock } from './dict-block.ts';
import type { DictBlock } from './dict-block.ts';
import { blockKey } from './index-rows.ts';
import type { IndexRows } from './index-rows.ts';
import { unseal } from './seal.ts';
import { POST_BYTES, postBlockOf } from './segment.ts';
import type { Segment } from './segment.ts';

/** Blocks that one step reads ahead: few enough for memory, many enough that steps are few. */
const DICT_AHEAD = 16;
const POST_AHEAD = 8;

/** Walks through the terms of a segment in their order, reading its blocks one after the other. */
export class SegmentCursor {
  /** The term it stands at; `undefined` behind the last one. */
  term: string | undefined;
  df = 0;
  /** Its postings stand in these bytes. */
  list: Uint8Array = new Uint8Array();
  from = 0;
  to = 0;

  readonly #rows: IndexRows;
  readonly #segment: Segment;
  #ahead: DictBlock[] = [];
  #block: DictBlock | undefined;
  #at = 0;
  #nextBlock = 0;
  #window: Uint8Array = new Uint8Array();
  #windowAt = 0;

  constructor(rows: IndexRows, segment: Segment) {
    this.#rows = rows;
    this.#segment = segment;
  }

  /** Goes on to the next term. When it says `false`, `settle` must bring what is missing before anything is looked at. */
  move(): boolean {
    this.#at += 1;
    return this.#stand();
  }

  /** Also what a cursor begins with. @throws Failure `storage-broken` */
  async settle(): Promise<void> {
    while (!this.#stand()) await (this.#needsBlocks ? this.#readBlocks() : this.#readStream());
  }

  get #needsBlocks(): boolean {
    return this.#block === undefined || this.#at >= this.#block.terms.length;
  }

  /** Takes up the term at its place, if all that belongs to it is here. */
  #stand(): boolean {
    if (this.#needsBlocks) {
      const next = this.#ahead.shift();
      if (next === undefined) {
        this.term = undefined;
        return this.#nextBlock >= this.#segment.firstTerms.length;
      }
      this.#block = next;
      this.#at = 0;
    }
    const block = this.#block;
    if (block === undefined) return false;
    const size = block.sizes[this.#at] ?? 0;
    const start = block.starts[this.#at] ?? 0;
    this.term = block.terms[this.#at];
    this.df = block.dfs[this.#at] ?? 0;
    const isInline = size <= INLINE_BYTES;
    this.list = isInline ? block.inline : this.#window;
    this.from = isInline ? start : start - this.#windowAt;
    this.to = this.from + size;
    return this.from >= 0 && this.to <= this.list.length;
  }

  async #readBlocks(): Promise<void> {
    const { id, firstTerms } = this.#segment;
    const from = blockKey(id, this.#nextBlock);
    const count = Math.min(DICT_AHEAD, firstTerms.length - this.#nextBlock);
    const keys = Array.from({ length: count }, (_, at) => from + at);
    const [rows = []] = await this.#rows.read([{ store: 'dict', keys }]);
    this.#ahead = keys.map((key, at) => readDictBlock(key, rows[at]));
    this.#nextBlock += count;
    if (this.#ahead.some(({ terms }) => terms.length === 0)) throw damaged('a dict block without terms');
  }

  async #readStream(): Promise<void> {
    const { id, streamBytes } = this.#segment;
    const start = this.#windowAt + this.from;
    const end = this.#windowAt + this.to;
    if (end > streamBytes) throw damaged('a posting list past the end of its stream');
    const first = postBlockOf(start);
    const last = Math.min(Math.max(postBlockOf(end - 1), first + POST_AHEAD - 1), postBlockOf(streamBytes - 1));
    const keys = Array.from({ length: last - first + 1 }, (_, at) => blockKey(id, first + at));
    const [rows = []] = await this.#rows.read([{ store: 'post', keys }]);
    this.#window = joined(keys.map((key, at) => unseal('post', key, rows[at])));
    this.#windowAt = first * POST_BYTES;
    if (this.#window.length < end - this.#windowAt) throw damaged('a posting block is too short');
  }
}
