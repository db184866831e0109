import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';

import { createKitStore } from '../../lib/adapters/dexie/kit-store.ts';
import { createKitViews } from '../../lib/adapters/dexie/kit-views.ts';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { createReaderViews } from '../../lib/adapters/dexie/reader-views.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import { asConnectionId, parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import type { ReaderPage, ReaderPlace, ReaderRows } from '../../lib/messages/reader-desk.ts';
import { pageUrl } from '../../lib/mirror/address.ts';
import type { KitView } from '../../lib/mirror/offline-kit.ts';
import type { PageHead } from '../../lib/mirror/page-head.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { aJob } from '../fixtures/memory-stores.ts';
import { aPage, paragraph } from './actions-pages.ts';

const idOf = (n: number): PageId => parsePageId(n.toString(16).padStart(32, '0')) ?? expect.unreachable('not an id');

function pageOf(n: number, differs: Partial<Page> = {}): Page {
  return { ...aPage({ title: `Page ${n}` }), id: idOf(n), url: pageUrl(idOf(n)), readAt: n, ...differs };
}

function headOf(n: number, differs: Partial<PageHead> = {}): PageHead {
  return {
    id: idOf(n),
    connection: asConnectionId('acme'),
    workspace: 'Acme',
    kind: 'page',
    title: `Page ${n}`,
    url: pageUrl(idOf(n)),
    people: [],
    state: 'mirrored',
    readAt: n,
    bytes: 1,
    ...differs,
  };
}

let lives = 0;
function open() {
  lives += 1;
  const mirror = new MirrorDatabase(`mirror to read ${lives}`);
  const words = new WordsDatabase(`words to read ${lives}`);
  const troubles: (FailureFacts | undefined)[] = [];
  const note = (failure: FailureFacts | undefined): void => void troubles.push(failure);
  return {
    mirror,
    words,
    troubles,
    kits: createKitStore(mirror),
    views: { ...createReaderViews(mirror, note), ...createKitViews(words, mirror, note) },
  };
}

describe('copies as the Reader watches them', () => {
  it('show a page with its path, what stands inside it and what it leads to, and again when it changes', async () => {
    const { mirror, views } = open();
    const shown: (ReaderPage | undefined)[] = [];
    const unwatch = views.watchPage(idOf(1), (found) => shown.push(found));
    await vi.waitFor(() => expect(shown).toEqual([undefined]));
    await mirror.heads.bulkPut([
      headOf(1, { parent: idOf(2), doc: 1 }),
      headOf(2, { parent: idOf(3), doc: 2 }),
      headOf(3, { doc: 3, state: 'listed' }),
      headOf(4, { parent: idOf(1), doc: 4, kind: 'database' }),
      headOf(5, { parent: idOf(1), doc: 5, kind: 'row' }),
      headOf(6, { parent: idOf(1), doc: 6, state: 'lost' }),
    ]);
    const link = { ...paragraph('See it'), mentions: [{ kind: 'page', text: 'it', url: pageUrl(idOf(2)) }] } as const;
    await mirror.pages.bulkPut([pageOf(1, { blocks: [link] }), pageOf(2), pageOf(4)]);
    await vi.waitFor(() => expect(shown.at(-1)?.page.title).toBe('Page 1'));
    const found = shown.at(-1);
    expect(found?.path.map(({ title, here }) => [title, here])).toEqual([
      ['Page 3', false],
      ['Page 2', true],
    ]);
    expect(found?.children.map(({ title }) => title)).toEqual(['Page 4']);
    expect(found?.links.get(idOf(2))).toMatchObject({ title: 'Page 2', here: true });
    await mirror.heads.update(idOf(1), { lostAt: 7, state: 'lost' });
    await vi.waitFor(() => expect(shown.at(-1)?.lostAt).toBe(7));
    unwatch();
  });

  it('know places by pages alone where the mirror has no heads yet', async () => {
    const { mirror, views } = open();
    await mirror.pages.bulkPut([pageOf(1, { parent: idOf(2) }), pageOf(2)]);
    const shown: (ReaderPage | undefined)[] = [];
    const unwatch = views.watchPage(idOf(1), (found) => shown.push(found));
    await vi.waitFor(() => expect(shown.at(-1)?.path.map(({ title }) => title)).toEqual(['Page 2']));
    unwatch();
  });

  it('end at a ring of parents', async () => {
    const { mirror, views } = open();
    await mirror.pages.bulkPut([pageOf(1, { parent: idOf(2) }), pageOf(2, { parent: idOf(1) })]);
    const shown: (ReaderPage | undefined)[] = [];
    const unwatch = views.watchPage(idOf(1), (found) => shown.push(found));
    await vi.waitFor(() => expect(shown.at(-1)?.path).toHaveLength(2));
    unwatch();
  });

  it('show all rows of a database with their properties, first the first ones', async () => {
    const { mirror, views } = open();
    const rows = Array.from({ length: 450 }, (_, at) => at + 100);
    await mirror.heads.bulkPut(rows.map((n) => headOf(n, { kind: 'row', parent: idOf(1), doc: n })));
    await mirror.pages.bulkPut(
      rows.map((n) => pageOf(n, { properties: [{ name: 'Size', type: 'number', text: String(n), number: n }] })),
    );
    const shown: ReaderRows[] = [];
    const unwatch = views.watchRows(idOf(1), (some) => shown.push(some));
    await vi.waitFor(() => expect(shown.at(-1)?.rows).toHaveLength(450));
    expect(shown[0]?.rows).toHaveLength(200);
    expect(shown[0]?.known).toBe(450);
    expect(shown.at(-1)?.rows[3]?.properties[0]?.text).toBe('103');
    unwatch();
  });

  it('show of a row that was only listed what the list said', async () => {
    const { mirror, views } = open();
    await mirror.heads.put(headOf(2, { doc: 2, kind: 'row', parent: idOf(1), state: 'listed' }));
    const properties = [{ name: 'Status', type: 'status', text: 'Done' }];
    const record = { id: idOf(2), title: 'Page 2', url: pageUrl(idOf(2)), properties, propertyIds: new Map() };
    await mirror.records.put(record);
    const shown: ReaderRows[] = [];
    const unwatch = views.watchRows(idOf(1), (some) => shown.push(some));
    await vi.waitFor(() => expect(shown.at(-1)?.rows).toMatchObject([{ here: false, properties }]));
    unwatch();
  });

  it('show a database by its rows while it was not put together itself', async () => {
    const { mirror, views } = open();
    const shown: (ReaderPage | undefined)[] = [];
    const unwatch = views.watchPage(idOf(1), (found) => shown.push(found));
    await mirror.heads.put(headOf(1, { doc: 1, kind: 'database', state: 'listed', title: 'Tasks' }));
    await vi.waitFor(() => expect(shown).toEqual([undefined]));
    await mirror.heads.put(headOf(2, { doc: 2, kind: 'row', parent: idOf(1), readAt: 7 }));
    await vi.waitFor(() => expect(shown.at(-1)).toMatchObject({ kind: 'database' }));
    expect(shown.at(-1)?.page).toMatchObject({ title: 'Tasks', readAt: 7, completeness: { moreRows: true } });
    unwatch();
  });

  it('list pages under any number of rows that were read after them', async () => {
    const { mirror, views } = open();
    const rows = Array.from({ length: 900 }, (_, at) => at + 10);
    await mirror.pages.bulkPut([1, ...rows].map((n) => pageOf(n)));
    await mirror.heads.bulkPut([headOf(1, { doc: 1 }), ...rows.map((n) => headOf(n, { doc: n, kind: 'row' }))]);
    const shown: (readonly ReaderPlace[])[] = [];
    const unwatch = views.watchRead(10, (places) => shown.push(places));
    await vi.waitFor(() => expect(shown.at(-1)?.map(({ title }) => title)).toEqual(['Page 1']));
    unwatch();
  });

  it('list what a person had open first, then pages by their age, and no rows that nobody opened', async () => {
    const { mirror, views } = open();
    await mirror.pages.bulkPut([pageOf(1), pageOf(2), pageOf(3), pageOf(4), pageOf(5)]);
    await mirror.heads.bulkPut([
      headOf(1, { doc: 1, visitedAt: 99 }),
      headOf(2, { doc: 2, kind: 'row' }),
      headOf(3, { doc: 3, kind: 'row', visitedAt: 50 }),
      headOf(4, { doc: 4 }),
    ]);
    const shown: (readonly ReaderPlace[])[] = [];
    const unwatch = views.watchRead(10, (places) => shown.push(places));
    await vi.waitFor(() =>
      expect(shown.at(-1)?.map(({ title }) => title)).toEqual(['Page 1', 'Page 3', 'Page 5', 'Page 4']),
    );
    unwatch();
  });
});

describe('kits as they are watched', () => {
  const input = (n: number, action: 'brief' | 'ask' | 'chat', question?: string) => ({
    action,
    length: 'short' as const,
    target: { pageId: idOf(n), title: `Page ${n}`, url: pageUrl(idOf(n)) },
    ...(question !== undefined && { question }),
  });

  it('are counted from what lies on the device', async () => {
    const { mirror, words, kits, views } = open();
    const shown: (KitView | undefined)[] = [];
    const unwatch = views.watchKit(idOf(1), (view) => shown.push(view));
    await vi.waitFor(() => expect(shown).toEqual([undefined]));
    await kits.add({ id: idOf(1), title: 'Plan', pinnedAt: 1, pages: [idOf(1), idOf(2), idOf(3)], absent: [idOf(3)] });
    await vi.waitFor(() => expect(shown.at(-1)?.ready).toEqual({ pages: 2, pagesReady: 0, answers: 0 }));
    await mirror.heads.bulkPut([headOf(1, { doc: 1 }), headOf(2, { doc: 2 })]);
    await mirror.pages.bulkPut([pageOf(1), pageOf(2), pageOf(9)]);
    await words.jobs.bulkAdd([
      aJob('brief', { input: input(1, 'brief'), state: 'done', updatedAt: 7 }),
      aJob('ask', { input: input(2, 'ask', 'Who?'), state: 'done' }),
      aJob('again', { input: input(2, 'ask', 'Who?'), state: 'done' }),
      aJob('failed', { input: input(2, 'ask', 'Why?'), state: 'failed' }),
      aJob('turn', { input: input(2, 'chat', 'Hm?'), state: 'done' }),
      aJob('elsewhere', { input: input(9, 'ask', 'Who?'), state: 'done' }),
    ]);
    await vi.waitFor(() =>
      expect(shown.at(-1)?.ready).toEqual({ pages: 2, pagesReady: 2, answers: 1, briefAt: 7, oldestAt: 1 }),
    );
    unwatch();
  });

  it('come the newest first, and go when they are unpinned', async () => {
    const { kits, views } = open();
    await kits.add({ id: idOf(1), title: 'Old', pinnedAt: 1, pages: [idOf(1)] });
    await kits.add({ id: idOf(2), title: 'New', pinnedAt: 2, pages: [idOf(2)] });
    const shown: (readonly string[])[] = [];
    const unwatch = views.watchKits((all) => shown.push(all.map(({ kit }) => kit.title)));
    await vi.waitFor(() => expect(shown.at(-1)).toEqual(['New', 'Old']));
    await kits.remove(idOf(2));
    await vi.waitFor(() => expect(shown.at(-1)).toEqual(['Old']));
    unwatch();
  });

  it('are changed in place, and stay away once they are gone', async () => {
    const { kits } = open();
    await kits.add({ id: idOf(1), title: 'Plan', pinnedAt: 1, pages: [idOf(1)] });
    expect(await kits.change(idOf(1), (kit) => ({ ...kit, gatheredAt: 5 }))).toMatchObject({ gatheredAt: 5 });
    await kits.remove(idOf(1));
    expect(await kits.change(idOf(1), (kit) => ({ ...kit, gatheredAt: 6 }))).toBeUndefined();
    expect(await kits.all()).toEqual([]);
  });
});
