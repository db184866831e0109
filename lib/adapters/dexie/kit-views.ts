import type { FailureFacts } from '../../base/failure.ts';
import type { PageId } from '../../base/ids.ts';
import type { CopyDesk, MirrorDesk } from '../../messages/reader-desk.ts';
import type { KitReadiness, KitView, OfflineKit } from '../../mirror/offline-kit.ts';
import type { MirrorDatabase } from './mirror-database.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

export type KitViews = Pick<CopyDesk, 'watchKit'> & Pick<MirrorDesk, 'watchKits'>;

/** How ready each kit is, counted from what lies on the device and from nothing else. */
export function createKitViews(
  words: WordsDatabase,
  mirror: MirrorDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): KitViews {
  const viewOf = async (kit: OfflineKit): Promise<KitView> => ({ kit, ready: await readinessOf(words, mirror, kit) });
  return {
    watchKits: (show) =>
      watchQuery(
        async () => {
          const kits = await mirror.kits.toArray();
          return Promise.all(kits.toSorted((one, other) => other.pinnedAt - one.pinnedAt).map(viewOf));
        },
        show,
        onTrouble,
      ),
    watchKit: (id, show) =>
      watchQuery(
        async () => {
          const kit = await mirror.kits.get(id);
          return kit === undefined ? undefined : viewOf(kit);
        },
        show,
        onTrouble,
      ),
  };
}

async function readinessOf(words: WordsDatabase, mirror: MirrorDatabase, kit: OfflineKit): Promise<KitReadiness> {
  const absent = new Set(kit.absent);
  const wanted = kit.pages.filter((id) => !absent.has(id));
  const [here, heads, made] = await Promise.all([
    mirror.pages.where('id').anyOf(wanted).primaryKeys(),
    mirror.heads.bulkGet([...wanted]),
    answersAbout(words, kit.pages),
  ]);
  const read = heads.flatMap((head) => head?.readAt ?? []);
  const briefs = made.filter(({ action, pageId }) => action === 'brief' && pageId === kit.id);
  const briefAt = Math.max(...briefs.map(({ at }) => at));
  return {
    pages: wanted.length,
    pagesReady: here.length,
    answers: made.length - briefs.length,
    ...(briefs.length > 0 && { briefAt }),
    ...(read.length > 0 && { oldestAt: Math.min(...read) }),
  };
}

interface Made {
  readonly action: string;
  readonly pageId: PageId;
  readonly at: number;
}

/** What was made of the pages and is kept, once for each question. */
async function answersAbout(words: WordsDatabase, ids: readonly PageId[]): Promise<readonly Made[]> {
  const jobs = await words.jobs
    .where('[input.target.pageId+createdAt]')
    .inAnyRange(
      ids.map((id) => [
        [id, 0],
        [id, Number.POSITIVE_INFINITY],
      ]),
    )
    .filter(({ state, input }) => state === 'done' && input.action !== 'chat')
    .toArray();
  const newest = new Map<string, Made>();
  for (const { input, updatedAt } of jobs) {
    if (input.target === undefined) continue;
    const key = `${input.target.pageId} ${input.action} ${input.question ?? ''}`;
    const at = Math.max(updatedAt, newest.get(key)?.at ?? 0);
    newest.set(key, { action: input.action, pageId: input.target.pageId, at });
  }
  return [...newest.values()];
}
