import { MANIFEST_ROW } from './change-index.ts';
import { readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { only } from './index-rows.ts';
import type { RowAsk, RowChange, WritableRows } from './index-rows.ts';
import { sweepRetired } from './sweep-retired.ts';

/**
 * Dead pages usually leave their words in blocks until a merge comes by. While this row stands, merges come by at once:
 * what a person wanted off the device is not on it. It lies beside the dead and outlives a killed worker.
 */
const ERASE = 'erase';
export const ERASE_ROW: RowAsk = { store: 'dead', keys: [ERASE] };

/** To be stored with the change that makes the pages dead. */
export const wantErased: RowChange = { store: 'dead', put: [[ERASE, new Uint8Array([1])]] };

/**
 * Called when no block holds a dead page any more: sweeps what merges left behind, and the wish with it.
 * @returns false when the index changed meanwhile; it is to be looked at again then
 */
export async function eraseDone(rows: WritableRows, seen: Manifest): Promise<boolean> {
  return rows.update([MANIFEST_ROW], ([found]) => {
    const manifest = readManifest(only(found), seen.analysis);
    if (manifest === undefined || manifest.generation !== seen.generation) return { changes: [], value: false };
    return { changes: [...sweepRetired(manifest), { store: 'dead', from: ERASE, to: ERASE }], value: true };
  });
}
