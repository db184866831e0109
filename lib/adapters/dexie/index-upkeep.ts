import { ANALYSIS_VERSION } from '../../fulltext/analysis-version.ts';
import { mergeIndex, sweepIndex } from '../../fulltext/packed/merge-index.ts';
import type { IndexUpkeep } from '../../fulltext/packed/upkeep.ts';
import { createDexieRows } from './dexie-rows.ts';
import { guardStorage } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';
import { reindexSome, restart, tablesOfPages } from './page-index.ts';

/** Pages that are indexed anew in one transaction: as many as become a segment. */
const PAGES = 64;

export function createIndexUpkeep(mirror: MirrorDatabase): IndexUpkeep {
  const rows = createDexieRows(mirror);
  return {
    merge: (breathe) => guardStorage(() => mergeIndex(rows, ANALYSIS_VERSION, breathe)),
    sweep: () => guardStorage(() => sweepIndex(rows, ANALYSIS_VERSION)),
    reindex: () => guardStorage(() => reindexSome(mirror, PAGES)),
    restart: () =>
      guardStorage(async () => {
        await mirror.transaction('rw', tablesOfPages(mirror), async () => restart(mirror));
      }),
  };
}
