import type { PageId } from '../../base/ids.ts';
import { withoutContent } from '../../mirror/head-of-page.ts';
import { guardMakingRoom } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';
import { restart, tablesOfPages } from './page-index.ts';
import { removePages } from './page-store.ts';
import type { WordsDatabase } from './words-database.ts';

/** Pages that go in one transaction. */
const SLICE = 200;

/**
 * What gives way on a full disk, one step after the other: the half of the pages that was read longest ago, all pages
 * that are not pinned, the rest of the mirror with its index, which cost requests; then kept steps, which cost tokens.
 * Never drafts, conversations or answers. A page that went is no longer in the index either: it is found by its title
 * through Notion, as one that was never read.
 */
export function guardWithRoom(words: WordsDatabase, mirror: MirrorDatabase): Guard {
  return guardMakingRoom([
    () => evictOldest(mirror, 1 / 2),
    () => evictOldest(mirror, 1),
    () => clearMirror(mirror),
    () => words.steps.clear(),
  ]);
}

/** Takes contents away, those that were read longest ago first. Pinned projects stay. @param share of all such pages */
export async function evictOldest(mirror: MirrorDatabase, share: number): Promise<void> {
  const kits = await mirror.kits.toArray();
  const pinned = new Set<PageId>(kits.flatMap(({ pages }) => pages));
  const byAge = await mirror.pages.orderBy('readAt').primaryKeys();
  const loose = byAge.filter((id) => !pinned.has(id));
  const going = loose.slice(0, Math.ceil(loose.length * share));
  for (let at = 0; at < going.length; at += SLICE) {
    const slice = going.slice(at, at + SLICE);
    await mirror.transaction('rw', tablesOfPages(mirror), async () => removePages(mirror, slice));
  }
}

/** Takes all contents away with the index of them. What is known of the pages stays, exclusions above all. */
export function clearMirror(mirror: MirrorDatabase): Promise<void> {
  return mirror.transaction('rw', tablesOfPages(mirror), async () => {
    await mirror.pages.clear();
    await restart(mirror);
    await mirror.heads.toCollection().modify((head, row) => {
      row.value = withoutContent(head);
    });
  });
}
