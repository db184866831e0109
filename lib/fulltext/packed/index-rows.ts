import type { Bytes } from './bytes.ts';

/** The tables of the index. `meta` and `dead` have names as keys, the others numbers. */
export type RowStore = 'dict' | 'post' | 'delta' | 'dead' | 'meta';
export type RowKey = number | string;

/** Rows by their keys, in the order asked; or all from one key to another, both inclusive, in ascending order. */
export type RowAsk =
  | { readonly store: RowStore; readonly keys: readonly RowKey[] }
  | { readonly store: RowStore; readonly from: RowKey; readonly to: RowKey };

export type RowChange =
  | { readonly store: RowStore; readonly put: readonly (readonly [RowKey, Bytes])[] }
  | { readonly store: RowStore; readonly from: RowKey; readonly to: RowKey };

export type Row = Uint8Array | undefined;

/** Reads rows of the index. @throws Failure `storage-broken` */
export interface IndexRows {
  /** What all asks find at one moment, one list each; a key that has no row gives `undefined`. */
  read(asks: readonly RowAsk[]): Promise<readonly (readonly Row[])[]>;
}

/**
 * The only door to what the index stores. A change happens as a whole or not at all, and nobody sees half of it: that
 * is all the index relies on to survive a worker that is killed between any two steps.
 * @throws Failure `storage-full`, `storage-broken`
 */
export interface WritableRows extends IndexRows {
  /** Reads, decides by what it read, and writes, with nobody else in between. A change with a range removes its rows. */
  update<Value>(
    asks: readonly RowAsk[],
    decide: (found: readonly (readonly Row[])[]) => { readonly changes: readonly RowChange[]; readonly value: Value },
  ): Promise<Value>;
}

export const MANIFEST = 'manifest';
export const DEAD = 'dead';
const SEGMENT_DIGITS = 16;
const PART_DIGITS = 4;
/** Key of a segment's first row in `meta`; all of equal length, so that their order is that of the numbers. */
export const segmentKey = (segment: number): string => `segment:${String(segment).padStart(SEGMENT_DIGITS, '0')}`;
/** Key of any row of a segment: further parts follow the first. */
export const segmentPartKey = (segment: number, part: number): string =>
  part === 0 ? segmentKey(segment) : `${segmentKey(segment)}.${String(part).padStart(PART_DIGITS, '0')}`;
/** No row of the segment has a greater key, and none of the next one a smaller. */
export const lastSegmentKey = (segment: number): string => `${segmentKey(segment)}.:`;

/** A segment's blocks have keys of their own range: 2^20 blocks of 16 kB are 16 GB of postings. */
const BLOCKS = 2 ** 20;
export const blockKey = (segment: number, block: number): number => segment * BLOCKS + block;
export const firstKey = (segment: number): number => blockKey(segment, 0);
export const lastKey = (segment: number): number => blockKey(segment, BLOCKS - 1);

export const ALL_SEGMENTS: RowAsk = { store: 'meta', from: 'segment:', to: 'segment;' };
/** No doc number and no block key is greater. */
export const LAST = Number.MAX_SAFE_INTEGER;

/** The one row that was asked for. */
export const only = (found: readonly Row[] | undefined): Row => found?.[0];
