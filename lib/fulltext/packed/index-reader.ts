import type { DocNumber } from '../index-view.ts';
import { BlockReader } from './block-reader.ts';
import { damaged } from './bytes.ts';
import { MANIFEST_ROW } from './change-index.ts';
import { readDead } from './dead-docs.ts';
import { readDelta } from './delta.ts';
import type { Delta } from './delta.ts';
import { ALL_SEGMENTS, DEAD, LAST, only } from './index-rows.ts';
import type { IndexRows, Row, RowAsk } from './index-rows.ts';
import { readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { PackedView } from './packed-view.ts';
import type { ViewParts } from './packed-view.ts';
import { readSegment, segmentIdOf } from './segment.ts';

interface Seen extends ViewParts {
  readonly manifest: Manifest;
  readonly view: PackedView;
}

/** Gives views of the index. The last one is kept: asking again costs one read of a small row and of what came since. */
export interface IndexReader {
  /**
   * The index as it is now; `undefined` while there is none, or one that another version of the format made.
   * @throws Failure `storage-broken`
   */
  view(): Promise<PackedView | undefined>;
}

export function createIndexReader(rows: IndexRows, analysis: number): IndexReader {
  let seen: Seen | undefined;
  let blocks = new BlockReader(rows);

  const keep = (manifest: Manifest, parts: ViewParts): PackedView => {
    const view = new PackedView(parts, blocks);
    seen = { ...parts, manifest, view };
    return view;
  };

  /** What came since the last view, when only changes of pages did. */
  const followed = async (before: Seen): Promise<PackedView | undefined> => {
    const [manifestRows, fresh = []] = await rows.read([MANIFEST_ROW, deltasFrom(before.manifest.nextDoc)]);
    const manifest = readManifest(only(manifestRows), analysis);
    if (manifest === undefined || !isLater(manifest, before.manifest)) return undefined;
    if (manifest.generation === before.manifest.generation) return before.view;
    const { segments, dead } = before;
    return keep(manifest, { segments, dead, deltas: allOf(manifest, [...before.deltas, ...readDeltas(fresh)]) });
  };

  return {
    async view() {
      const view = seen === undefined ? undefined : await followed(seen);
      if (view !== undefined) return view;
      const [manifestRows, segmentRows = [], deltaRows = [], deadRows] = await rows.read([
        MANIFEST_ROW,
        ALL_SEGMENTS,
        deltasFrom(0),
        { store: 'dead', keys: [DEAD] },
      ]);
      const manifest = readManifest(only(manifestRows), analysis);
      // Numbers of segments begin anew with the index: blocks of the old one must not pass for those of the new.
      if (manifest?.birth !== seen?.manifest.birth) blocks = new BlockReader(rows);
      seen = undefined;
      if (manifest === undefined) return undefined;
      const byId = Map.groupBy(segmentRows, (row) => (row === undefined ? undefined : segmentIdOf(row)));
      const segments = manifest.segments.map(({ id }) => readSegment(id, byId.get(id) ?? []));
      const deltas = allOf(manifest, readDeltas(deltaRows));
      return keep(manifest, { segments, deltas, dead: readDead(only(deadRows)) });
    },
  };
}

const deltasFrom = (doc: DocNumber): RowAsk => ({ store: 'delta', from: doc, to: LAST });

const readDeltas = (rows: readonly Row[]): readonly Delta[] =>
  rows.flatMap((row) => (row === undefined ? [] : [readDelta(row)]));

/** A change that is missing would bring back what it killed. */
function allOf(manifest: Manifest, deltas: readonly Delta[]): readonly Delta[] {
  if (deltas.length !== manifest.deltas) throw damaged('changes are missing');
  return deltas;
}

/** The same index with the same segments. */
function isLater(manifest: Manifest, before: Manifest): boolean {
  return manifest.birth === before.birth && manifest.swaps === before.swaps;
}
