import { estimateFill } from '../../autofill/estimate-fill.ts';
import { estimateSummaries } from '../../autofill/estimate-summaries.ts';
import type { FailureFacts } from '../../base/failure.ts';
import type { FillDesk } from '../../messages/fill-desk.ts';
import type { ConnectionId, PageId } from '../../base/ids.ts';
import { inScope } from '../../mirror/in-scope.ts';
import { BATCH_PRICE } from '../../models/batch.ts';
import { guardStorage } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';
import { settingsIn } from './settings-in.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

const MOST_RUNS = 30;
/** So many rows tell what a row costs. */
const SAMPLE = 50;

/** Runs of Autofill as they stand in the store, and what one would cost. */
export function createFillViews(
  words: WordsDatabase,
  mirror: MirrorDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): Pick<FillDesk, 'watchFills' | 'watchFillRows' | 'estimateFill'> {
  return {
    watchFills: (show) =>
      watchQuery(() => words.fillRuns.orderBy('createdAt').reverse().limit(MOST_RUNS).toArray(), show, onTrouble),
    watchFillRows: (run, show) =>
      watchQuery(() => words.fillRows.where('run').equals(run).sortBy('at'), show, onTrouble),
    estimateFill: ({ connection, database, columns, by, what }) =>
      guardStorage(async () => {
        const ids =
          what === 'summaries'
            ? await pagesUnder(mirror, connection, database)
            : await mirror.heads.where('parent').equals(database).primaryKeys();
        if (by === 'rules') return { rows: ids.length, costUsd: 0 };
        const pages = (await mirror.pages.bulkGet(ids.slice(0, SAMPLE))).filter((page) => page !== undefined);
        const settings = await settingsIn(words);
        const costUsd =
          what === 'summaries'
            ? estimateSummaries(pages, ids.length, settings)
            : estimateFill(pages, ids.length, columns, settings);
        const share = by === 'batch' ? BATCH_PRICE : 1;
        return { rows: ids.length, ...(costUsd === undefined ? {} : { costUsd: costUsd * share }) };
      }),
  };
}

/** The pages of the mirror under one of them, itself among them. */
async function pagesUnder(mirror: MirrorDatabase, connection: ConnectionId, under: PageId): Promise<readonly PageId[]> {
  const pages = inScope(await mirror.heads.toArray(), { connection, under });
  return pages.filter(({ kind, state }) => kind !== 'database' && state === 'mirrored').map(({ id }) => id);
}
