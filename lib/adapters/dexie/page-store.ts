import type { DocTerms } from '../../fulltext/doc-terms.ts';
import { contentOf, headOfPage, withoutContent } from '../../mirror/head-of-page.ts';
import type { PageHead } from '../../mirror/page-head.ts';
import type { HeadWith, PageStore } from '../../mirror/page-store.ts';
import type { Page } from '../../mirror/page.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';
import { changePages, eraseDead, indexedAs, tablesOfPages, termsOfPage, withDoc } from './page-index.ts';

/**
 * Keeps pages with their heads and their part of the index, written together so that what is kept can be found.
 * @param onIndexed told after the index grew: it may be time to merge
 */
export function createPageStore(
  mirror: MirrorDatabase,
  guard: Guard = guardStorage,
  onIndexed: () => void = () => {},
): PageStore {
  return {
    get: (id) => guard(() => mirror.pages.get(id)),

    put: async (page, change) => {
      const head: HeadWith =
        change === undefined
          ? (before) => headOfPage(page, before)
          : (before) => ({ ...change(before), ...contentOf(page) });
      const known = await guard(() => mirror.heads.get(page.id));
      const next = head(known);
      // Words are cut before the transaction: while one is open nobody else can write.
      const terms = isIndexed(known, page, next) ? undefined : termsOfPage(page, next);
      await guard(() =>
        mirror.transaction('rw', tablesOfPages(mirror), async () => putPage(mirror, page, head, terms)),
      );
      if (terms !== undefined) onIndexed();
    },

    remove: async (ids) => {
      await guard(() => mirror.transaction('rw', tablesOfPages(mirror), async () => removePages(mirror, ids)));
      onIndexed();
    },

    erase: async (ids) => {
      await guard(() =>
        mirror.transaction('rw', tablesOfPages(mirror), async () => {
          await removePages(mirror, ids);
          await eraseDead(mirror);
        }),
      );
      onIndexed();
    },
  };
}

/** Equal text under the same filters is found by the terms that the index holds. */
const isIndexed = (before: PageHead | undefined, page: Page, next: PageHead): boolean =>
  before?.doc !== undefined && before.indexedAs === indexedAs(page, next);

async function putPage(mirror: MirrorDatabase, page: Page, head: HeadWith, terms: DocTerms | undefined): Promise<void> {
  const before = await mirror.heads.get(page.id);
  const next = head(before);
  const kept = before?.doc;
  const doc = isIndexed(before, page, next) ? kept : await numberOf(mirror, terms ?? termsOfPage(page, next), kept);
  const stored = { ...withDoc(next, doc), indexedAs: indexedAs(page, next) };
  await Promise.all([mirror.pages.put(page), mirror.heads.put(stored)]);
}

async function numberOf(
  mirror: MirrorDatabase,
  page: DocTerms,
  before: number | undefined,
): Promise<number | undefined> {
  const [doc] = await changePages(mirror, [{ page, ...(before !== undefined && { kills: [before] }) }]);
  return doc;
}

/** Takes contents out of the mirror and the index. Within a transaction over `tablesOfPages`. */
export async function removePages(mirror: MirrorDatabase, ids: readonly PageHead['id'][]): Promise<void> {
  const heads = (await mirror.heads.bulkGet([...ids])).filter((head) => head !== undefined);
  const kills = heads.flatMap(({ doc }) => (doc === undefined ? [] : [doc]));
  if (kills.length > 0) await changePages(mirror, [{ kills }]);
  await mirror.pages.bulkDelete([...ids]);
  await mirror.heads.bulkPut(heads.map(withoutContent));
}
