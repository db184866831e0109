import { keepManifest } from './change-index.ts';
import { firstKey, lastKey } from './index-rows.ts';
import type { RowChange } from './index-rows.ts';
import type { Manifest } from './manifest.ts';

/** Removes the rows of segments that were merged away; nothing where there are none. */
export function sweepRetired(manifest: Manifest): readonly RowChange[] {
  if (manifest.retired.length === 0) return [];
  const changes = manifest.retired.flatMap((id): readonly RowChange[] => [
    { store: 'dict', from: firstKey(id), to: lastKey(id) },
    { store: 'post', from: firstKey(id), to: lastKey(id) },
  ]);
  return [...changes, keepManifest({ ...manifest, retired: [] })];
}
