import { analyzePage } from '../../../lib/fulltext/analyze-page.ts';
import type { IndexView } from '../../../lib/fulltext/index-view.ts';
import { ANALYSIS_VERSION } from '../../../lib/fulltext/analysis-version.ts';
import { buildSegments } from '../../../lib/fulltext/packed/build-segments.ts';
import { restartIndex } from '../../../lib/fulltext/packed/change-index.ts';
import { createIndexReader } from '../../../lib/fulltext/packed/index-reader.ts';
import { createMemoryRows } from '../../../lib/fulltext/packed/memory-rows.ts';
import { rankPages } from '../../../lib/fulltext/rank-pages.ts';
import { rerankPages, SECOND_LOOK } from '../../../lib/retrieval/rerank.ts';
import type { TestPage } from './collection.ts';
import { DEPTH } from './collection.ts';
import type { Search } from './peers.ts';

/** Our own search as it is shipped: the packed index, first results, then a second look at their text. */
export async function openOurs(pages: readonly TestPage[]): Promise<{
  readonly first: Search;
  readonly full: Search;
  /** First results, so many. */
  list(text: string, limit: number): Promise<readonly TestPage[]>;
}> {
  const { view, docs } = await packedIndex(pages);
  const { signal } = new AbortController();
  const ask = (text: string, limit = SECOND_LOOK): ReturnType<typeof rankPages> =>
    rankPages(view, { text }, limit, signal);
  const pageOf = (doc: number): TestPage => {
    const page = docs.get(doc);
    if (page === undefined) throw new Error(`No page has the number ${doc}`);
    return page;
  };
  return {
    first: async (text) => (await ask(text)).hits.slice(0, DEPTH).map(({ doc }) => pageOf(doc).id),
    list: async (text, limit) => (await ask(text, limit)).hits.map(({ doc }) => pageOf(doc)),
    full: async (text) => {
      const ranking = await ask(text);
      const found = ranking.hits.map(({ doc, score }) => {
        const page = pageOf(doc);
        const { place, hub } = page;
        return { score, page, ...(place === undefined ? {} : { place }), ...(hub === undefined ? {} : { hub }) };
      });
      return rerankPages(ranking, found, 0, 0)
        .slice(0, DEPTH)
        .map(({ at }) => found[at]?.page.id ?? '');
    },
  };
}

async function packedIndex(
  pages: readonly TestPage[],
): Promise<{ readonly view: IndexView; readonly docs: ReadonlyMap<number, TestPage> }> {
  const rows = createMemoryRows();
  await restartIndex(rows, ANALYSIS_VERSION, 1, 1);
  const { first } = await buildSegments(rows, ANALYSIS_VERSION, pages.map(analyzePage));
  const view = await createIndexReader(rows, ANALYSIS_VERSION).view();
  if (view === undefined) throw new Error('The index was built and cannot be read');
  return { view, docs: new Map(pages.map((page, at) => [first + at, page])) };
}
