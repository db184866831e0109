import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { buildSegments } from '../../lib/fulltext/packed/build-segments.ts';
import { createIndexReader } from '../../lib/fulltext/packed/index-reader.ts';
import { blockKey } from '../../lib/fulltext/packed/index-rows.ts';
import type { RowKey, RowStore, WritableRows } from '../../lib/fulltext/packed/index-rows.ts';
import { createMemoryRows } from '../../lib/fulltext/packed/memory-rows.ts';
import type { MemoryRows } from '../../lib/fulltext/packed/memory-rows.ts';
import { mergeIndex, sweepIndex } from '../../lib/fulltext/packed/merge-index.ts';
import { dumpIndex } from '../fixtures/index-dump.ts';
import type { IndexDump } from '../fixtures/index-dump.ts';
import { ANALYSIS, calm, emptyRows, histories, merges, name, page, Pages, puts } from '../fixtures/index-history.ts';
import { LifeOver, mortalRows } from '../fixtures/mortal-rows.ts';

async function dumpOf(rows: WritableRows, nameOf: (doc: number) => string): Promise<IndexDump> {
  const view = await createIndexReader(rows, ANALYSIS).view();
  if (view === undefined) throw new Error('there is no index');
  return dumpIndex(view, nameOf);
}

/** The same pages, indexed at once. */
async function dumpAfresh(pages: Pages): Promise<IndexDump> {
  const rows = await emptyRows();
  const names = [...pages.terms.keys()];
  const { first } = await buildSegments(rows, ANALYSIS, pages.terms.values());
  return dumpOf(rows, (doc) => names[doc - first] ?? 'nobody');
}

describe('a packed index', () => {
  it('that was changed, merged and killed in any order equals one built afresh', async () => {
    let withSegments = 0;
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const pages = new Pages(await emptyRows());
        // One reader lives through all of it, as in a worker that is never killed.
        const reader = createIndexReader(pages.rows, ANALYSIS);
        for (const step of history) {
          await step(pages);
          await reader.view();
        }
        const view = await reader.view();
        if (view === undefined) throw new Error('there is no index');
        const afresh = await dumpAfresh(pages);
        expect(await dumpIndex(view, pages.nameOf)).toEqual(afresh);
        expect(await dumpOf(pages.rows, pages.nameOf)).toEqual(afresh);
        withSegments += Number(pages.rows.rows.meta.size > 1);
      }),
      { numRuns: 60 },
    );
    // Histories that are shrunk or short end without any; most have to have been folded and merged.
    expect(withSegments).toBeGreaterThan(10);
  });

  it('survives a death before and after each write of a fold and of a merge of eight', async () => {
    const pages = new Pages(await emptyRows());
    const states = fc.sample(page, { numRuns: 64 * 8, seed: 11 });
    for (const [at, terms] of states.entries()) {
      if (at % 64 === 0) await mergeIndex(pages.rows, ANALYSIS, calm);
      await pages.put(`page ${at % 400}`, terms);
    }
    const before = copyOf(pages.rows);
    const afresh = await dumpAfresh(pages);
    let deaths = 0;
    for (const ends of ['before', 'after'] as const) {
      for (let writes = 0, isDone = false; !isDone; writes += 1) {
        const rows = copyOf(before);
        const life = mortalRows(rows, writes, ends);
        try {
          while (await mergeIndex(life, ANALYSIS, calm));
          isDone = true;
        } catch (error) {
          if (!(error instanceof LifeOver)) throw error;
          deaths += 1;
        }
        expect(await dumpOf(rows, pages.nameOf)).toEqual(afresh);
        while (await mergeIndex(rows, ANALYSIS, calm));
        await sweepIndex(rows, ANALYSIS);
        expect(await dumpOf(rows, pages.nameOf)).toEqual(afresh);
        expect([...rows.rows.meta.keys()]).toHaveLength(2);
      }
    }
    expect(deaths).toBeGreaterThan(8);
  });

  it('leaves no rows behind but those of the segments that it lists', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(puts, merges), { maxLength: 8, size: 'max' }), puts, async (history, last) => {
        const pages = new Pages(await emptyRows());
        // A merge that was killed had written this block of a segment that never came to be.
        const orphan = blockKey(1_000, 3);
        pages.rows.rows.dict.set(orphan, Uint8Array.of(1));
        pages.rows.rows.post.set(orphan, Uint8Array.of(1));
        for (const step of [...history, last, last]) await step(pages);
        while (await mergeIndex(pages.rows, ANALYSIS, calm));
        await sweepIndex(pages.rows, ANALYSIS);
        const { rows } = pages;
        const keys = [...rows.rows.meta.keys()].map(String).filter((key) => key.startsWith('segment:'));
        const listed = new Set(keys.map((key) => Number(key.slice('segment:'.length).split('.')[0])));
        const blocks = [...rows.rows.dict.keys(), ...rows.rows.post.keys()];
        const isListed = (key: RowKey): boolean => listed.has(Math.floor(Number(key) / blockKey(1, 0)));
        fc.pre(listed.size > 0);
        expect(blocks.filter((key) => !isListed(key))).toEqual([]);
        expect(rows.rows.delta.size).toBeLessThan(64);
      }),
      { numRuns: 20 },
    );
  });

  it('is the same whether it was built in one piece or spilled and merged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(page, { minLength: 20, maxLength: 60, size: 'max' }), async (pages) => {
        const nameOf = String;
        const [whole, spilled] = [await emptyRows(), await emptyRows()];
        await buildSegments(whole, ANALYSIS, pages);
        await buildSegments(spilled, ANALYSIS, pages, { spillBytes: 20_000 });
        expect(await dumpOf(spilled, nameOf)).toEqual(await dumpOf(whole, nameOf));
        expect([...spilled.rows.dict.values()].length).toBe(whole.rows.dict.size);
      }),
      { numRuns: 30 },
    );
  });

  it('names any damage, and never takes it for content', async () => {
    const rows = await emptyRows();
    const pages = new Pages(rows);
    const [many = []] = fc.sample(fc.array(fc.tuple(name, page), { minLength: 190, maxLength: 190, size: 'max' }), {
      numRuns: 1,
      seed: 7,
    });
    for (const [which, terms] of many) {
      await pages.put(which, terms);
      await mergeIndex(rows, ANALYSIS, calm);
    }
    await sweepIndex(rows, ANALYSIS);
    const places = (Object.keys(rows.rows) as RowStore[]).flatMap((store) =>
      [...rows.rows[store].keys()].map((key) => ({ store, key })),
    );
    expect(new Set(places.map(({ store }) => store)).size).toBe(5);
    const damage = fc.oneof(
      fc.record({ cut: fc.nat() }),
      fc.record({ at: fc.nat(), bit: fc.integer({ min: 0, max: 7 }) }),
      fc.constant({ gone: true }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), damage, async ({ store, key }, how) => {
        const whole = rows.rows[store].get(key) ?? new Uint8Array();
        // Without a manifest there is no index, and nothing that could be taken for one.
        fc.pre(!('gone' in how && key === 'manifest'));
        if ('gone' in how) rows.rows[store].delete(key);
        else rows.rows[store].set(key, damaged(whole, how));
        const found = await dumpOf(rows, pages.nameOf).catch((error: unknown) => error);
        rows.rows[store].set(key, whole);
        expect(found).toBeInstanceOf(Failure);
        expect(found).toMatchObject({ code: 'storage-broken' });
      }),
      { numRuns: 400 },
    );
  });
});

function copyOf({ rows }: MemoryRows): MemoryRows {
  const copy = createMemoryRows();
  for (const store of Object.keys(rows) as RowStore[])
    for (const [key, row] of rows[store]) copy.rows[store].set(key, row);
  return copy;
}

function damaged(
  row: Uint8Array,
  how: { readonly cut: number } | { readonly at: number; readonly bit: number },
): Uint8Array {
  if ('cut' in how) return row.slice(0, how.cut % row.length);
  return row.map((byte, at) => (at === how.at % row.length ? byte ^ (1 << how.bit) : byte));
}
