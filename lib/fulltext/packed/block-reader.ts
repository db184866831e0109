import { BlockCache } from './block-cache.ts';
import { damaged, joined } from './bytes.ts';
import { INLINE_BYTES, readDictBlock } from './dict-block.ts';
import type { DictBlock } from './dict-block.ts';
import { blockKey } from './index-rows.ts';
import type { IndexRows, Row } from './index-rows.ts';
import { unseal } from './seal.ts';
import { POST_BYTES, postBlockOf } from './segment.ts';

/** Blocks that stay in memory between queries: about 10 MB of terms and 4 MB of postings. */
const DICT_BLOCKS = 512;
const POST_BLOCKS = 256;

/** One term as a dict block of one segment knows it. */
export interface Located {
  readonly segment: number;
  readonly block: DictBlock;
  /** Its place in the block. */
  readonly entry: number;
  readonly df: number;
}

/** Reads blocks, each step in one go, and keeps those that were used last. */
export class BlockReader {
  readonly #rows: IndexRows;
  readonly #dict = new BlockCache<DictBlock>(DICT_BLOCKS);
  readonly #post = new BlockCache<Uint8Array>(POST_BLOCKS);

  constructor(rows: IndexRows) {
    this.#rows = rows;
  }

  /** @throws Failure `storage-broken` */
  dict(keys: readonly number[]): Promise<ReadonlyMap<number, DictBlock>> {
    return this.#read('dict', keys, this.#dict, readDictBlock);
  }

  /** The posting lists of terms, in the order asked. @throws Failure `storage-broken` */
  async lists(asked: readonly Located[]): Promise<readonly Uint8Array[]> {
    const spans = asked.map(({ segment, block, entry }) => {
      const size = block.sizes[entry] ?? 0;
      const start = block.starts[entry] ?? 0;
      const isInline = size <= INLINE_BYTES;
      const first = postBlockOf(start);
      const count = isInline ? 0 : postBlockOf(start + size - 1) - first + 1;
      const keys = Array.from({ length: count }, (_, at) => blockKey(segment, first + at));
      return {
        bytes: isInline ? block.inline : undefined,
        from: isInline ? start : start - first * POST_BYTES,
        size,
        keys,
      };
    });
    const read = (key: number, row: Row): Uint8Array => unseal('post', key, row);
    const blocks = await this.#read(
      'post',
      spans.flatMap(({ keys }) => keys),
      this.#post,
      read,
    );
    return spans.map(({ bytes, from, size, keys }) => {
      const whole = bytes ?? joined(keys.flatMap((key) => blocks.get(key) ?? []));
      if (whole.length < from + size) throw damaged('a posting block is too short');
      return whole.subarray(from, from + size);
    });
  }

  async #read<Block>(
    store: 'dict' | 'post',
    keys: readonly number[],
    cache: BlockCache<Block>,
    parse: (key: number, row: Row) => Block,
  ): Promise<ReadonlyMap<number, Block>> {
    const found = new Map<number, Block>();
    const missing: number[] = [];
    for (const key of new Set(keys)) {
      const block = cache.get(key);
      if (block === undefined) missing.push(key);
      else found.set(key, block);
    }
    if (missing.length === 0) return found;
    const ascending = missing.toSorted((one, other) => one - other);
    const [rows = []] = await this.#rows.read([{ store, keys: ascending }]);
    for (const [at, key] of ascending.entries()) {
      const block = parse(key, rows[at]);
      cache.set(key, block);
      found.set(key, block);
    }
    return found;
  }
}
