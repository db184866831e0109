import type { SyncView } from '../../lib/mirror/sync-view.ts';
import { count, counted } from '../kit/amount.ts';
import { ago, lasting } from '../kit/age.ts';

/** How much of Notion is on this device, in one line; nothing while no workspace is synced. */
export function MirrorLine({ syncs, now }: { readonly syncs: readonly SyncView[]; readonly now: number }) {
  const words = mirrorWords(syncs, now);
  return words === undefined ? null : <p class="mirror-line second small">{words}</p>;
}

function mirrorWords(syncs: readonly SyncView[], now: number): string | undefined {
  if (syncs.length === 0) return undefined;
  const known = syncs.reduce((sum, sync) => sum + sync.known, 0);
  const mirrored = syncs.reduce((sum, sync) => sum + sync.mirrored, 0);
  const far = `${count(mirrored)} of ${counted(known, 'page')} on this device`;
  if (syncs.some(({ state }) => state === 'listing')) return `${far}; still finding out what there is`;
  if (syncs.some(({ state }) => state === 'fetching')) {
    const left = Math.max(...syncs.map(({ msLeft }) => msLeft));
    return `${far}, ${left < 60_000 ? 'under a minute' : `about ${lasting(left)}`} left`;
  }
  if (syncs.some(({ state }) => state === 'waiting')) return `${far}; the sync waits`;
  if (syncs.some(({ state }) => state === 'paused')) return `${far}; the sync is paused`;
  const oldest = Math.min(...syncs.map(({ syncedAt }) => syncedAt ?? 0));
  return oldest === 0 ? far : `${far}, as of ${ago(oldest, now)}`;
}
