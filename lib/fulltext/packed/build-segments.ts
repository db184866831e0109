import type { DocTerms } from '../doc-terms.ts';
import type { DocNumber } from '../index-view.ts';
import { MANIFEST_ROW, keepManifest } from './change-index.ts';
import { damaged } from './bytes.ts';
import { firstKey, only } from './index-rows.ts';
import type { RowChange, WritableRows } from './index-rows.ts';
import { readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { mergeSegments, readSegments } from './merge-segments.ts';
import { SegmentBuilder } from './segment-builder.ts';
import type { NewSegment } from './segment-writer.ts';

/** Memory that postings may take before they are stored as a segment of their own and merged in the end. */
const SPILL_BYTES = 24_000_000;

export interface BuildOptions {
  /** Memory for postings, in bytes. */
  readonly spillBytes?: number;
  /** Called often; it may wait. */
  readonly breathe?: () => Promise<void>;
}

/**
 * Indexes many pages at once: one segment at the end of the index, however many they are, in memory that stays small.
 * Nothing of it shows before all is done. Nobody else may change the index meanwhile.
 * @param pages numbered in their order, from the returned number on
 * @throws Failure `storage-broken`, `storage-full`
 */
export async function buildSegments(
  rows: WritableRows,
  analysis: number,
  pages: Iterable<DocTerms> | AsyncIterable<DocTerms>,
  { spillBytes = SPILL_BYTES, breathe = async () => {} }: BuildOptions = {},
): Promise<{ readonly first: DocNumber; readonly docs: number }> {
  const [found] = await rows.read([MANIFEST_ROW]);
  const manifest = readManifest(only(found), analysis);
  if (manifest === undefined || manifest.deltas > 0) throw damaged('no index to build on');
  const spills: NewSegment[] = [];
  let builder = new SegmentBuilder();
  let doc = manifest.nextDoc;
  const spill = async (): Promise<void> => {
    spills.push(await builder.write(rows, manifest.nextSegment + spills.length, breathe));
    builder = new SegmentBuilder();
  };
  for await (const page of pages) {
    builder.add(doc, page);
    doc += 1;
    if (builder.bytes >= spillBytes) await spill();
  }
  if (builder.size > 0) await spill();
  const made = await asOne(rows, manifest, spills, breathe);
  if (made !== undefined) await append(rows, manifest, made, doc);
  return { first: manifest.nextDoc, docs: doc - manifest.nextDoc };
}

/** Merges spilled segments into one and removes them. */
async function asOne(
  rows: WritableRows,
  { nextSegment }: Manifest,
  spills: readonly NewSegment[],
  breathe: () => Promise<void>,
): Promise<NewSegment | undefined> {
  if (spills.length <= 1) return spills[0];
  await rows.update([], () => ({ changes: spills.flatMap(({ changes }) => changes), value: undefined }));
  const segments = await readSegments(
    rows,
    spills.map(({ entry }) => entry.id),
  );
  const merged = await mergeSegments(rows, nextSegment + spills.length, segments, new Set(), breathe);
  const spilled = { from: firstKey(nextSegment), to: firstKey(nextSegment + spills.length) - 1 };
  const metas = spills.flatMap(({ changes }) => changes).flatMap((change) => ('put' in change ? change.put : []));
  await rows.update([], () => ({
    changes: [
      { store: 'dict', ...spilled },
      { store: 'post', ...spilled },
      ...metas.map(([key]) => ({ store: 'meta', from: key, to: key }) as const),
    ],
    value: undefined,
  }));
  return merged;
}

function append(rows: WritableRows, before: Manifest, made: NewSegment, nextDoc: DocNumber): Promise<void> {
  return rows.update([MANIFEST_ROW], ([found]) => {
    const manifest = readManifest(only(found), before.analysis);
    if (manifest?.birth !== before.birth || manifest.generation !== before.generation)
      throw damaged('the index changed while it was built');
    const next: Manifest = {
      ...manifest,
      generation: manifest.generation + 1,
      swaps: manifest.swaps + 1,
      nextDoc,
      nextSegment: made.entry.id + 1,
      segments: [...manifest.segments, made.entry],
    };
    const changes: readonly RowChange[] = [...made.changes, keepManifest(next)];
    return { changes, value: undefined };
  });
}
