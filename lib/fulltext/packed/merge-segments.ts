import type { DocNumber } from '../index-view.ts';
import type { IndexRows, WritableRows } from './index-rows.ts';
import { lastSegmentKey, segmentKey } from './index-rows.ts';
import { PostingList } from './posting-list.ts';
import { byUnits } from './segment-builder.ts';
import { SegmentCursor } from './segment-cursor.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { NewSegment } from './segment-writer.ts';
import { readSegment } from './segment.ts';
import type { Segment } from './segment.ts';

/** Work between two breaths, in bytes of postings and so many for each term: some tenths of a millisecond. */
const BREATH_BYTES = 8_192;
const TERM_WORK = 32;

/**
 * Writes segments as one, without the dead. Walks through all of them at once, term by term, so that memory holds a few
 * blocks of each, however big they are.
 * @param segments in ascending order of their docs
 * @param breathe called often; it may wait
 * @returns `undefined` when nothing of them is alive
 */
export async function mergeSegments(
  rows: WritableRows,
  id: number,
  segments: readonly Segment[],
  dead: ReadonlySet<DocNumber>,
  breathe: () => Promise<void>,
): Promise<NewSegment | undefined> {
  const { docs, lengths, places } = survivors(segments, dead);
  if (docs.length === 0) return undefined;
  const writer = new SegmentWriter(rows, id);
  const inputs = segments.map((segment, at) => ({
    cursor: new SegmentCursor(rows, segment),
    places: places[at] ?? new Int32Array(),
  }));
  for (const { cursor } of inputs) await cursor.settle();
  const list = new PostingList(4_096);
  let work = 0;
  for (let term = firstOf(inputs); term !== undefined; term = firstOf(inputs)) {
    list.clear();
    for (const { cursor, places: placed } of inputs) {
      if (cursor.term !== term) continue;
      list.addList(cursor.list, cursor.from, cursor.to, cursor.df, placed);
      if (!cursor.move()) await cursor.settle();
    }
    if (list.df > 0) writer.add(term, list);
    work += list.bytes.length + TERM_WORK;
    if (writer.isDue) await writer.flush();
    if (work < BREATH_BYTES) continue;
    work = 0;
    await breathe();
  }
  return writer.finish({ docs, lengths });
}

function firstOf(inputs: readonly { readonly cursor: SegmentCursor }[]): string | undefined {
  let first: string | undefined;
  for (const { cursor } of inputs) {
    if (cursor.term !== undefined && (first === undefined || byUnits(cursor.term, first) < 0)) first = cursor.term;
  }
  return first;
}

/** The pages that live on, and for each segment the new slot of each old one, or -1. */
function survivors(segments: readonly Segment[], dead: ReadonlySet<DocNumber>) {
  const docs: DocNumber[] = [];
  const lengths: [number[], number[], number[]] = [[], [], []];
  const places = segments.map((segment) =>
    Int32Array.from(segment.docs, (doc, slot) => {
      if (dead.has(doc)) return -1;
      docs.push(doc);
      for (const [field, bytes] of segment.lengths.entries()) lengths[field]?.push(bytes[slot] ?? 0);
      return docs.length - 1;
    }),
  );
  return { docs, lengths, places };
}

/** @throws Failure `storage-broken` */
export async function readSegments(rows: IndexRows, ids: readonly number[]): Promise<readonly Segment[]> {
  const found = await rows.read(ids.map((id) => ({ store: 'meta', from: segmentKey(id), to: lastSegmentKey(id) })));
  return ids.map((id, at) => readSegment(id, found[at] ?? []));
}
