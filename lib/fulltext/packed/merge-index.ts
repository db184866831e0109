import type { DocNumber } from '../index-view.ts';
import { damaged } from './bytes.ts';
import { MANIFEST_ROW, keepManifest } from './change-index.ts';
import { ERASE_ROW, eraseDone } from './erase-docs.ts';
import { readDead, writeDead } from './dead-docs.ts';
import { readDelta } from './delta.ts';
import type { Delta } from './delta.ts';
import { DEAD, LAST, firstKey, only, lastSegmentKey, segmentKey } from './index-rows.ts';
import type { RowAsk, RowChange, WritableRows } from './index-rows.ts';
import { readManifest } from './manifest.ts';
import type { Manifest, SegmentEntry } from './manifest.ts';
import { MOST_DELTAS, segmentsToMerge } from './merge-plan.ts';
import { mergeSegments, readSegments } from './merge-segments.ts';
import { sweepRetired } from './sweep-retired.ts';
import { SegmentBuilder } from './segment-builder.ts';
import type { NewSegment } from './segment-writer.ts';

const DEAD_ROW: RowAsk = { store: 'dead', keys: [DEAD] };

/**
 * One step of keeping the index in shape: folds the waiting changes into a segment, or merges segments that became
 * many. New rows are stored first, then one swap of the manifest makes them the index, and the old ones go with
 * `sweepIndex`. Killed anywhere, the index is as before or as after. One at a time, whoever calls.
 * @param breathe called often; it may wait, so that the step takes no more of the worker than it should
 * @returns whether there may be more to do
 * @throws Failure `storage-broken`, `storage-full`
 */
export async function mergeIndex(rows: WritableRows, analysis: number, breathe: () => Promise<void>): Promise<boolean> {
  const [manifestRows, deadRows, eraseRows] = await rows.read([MANIFEST_ROW, DEAD_ROW, ERASE_ROW]);
  const manifest = readManifest(only(manifestRows), analysis);
  if (manifest === undefined) return false;
  const dead = new Set(readDead(only(deadRows)));
  const isErasing = only(eraseRows) !== undefined;
  if (manifest.deltas >= MOST_DELTAS || (isErasing && (await hasKills(rows, manifest)))) {
    await dropOrphans(rows, manifest);
    await foldDeltas(rows, manifest, breathe);
    return true;
  }
  const chosen = segmentsToMerge(manifest.segments, (entry) => countWithin(dead, entry), isErasing);
  if (chosen.length === 0) return isErasing && !(await eraseDone(rows, manifest));
  await dropOrphans(rows, manifest);
  const inputs = await readSegments(
    rows,
    chosen.map(({ id }) => id),
  );
  const merged = await mergeSegments(rows, manifest.nextSegment, inputs, dead, breathe);
  const left = [...dead].filter((doc) => !chosen.some((entry) => isWithin(doc, entry)));
  await swap(rows, manifest, { replaced: chosen, made: merged, dead: left });
  return true;
}

/** Removes the rows of segments that were merged away. Whoever still reads them finds nothing then and begins anew. */
export async function sweepIndex(rows: WritableRows, analysis: number): Promise<void> {
  await rows.update([MANIFEST_ROW], ([found]) => {
    const manifest = readManifest(only(found), analysis);
    return { changes: manifest === undefined ? [] : sweepRetired(manifest), value: undefined };
  });
}

/** Whether a change that waits takes a page out of the index. */
async function hasKills(rows: WritableRows, manifest: Manifest): Promise<boolean> {
  const [deltas = []] = await rows.read([{ store: 'delta', from: 0, to: manifest.nextDoc - 1 }]);
  return deltas.some((row) => row !== undefined && readDelta(row).kills.length > 0);
}

/** Rows of segments that no manifest ever listed: a merge was killed before its swap. */
async function dropOrphans(rows: WritableRows, { nextSegment }: Manifest): Promise<void> {
  const blocks = { from: firstKey(nextSegment), to: LAST };
  await rows.update([], () => ({
    changes: [
      { store: 'dict', ...blocks },
      { store: 'post', ...blocks },
      { store: 'meta', from: segmentKey(nextSegment), to: segmentKey(LAST) },
    ],
    value: undefined,
  }));
}

async function foldDeltas(rows: WritableRows, manifest: Manifest, breathe: () => Promise<void>): Promise<void> {
  const [deltaRows = []] = await rows.read([{ store: 'delta', from: 0, to: manifest.nextDoc - 1 }]);
  const deltas: Delta[] = [];
  for (const row of deltaRows) {
    if (row !== undefined) deltas.push(readDelta(row));
    await breathe();
  }
  if (deltas.length !== manifest.deltas) throw damaged('changes are missing');
  const folded = new Set(deltas.map(({ doc }) => doc));
  const killed = new Set(deltas.flatMap(({ kills }) => kills));
  const builder = new SegmentBuilder();
  for (const { doc, page } of deltas) if (page !== undefined && !killed.has(doc)) builder.add(doc, page.whole());
  const made = builder.size === 0 ? undefined : await builder.write(rows, manifest.nextSegment, breathe);
  const killedBefore = [...killed].filter((doc) => !folded.has(doc));
  await swap(rows, manifest, { replaced: [], made, killed: killedBefore, folded });
}

interface Swap {
  /** Neighbours that give way. */
  readonly replaced: readonly SegmentEntry[];
  readonly made: NewSegment | undefined;
  /** The dead from now on; when absent, those of before and the killed. */
  readonly dead?: readonly DocNumber[];
  readonly killed?: readonly DocNumber[];
  /** Changes that are in the segment now. */
  readonly folded?: ReadonlySet<DocNumber>;
}

/** Makes the new segment part of the index, in one transaction. What came in meanwhile stays. */
async function swap(rows: WritableRows, before: Manifest, change: Swap): Promise<void> {
  const { replaced, made, folded } = change;
  await rows.update([MANIFEST_ROW, DEAD_ROW], ([manifestRows, deadRows]) => {
    const manifest = readManifest(only(manifestRows), before.analysis);
    // Begun anew meanwhile: what was merged belongs to an index that is gone, and its rows are orphans.
    if (manifest === undefined || manifest.birth !== before.birth || manifest.swaps !== before.swaps) {
      return { changes: [], value: undefined };
    }
    const at = replaced[0] === undefined ? manifest.segments.length : manifest.segments.findIndex(isSame(replaced[0]));
    const entries = made === undefined ? [] : [made.entry];
    const segments = manifest.segments.toSpliced(at, replaced.length, ...entries);
    const dead = change.dead ?? [...readDead(only(deadRows)), ...(change.killed ?? [])];
    const next: Manifest = {
      ...manifest,
      generation: manifest.generation + 1,
      swaps: manifest.swaps + 1,
      nextSegment: made === undefined ? manifest.nextSegment : Math.max(manifest.nextSegment, made.entry.id + 1),
      deltas: manifest.deltas - (folded?.size ?? 0),
      segments,
      retired: [...manifest.retired, ...replaced.map(({ id }) => id)],
    };
    const changes: readonly RowChange[] = [
      ...(made?.changes ?? []),
      { store: 'dead', put: [[DEAD, writeDead(dead.filter((doc) => segments.some((entry) => isWithin(doc, entry))))]] },
      ...(folded === undefined ? [] : [{ store: 'delta', from: 0, to: Math.max(...folded) } as const]),
      ...replaced.map(({ id }) => ({ store: 'meta', from: segmentKey(id), to: lastSegmentKey(id) }) as const),
      keepManifest(next),
    ];
    return { changes, value: undefined };
  });
}

const isWithin = (doc: DocNumber, { first, last }: SegmentEntry): boolean => doc >= first && doc <= last;
const isSame =
  (one: SegmentEntry) =>
  (other: SegmentEntry): boolean =>
    one.id === other.id;

function countWithin(dead: ReadonlySet<DocNumber>, entry: SegmentEntry): number {
  let count = 0;
  for (const doc of dead) if (isWithin(doc, entry)) count += 1;
  return count;
}
