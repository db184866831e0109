import type { DocTerms } from '../doc-terms.ts';
import type { DocNumber } from '../index-view.ts';
import { writeDelta } from './delta.ts';
import { DEAD, LAST, MANIFEST, only } from './index-rows.ts';
import type { RowAsk, RowChange, RowKey, RowStore, WritableRows } from './index-rows.ts';
import { emptyManifest, readManifest, writeManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import type { Bytes } from './bytes.ts';
import { damaged } from './bytes.ts';
import { writeDead } from './dead-docs.ts';

/** Pages that go, and one that comes or takes the place of its older state. */
export interface DocChange {
  /** Absent when pages go alone. */
  readonly page?: DocTerms;
  /** Numbers of what it takes the place of. */
  readonly kills?: readonly DocNumber[];
}

export const MANIFEST_ROW: RowAsk = { store: 'meta', keys: [MANIFEST] };

export const keepManifest = (manifest: Manifest): RowChange => ({
  store: 'meta',
  put: [[MANIFEST, writeManifest(manifest)]],
});

/**
 * Takes changes of pages in. Writes one small row for each and the manifest, whatever the size of the index.
 * @returns the new number of each page, in the order given; `undefined` for those that went
 * @throws Failure `storage-broken` when there is no index to change: `restartIndex` makes one
 */
export function changeDocs(
  rows: WritableRows,
  analysis: number,
  docs: readonly DocChange[],
): Promise<readonly (DocNumber | undefined)[]> {
  return rows.update([MANIFEST_ROW], ([found]) => {
    const manifest = readManifest(only(found), analysis);
    if (manifest === undefined) throw damaged('there is no manifest');
    const put: (readonly [RowKey, Bytes])[] = docs.map(({ page, kills = [] }, at) => {
      const doc = manifest.nextDoc + at;
      return [doc, writeDelta(doc, kills, page)];
    });
    const next: Manifest = {
      ...manifest,
      generation: manifest.generation + 1,
      nextDoc: manifest.nextDoc + docs.length,
      deltas: manifest.deltas + docs.length,
    };
    return {
      changes: [{ store: 'delta', put }, keepManifest(next)],
      value: docs.map(({ page }, at) => (page === undefined ? undefined : manifest.nextDoc + at)),
    };
  });
}

/** Everything in each store. */
const EVERYTHING: readonly { readonly store: RowStore; readonly from: RowKey; readonly to: RowKey }[] = [
  { store: 'dict', from: 0, to: LAST },
  { store: 'post', from: 0, to: LAST },
  { store: 'delta', from: 0, to: LAST },
  { store: 'dead', from: '', to: '\uFFFF' },
  { store: 'meta', from: '', to: '\uFFFF' },
];

/**
 * Begins an empty index in the place of whatever is there.
 * @param firstDoc greater than any number that a page ever had
 * @param birth as `emptyManifest` wants it
 */
export function restartIndex(rows: WritableRows, analysis: number, firstDoc: DocNumber, birth: number): Promise<void> {
  return rows.update([], () => ({
    changes: [
      ...EVERYTHING,
      { store: 'dead', put: [[DEAD, writeDead([])]] },
      keepManifest(emptyManifest(analysis, firstDoc, birth)),
    ],
    value: undefined,
  }));
}
