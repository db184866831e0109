import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSegments } from '../../lib/fulltext/packed/build-segments.ts';
import { createIndexReader } from '../../lib/fulltext/packed/index-reader.ts';
import { wantErased } from '../../lib/fulltext/packed/erase-docs.ts';
import type { WritableRows } from '../../lib/fulltext/packed/index-rows.ts';
import { mergeIndex } from '../../lib/fulltext/packed/merge-index.ts';
import { rankPages } from '../../lib/fulltext/rank-pages.ts';
import { ANALYSIS, calm, emptyRows, histories, Pages, TERMS } from '../fixtures/index-history.ts';

/** Words as they stand, as they are typed, misspelt and left out. */
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TERMS, 'common') },
  fc.constantFrom(...TERMS).map((term) => `-${term}`),
  fc.constantFrom(...TERMS).map((term) => term.slice(0, 3)),
  fc.constantFrom('comon', 'commom', 'axyxt', '日本'),
);
const queries = fc.array(
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
  { minLength: 10, maxLength: 10 },
);

async function rankedBy(rows: WritableRows, query: string, nameOf: (doc: number) => string) {
  const view = await createIndexReader(rows, ANALYSIS).view();
  if (view === undefined) throw new Error('there is no index');
  const { hits, total } = await rankPages(view, { text: query }, 20, new AbortController().signal);
  return { hits: hits.map(({ doc, score }) => ({ page: nameOf(doc), score })), total };
}

describe('ranking', () => {
  it('gives the same hits and scores over an index with any history, once it is merged, as over one built afresh', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(histories, queries, async (history, asked) => {
        const pages = new Pages(await emptyRows());
        for (const step of history) await step(pages);
        // What is dead counts for how rare a word is until no block holds it any more.
        await pages.rows.update([], () => ({ changes: [wantErased], value: undefined }));
        while (await mergeIndex(pages.rows, ANALYSIS, calm));
        const afresh = await emptyRows();
        const latestLast = [...pages.docs].toSorted(([, one], [, other]) => one - other).map(([name]) => name);
        const terms = latestLast.flatMap((name) => pages.terms.get(name) ?? []);
        const { first } = await buildSegments(afresh, ANALYSIS, terms);
        for (const query of asked) {
          const ranked = await rankedBy(pages.rows, query, pages.nameOf);
          expect(ranked).toEqual(await rankedBy(afresh, query, (doc) => latestLast[doc - first] ?? 'nobody'));
          found += ranked.hits.length;
        }
      }),
      { numRuns: 40 },
    );
    expect(found).toBeGreaterThan(100);
  });
});
