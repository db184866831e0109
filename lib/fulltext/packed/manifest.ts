import type { DocNumber } from '../index-view.ts';
import { ByteReader, ByteWriter, damaged } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import type { Row } from './index-rows.ts';
import { seal, unseal } from './seal.ts';

/** Raised whenever bytes of any row change their meaning. An index of another format is dropped and built anew. */
export const FORMAT_VERSION = 2;

/** A segment as the manifest lists it. Segments hold ranges of doc numbers that ascend and do not overlap. */
export interface SegmentEntry {
  readonly id: number;
  readonly first: DocNumber;
  readonly last: DocNumber;
  readonly docs: number;
}

/**
 * What the index is made of at one moment: whatever is not listed here does not exist, whatever rows there are.
 * Numbers of docs and segments ascend and are never given twice.
 */
export interface Manifest {
  /** Version of the analysis that made the terms; those of another one would not meet the terms of queries. */
  readonly analysis: number;
  /** Tells this index from those that were dropped before it: when it began. */
  readonly birth: number;
  /** Ascends with every change. */
  readonly generation: number;
  /** Ascends with every change of segments or of the dead; between two, deltas only come. */
  readonly swaps: number;
  /** Pages with lower numbers belong to an index that was dropped. */
  readonly firstDoc: DocNumber;
  readonly nextDoc: DocNumber;
  readonly nextSegment: number;
  /** Rows in `delta`. */
  readonly deltas: number;
  readonly segments: readonly SegmentEntry[];
  /** Segments that were merged into others. Their rows stay a while for those who still read them. */
  readonly retired: readonly number[];
}

/** @param birth a time, in milliseconds: readers know by it that what they have is of another index */
export function emptyManifest(analysis: number, firstDoc: DocNumber, birth: number): Manifest {
  return {
    analysis,
    birth,
    generation: 0,
    swaps: 0,
    firstDoc,
    nextDoc: firstDoc,
    nextSegment: 1,
    deltas: 0,
    segments: [],
    retired: [],
  };
}

export function writeManifest(manifest: Manifest): Bytes {
  const out = new ByteWriter();
  const { analysis, birth, generation, swaps, firstDoc, nextDoc, nextSegment, deltas, segments, retired } = manifest;
  const numbers = [FORMAT_VERSION, analysis, birth, generation, swaps, firstDoc, nextDoc, nextSegment, deltas];
  for (const number of numbers) out.varint(number);
  out.varint(segments.length);
  for (const { id, first, last, docs } of segments) {
    for (const number of [id, first, last, docs]) out.varint(number);
  }
  out.varint(retired.length);
  for (const id of retired) out.varint(id);
  return seal('manifest', 0, out);
}

/**
 * The manifest, if there is one that this version of the index can go on with.
 * @returns `undefined` when there is none, or one of another format or analysis
 * @throws Failure `storage-broken`
 */
export function readManifest(row: Row, analysis: number): Manifest | undefined {
  if (row === undefined) return undefined;
  const reader = new ByteReader(unseal('manifest', 0, row));
  const number = (): number => reader.varint();
  const isOurs = number() === FORMAT_VERSION && number() === analysis;
  if (!isOurs) return undefined;
  const [birth, generation, swaps] = [number(), number(), number()];
  const [firstDoc, nextDoc] = [number(), number()];
  const [nextSegment, deltas] = [number(), number()];
  const segments: SegmentEntry[] = [];
  for (let left = number(); left > 0; left -= 1) {
    const [id, first, last, docs] = [number(), number(), number(), number()];
    segments.push({ id, first, last, docs });
  }
  const retired: number[] = [];
  for (let left = number(); left > 0; left -= 1) retired.push(number());
  reader.end();
  if (segments.some(({ first }, at) => first <= (segments[at - 1]?.last ?? -1))) throw damaged('segments overlap');
  return { analysis, birth, generation, swaps, firstDoc, nextDoc, nextSegment, deltas, segments, retired };
}
