import type { FailureFacts } from '../../base/failure.ts';
import type { PageId } from '../../base/ids.ts';
import type { GapCheck } from '../../gaps/gap-check.ts';
import { scopeKey } from '../../gaps/gap-check.ts';
import type { GapPlace, GapsDesk } from '../../messages/gaps-desk.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

/** So many pages at the top of workspaces are offered by name. */
const MOST_PLACES = 400;

/** What a check for gaps reads, and where its result is kept. */
export function createGapSource(words: WordsDatabase, mirror: MirrorDatabase, guard: Guard = guardStorage) {
  return {
    heads: () => guard(() => mirror.heads.toArray()),
    pages: (ids: readonly PageId[]) =>
      guard(async () => (await mirror.pages.bulkGet([...ids])).filter((page) => page !== undefined)),
    listed: () =>
      guard(async () => {
        const syncs = await mirror.syncs.toArray();
        return syncs.length > 0 && syncs.every(({ machine }) => machine.fullAt !== undefined);
      }),
    kept: (id: string) => guard(() => words.gapChecks.get(id)),
    keep: (check: GapCheck) =>
      guard(async () => {
        await words.gapChecks.put(check);
      }),
  };
}

/** The places that can be checked and what checks came to, watched where they lie. */
export function createGapViews(
  words: WordsDatabase,
  mirror: MirrorDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): Pick<GapsDesk, 'watchGapPlaces' | 'watchGaps' | 'putAside'> {
  return {
    watchGapPlaces: (show) => watchQuery(() => placesOf(mirror), show, onTrouble),
    watchGaps: (scope, show) => watchQuery(() => words.gapChecks.get(scopeKey(scope)), show, onTrouble),
    putAside: (scope, key, aside) =>
      guardStorage(async () => {
        await words.gapChecks
          .where('id')
          .equals(scopeKey(scope))
          .modify((check: { aside: readonly string[] }) => {
            const others = check.aside.filter((one) => one !== key);
            check.aside = aside ? [...others, key] : others;
          });
      }),
  };
}

/** Each workspace whole, then its databases and the pages at its top, by title. */
async function placesOf(mirror: MirrorDatabase): Promise<readonly GapPlace[]> {
  const syncs = await mirror.syncs.toArray();
  const heads = await mirror.heads.filter(({ kind, state }) => kind !== 'row' && state !== 'lost').toArray();
  const known = new Set(heads.map(({ id }) => id));
  const tops = heads
    .filter(({ kind, parent }) => kind === 'database' || parent === undefined || !known.has(parent))
    .filter(({ title }) => title !== '')
    .toSorted((one, other) => one.title.localeCompare(other.title))
    .slice(0, MOST_PLACES);
  return syncs.flatMap(({ connection, workspace }): readonly GapPlace[] => [
    { connection, workspace },
    ...tops
      .filter((head) => head.connection === connection)
      .map(({ id, title, kind }): GapPlace => ({
        connection,
        workspace,
        under: { id, title, kind: kind === 'database' ? 'database' : 'page' },
      })),
  ]);
}
