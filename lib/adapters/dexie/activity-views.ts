import type { ActivityHead } from '../../activity/activity-store.ts';
import type { Chained } from '../../activity/chain.ts';
import { fitsQuery } from '../../activity/find-entries.ts';
import type { LogQuery } from '../../activity/find-entries.ts';
import { addToTotals } from '../../activity/host-totals.ts';
import type { HostTotals } from '../../activity/host-totals.ts';
import type { FailureFacts } from '../../base/failure.ts';
import type { PageId } from '../../base/ids.ts';
import type { LogPage } from '../../messages/activity-desk.ts';
import { headIn } from './activity-store.ts';
import { guardStorage } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

/** Entries read in one go: some megabytes at most. */
const SLICE = 2_000;
/** What is shown at first is mostly among these. */
const FIRST_SLICE = 200;

/** The log as pages read it, in slices: however long it is, no more of it than is asked for is in memory. */
export function createActivityViews(
  words: WordsDatabase,
  mirror: MirrorDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
) {
  const { activity } = words;

  /** Slices of what may fit, newest first: by an index where the query names what one is kept for. */
  async function* slices(query: LogQuery, before: number): AsyncGenerator<readonly Chained[]> {
    const by = (['page', 'host', 'kind'] as const).find((name) => query[name] !== undefined);
    if (by === undefined) {
      const { from } = await headIn(words);
      let size = FIRST_SLICE;
      for (let end = before; end > from.n + 1;) {
        const begin = end - size;
        yield (await activity.where('n').between(begin, end, true, false).toArray()).toReversed();
        end = begin;
        size = SLICE;
      }
      return;
    }
    const keys = await activity.where(by).equals(String(query[by])).primaryKeys();
    const older = keys.filter((n) => n < before).toSorted((one, other) => other - one);
    for (let at = 0; at < older.length; at += SLICE) {
      const rows = await activity.bulkGet(older.slice(at, at + SLICE));
      yield rows.filter((row) => row !== undefined);
    }
  }

  const titlesOf = async (rows: readonly Chained[]): Promise<LogPage['titles']> => {
    const pages = [...new Set(rows.flatMap(({ page }) => page ?? []))] as PageId[];
    const heads = await mirror.heads.bulkGet(pages).catch(() => []);
    return Object.fromEntries(heads.flatMap((head) => (head === undefined ? [] : [[head.id, head.title]])));
  };

  /** All entries behind a number, oldest first, up to where the log ends now. */
  async function* forward(after: number, last: number): AsyncGenerator<readonly Chained[]> {
    for (let from = after + 1; from <= last; from += SLICE)
      yield await guardStorage(() =>
        activity
          .where('n')
          .between(from, Math.min(from + SLICE, last + 1), true, false)
          .toArray(),
      );
  }

  return {
    watchHead: (show: (head: ActivityHead) => void) => watchQuery(() => headIn(words), show, onTrouble),
    head: () => guardStorage(() => headIn(words)),
    forward,
    read: (query: LogQuery, before: number | undefined, most: number): Promise<LogPage> =>
      guardStorage(async () => {
        const found: Chained[] = [];
        for await (const slice of slices(query, before ?? (await headIn(words)).n + 1)) {
          found.push(...slice.filter((row) => fitsQuery(row, query)));
          if (found.length > most) break;
        }
        const rows = found.slice(0, most);
        const last = rows.at(-1);
        return {
          rows,
          titles: await titlesOf(rows),
          ...(found.length > most && last !== undefined ? { before: last.n } : {}),
        };
      }),
    async totals(known: HostTotals): Promise<HostTotals> {
      const { n, from } = await guardStorage(() => headIn(words));
      let totals = known;
      for await (const slice of forward(Math.max(known.upTo, from.n), n)) totals = addToTotals(totals, slice);
      return totals;
    },
  };
}
