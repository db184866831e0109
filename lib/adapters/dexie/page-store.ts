import { indexPage } from '../../fulltext/search-text.ts';
import type { PageStore } from '../../mirror/page-store.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';

/** Keeps pages with their search entries, written together so that what is kept can be found. */
export function createPageStore(mirror: MirrorDatabase, guard: Guard = guardStorage): PageStore {
  return {
    get: (id) => guard(() => mirror.pages.get(id)),
    put: (page) =>
      guard(() =>
        mirror.transaction('rw', mirror.pages, mirror.entries, async () => {
          const before = await mirror.pages.get(page.id);
          await mirror.pages.put(page);
          if (before?.fingerprint !== page.fingerprint) await mirror.entries.put(indexPage(page));
        }),
      ),
  };
}
