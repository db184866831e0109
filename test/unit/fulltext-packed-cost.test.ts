import { beforeAll, describe, expect, it } from 'vitest';
import type { DocTerms } from '../../lib/fulltext/doc-terms.ts';
import { buildSegments } from '../../lib/fulltext/packed/build-segments.ts';
import { changeDocs, restartIndex } from '../../lib/fulltext/packed/change-index.ts';
import { createIndexReader } from '../../lib/fulltext/packed/index-reader.ts';
import type { RowStore, WritableRows } from '../../lib/fulltext/packed/index-rows.ts';
import { createMemoryRows } from '../../lib/fulltext/packed/memory-rows.ts';
import { mergeIndex } from '../../lib/fulltext/packed/merge-index.ts';
import { docTermsOf } from '../fixtures/index-dump.ts';

const ANALYSIS = 1;
const PAGES = 6_000;
/** Words by how common they are: the page numbers that hold the nth word are multiples of its rank. */
const RANKS = [1, 2, 3, 5, 9, 40, 300, 1_500];

const pageAt = (number: number): DocTerms =>
  docTermsOf([
    ...RANKS.filter((rank) => number % rank === 0).map((rank) => ({
      term: `every${rank}`,
      counts: [0, 0, 2] as const,
    })),
    ...Array.from({ length: 12 }, (_, at) => ({
      term: `rare${(number * 31 + at * 7_919) % 40_000}`,
      counts: [0, at === 0 ? 1 : 0, 1] as const,
    })),
  ]);

/** Rows that count what goes through them. */
function counting(rows: WritableRows) {
  const steps: { readonly stores: readonly RowStore[]; readonly rows: number; readonly bytes: number }[] = [];
  let written = 0;
  const counted: WritableRows = {
    read: async (asks) => {
      const found = await rows.read(asks);
      const flat = found.flat().filter((row) => row !== undefined);
      const bytes = flat.reduce((sum, { length }) => sum + length, 0);
      steps.push({ stores: [...new Set(asks.map(({ store }) => store))], rows: flat.length, bytes });
      return found;
    },
    update: (asks, decide) =>
      rows.update(asks, (found) => {
        const decided = decide(found);
        for (const change of decided.changes) if ('put' in change) written += change.put.length;
        return decided;
      }),
  };
  return { counted, steps, written: () => written };
}

describe('what an index costs', () => {
  const rows = createMemoryRows();
  beforeAll(async () => {
    await restartIndex(rows, ANALYSIS, 1, 1);
    const pages = Array.from({ length: PAGES }, (_, number) => pageAt(number));
    await buildSegments(rows, ANALYSIS, pages, { spillBytes: 2_000_000 });
  });

  it('to a cold query: three steps, and few of its rows', async () => {
    const { counted, steps } = counting(rows);
    const view = await createIndexReader(counted, ANALYSIS).view();
    const known = await view?.find(['every3', 'every40', 'rare77', 'unheard']);
    expect(known?.map((one) => one?.df)).toEqual([2_000, 150, 2, undefined]);
    const found = await view?.postings(['every3', 'every40', 'rare77']);
    expect(found?.map(({ slots }) => slots.length)).toEqual([2_000, 150, 2]);
    expect(steps.map(({ stores }) => stores)).toEqual([['meta', 'delta', 'dead'], ['dict'], ['post']]);
    expect(steps.slice(1).reduce((sum, { rows }) => sum + rows, 0)).toBeLessThanOrEqual(4 + 3);
    const all = Object.values(rows.rows).flatMap((store) => [...store.values()]);
    expect(steps.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(
      all.reduce((sum, { length }) => sum + length, 0) / 4,
    );
  });

  it('to a warm query: a look at the manifest, and no block twice', async () => {
    const { counted, steps } = counting(rows);
    const reader = createIndexReader(counted, ANALYSIS);
    await (await reader.view())?.postings(['every3', 'rare77']);
    steps.length = 0;
    await (await reader.view())?.postings(['every3', 'rare77']);
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ rows: 1 });
    expect(steps[0]?.bytes).toBeLessThan(100);
  });

  it('nothing of an index that was dropped, though it looks alike from outside', async () => {
    const again = createMemoryRows();
    const reader = createIndexReader(again, ANALYSIS);
    for (const [birth, word] of [
      [1, 'older'],
      [2, 'newer'],
    ] as const) {
      await restartIndex(again, ANALYSIS, 1, birth);
      await buildSegments(again, ANALYSIS, [docTermsOf([{ term: word, counts: [0, 0, 1] }])]);
      const known = await (await reader.view())?.find(['older', 'newer']);
      expect(known?.flatMap((one) => one?.term ?? [])).toEqual([word]);
    }
  });

  it('to an edit: two rows, however many pages there are', async () => {
    const { counted, written } = counting(rows);
    await changeDocs(counted, ANALYSIS, [{ page: pageAt(PAGES), kills: [7] }]);
    expect(written()).toBe(2);
  });

  it('to look after it: nothing is written while all is in order', async () => {
    const { counted, written } = counting(rows);
    expect(await mergeIndex(counted, ANALYSIS, async () => {})).toBe(false);
    expect(written()).toBe(0);
  });

  it('in breaths: a merge lets others have their turn all along', async () => {
    const grown = createMemoryRows();
    await restartIndex(grown, ANALYSIS, 1, 1);
    for (let number = 0; number < 64 * 8; number += 1) {
      await changeDocs(grown, ANALYSIS, [{ page: pageAt(number) }]);
      if (number % 64 === 63 && number < 500) await mergeIndex(grown, ANALYSIS, async () => {});
    }
    await mergeIndex(grown, ANALYSIS, async () => {});
    let breaths = 0;
    const breathe = async (): Promise<void> => {
      breaths += 1;
    };
    await mergeIndex(grown, ANALYSIS, breathe);
    expect([...grown.rows.meta.keys()]).toHaveLength(2);
    expect(breaths).toBeGreaterThan(10);
  });
});
