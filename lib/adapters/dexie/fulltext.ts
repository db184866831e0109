import { rankEntries } from '../../fulltext/rank-entries.ts';
import type { FulltextPort } from '../../fulltext/search-text.ts';
import { guardStorage } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';

/** Search over the pages read so far, by a scan of their entries. */
export function createFulltext(mirror: MirrorDatabase): FulltextPort {
  return {
    async search(query, limit, signal) {
      const entries = await guardStorage(() => mirror.entries.toArray());
      signal.throwIfAborted();
      return rankEntries(query, entries).slice(0, limit);
    },
  };
}
