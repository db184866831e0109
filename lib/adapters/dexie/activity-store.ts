import type { ActivityHead, ActivityStore } from '../../activity/activity-store.ts';
import { BEGINNING } from '../../activity/chain.ts';
import type { Link } from '../../activity/chain.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

const KEY = 'activity';
const NEW: ActivityHead = { ...BEGINNING, from: BEGINNING, days: [] };

/** Where the log ends, as it is stored. */
export async function headIn({ meta }: Pick<WordsDatabase, 'meta'>): Promise<ActivityHead> {
  const row = await meta.get(KEY);
  return row?.key === KEY ? row.value : NEW;
}

/** The log in `words`: its entries by number, and its head beside them, changed together. */
export function createActivityStore(words: WordsDatabase, guard: Guard = guardStorage): ActivityStore {
  const { activity, meta } = words;
  const linkOf = async (n: number): Promise<Link | undefined> => {
    const row = await activity.get(n);
    return row === undefined ? undefined : { n, hash: row.hash };
  };
  return {
    head: () => guard(() => headIn(words)),
    change: (expected, { rows, head, cut }) =>
      guard(() =>
        words.transaction('rw', activity, meta, async () => {
          const last = await headIn(words);
          if (last.n !== expected.n || last.hash !== expected.hash) return false;
          await activity.bulkAdd([...rows]);
          await meta.put({ key: KEY, value: head });
          if (cut !== undefined) await activity.where('n').belowOrEqual(cut).delete();
          return true;
        }),
      ),
    lastBefore: (time) =>
      guard(async () => {
        const kept = await activity
          .orderBy('n')
          .filter(({ at }) => at >= time)
          .first();
        return linkOf(kept === undefined ? (await headIn(words)).n : kept.n - 1);
      }),
    linkOf: (n) => guard(() => linkOf(n)),
  };
}
