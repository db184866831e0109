import type { PageId } from '../../base/ids.ts';
import { analyzePage } from '../../fulltext/analyze-page.ts';
import type { Indexable } from '../../fulltext/analyze-page.ts';
import type { DocTerms } from '../../fulltext/doc-terms.ts';
import { filterTermsOf } from '../../fulltext/filter-terms.ts';
import type { DocNumber } from '../../fulltext/index-view.ts';
import { ANALYSIS_VERSION } from '../../fulltext/analysis-version.ts';
import { changeDocs, restartIndex } from '../../fulltext/packed/change-index.ts';
import type { DocChange } from '../../fulltext/packed/change-index.ts';
import { wantErased } from '../../fulltext/packed/erase-docs.ts';
import { MANIFEST } from '../../fulltext/packed/index-rows.ts';
import { readManifest } from '../../fulltext/packed/manifest.ts';
import type { Manifest } from '../../fulltext/packed/manifest.ts';
import { Failure } from '../../base/failure.ts';
import type { PageHead } from '../../mirror/page-head.ts';
import type { Page } from '../../mirror/page.ts';
import { fingerprint } from '../../text/fingerprint.ts';
import { createDexieRows } from './dexie-rows.ts';
import type { MirrorDatabase } from './mirror-database.ts';

/** A page with what its head knows beside its text. */
const indexable = (page: Page, { kind, database, people, connection }: PageHead): Indexable => ({
  ...page,
  kind,
  people,
  connection,
  ...(database !== undefined && { database }),
});

export const termsOfPage = (page: Page, head: PageHead): DocTerms => analyzePage(indexable(page, head));

/** Equal for what gives the index the same terms. */
export const indexedAs = (page: Page, head: PageHead): string =>
  fingerprint(page.fingerprint, ...filterTermsOf(indexable(page, head)));

/** Changes what the index holds of pages. To be called within a transaction over `heads` and the tables of the index. */
export async function changePages(
  mirror: MirrorDatabase,
  docs: readonly DocChange[],
): Promise<readonly (DocNumber | undefined)[]> {
  await ensureIndex(mirror);
  return changeDocs(createDexieRows(mirror), ANALYSIS_VERSION, docs);
}

/** Has the words of dead pages taken out of the index soon. To be called within the same transaction. */
export async function eraseDead(mirror: MirrorDatabase): Promise<void> {
  await createDexieRows(mirror).update([], () => ({ changes: [wantErased], value: undefined }));
}

/**
 * The index's manifest; begins an empty index where there is none, or one that cannot be used. The pages that it held
 * are told by their heads: numbers below its first are to be indexed anew.
 */
export async function ensureIndex(mirror: MirrorDatabase): Promise<Manifest> {
  return (await usableManifest(mirror)) ?? restart(mirror);
}

/** Drops the index and begins an empty one, whose numbers go on from those of the old one. */
export async function restart(mirror: MirrorDatabase): Promise<Manifest> {
  const [last, before] = [await mirror.heads.orderBy('doc').last(), await usableManifest(mirror)];
  const firstDoc = Math.max((last?.doc ?? 0) + 1, before?.nextDoc ?? 0);
  await restartIndex(createDexieRows(mirror), ANALYSIS_VERSION, firstDoc, Date.now());
  const made = await usableManifest(mirror);
  if (made === undefined) throw new Failure('storage-broken');
  return made;
}

async function usableManifest(mirror: MirrorDatabase): Promise<Manifest | undefined> {
  const row: unknown = await mirror.meta.get(MANIFEST);
  try {
    return readManifest(row instanceof Uint8Array ? row : undefined, ANALYSIS_VERSION);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return undefined;
  }
}

/**
 * Indexes some of the pages whose index was dropped. Each slice is one transaction, so that it can be given up anywhere.
 * @param most how many at a time
 * @returns how many pages it dealt with; 0 when all are indexed
 */
export async function reindexSome(mirror: MirrorDatabase, most: number): Promise<number> {
  const { firstDoc } = await mirror.transaction('rw', tablesOfPages(mirror), async () => ensureIndex(mirror));
  const heads = await mirror.heads.where('doc').below(firstDoc).limit(most).toArray();
  const pages = await mirror.pages.bulkGet(heads.map(({ id }) => id));
  const terms = new Map<PageId, DocTerms>();
  for (const [at, head] of heads.entries()) {
    const page = pages[at];
    if (page !== undefined) terms.set(head.id, termsOfPage(page, head));
  }
  await mirror.transaction('rw', tablesOfPages(mirror), async () => {
    const now = await mirror.heads.bulkGet(heads.map(({ id }) => id));
    // A page that was stored meanwhile is indexed already, with the newer text.
    const still = now
      .filter((head) => head?.doc !== undefined && head.doc < firstDoc)
      .filter((head) => head !== undefined);
    const found = still.flatMap((head) => {
      const page = terms.get(head.id);
      return page === undefined ? [] : [{ id: head.id, page }];
    });
    const docs = await changePages(mirror, found);
    const numbers = new Map(found.map(({ id }, at) => [id, docs[at]]));
    await mirror.heads.bulkPut(still.map((head) => withDoc(head, numbers.get(head.id))));
  });
  return heads.length;
}

/** A head with its number in the index, or without one. */
export function withDoc(head: PageHead, doc: DocNumber | undefined): PageHead {
  const { doc: _before, ...rest } = head;
  return doc === undefined ? rest : { ...rest, doc };
}

/** All that storing a page touches. */
export const tablesOfPages = (mirror: MirrorDatabase) => [
  mirror.pages,
  mirror.heads,
  mirror.dict,
  mirror.post,
  mirror.delta,
  mirror.dead,
  mirror.meta,
];
