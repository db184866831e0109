import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDexieRows } from '../../lib/adapters/dexie/dexie-rows.ts';
import { clearMirror, evictOldest } from '../../lib/adapters/dexie/make-room.ts';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { reindexSome, restart, tablesOfPages } from '../../lib/adapters/dexie/page-index.ts';
import { createPageStore } from '../../lib/adapters/dexie/page-store.ts';
import { createSearchSource } from '../../lib/adapters/dexie/search-source.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { ANALYSIS_VERSION } from '../../lib/fulltext/analysis-version.ts';
import { MANIFEST } from '../../lib/fulltext/packed/index-rows.ts';
import { mergeIndex, sweepIndex } from '../../lib/fulltext/packed/merge-index.ts';
import type { SearchSource } from '../../lib/fulltext/search-source.ts';
import type { PageStore } from '../../lib/mirror/page-store.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { aPage } from '../unit/actions-pages.ts';

const calm = async (): Promise<void> => {};
let lives = 0;

describe('the mirror and its index', () => {
  let mirror: MirrorDatabase;
  let pages: PageStore;
  let source: SearchSource;
  let damages: number;

  beforeEach(() => {
    const name = `mirror ${(lives += 1)}`;
    mirror = new MirrorDatabase(name);
    pages = createPageStore(mirror);
    damages = 0;
    source = createSearchSource(name, () => (damages += 1));
  });

  const pageNamed = (number: number, title: string, text = title): Page =>
    aPage({ id: idOf(number), title, fingerprint: text });

  /** Titles of the pages that hold a word, as a search would find them. */
  const holding = async (term: string): Promise<readonly string[]> => {
    const view = await source.view();
    if (view === undefined) return ['no index'];
    const [postings] = await view.postings([term]);
    const docs = [...(postings?.slots ?? [])].filter((slot) => view.dead[slot] !== 1).map((slot) => view.docOf(slot));
    return (await source.heads(docs)).map((head) => head?.title ?? 'gone');
  };

  const mergeAll = async (): Promise<void> => {
    const rows = createDexieRows(mirror);
    while (await mergeIndex(rows, ANALYSIS_VERSION, calm));
    await sweepIndex(rows, ANALYSIS_VERSION);
  };

  /** Rows of the index in whose bytes the letters stand. */
  const rowsWith = async (letters: string): Promise<number> => {
    const rows: readonly unknown[] = (
      await Promise.all([mirror.dict, mirror.post, mirror.delta, mirror.meta].map((table) => table.toArray()))
    ).flat();
    return rows.filter((row) => row instanceof Uint8Array && Buffer.from(row).includes(letters)).length;
  };

  it('have nothing to show, and make nothing, before Dexie made the database', async () => {
    expect(await source.view()).toBeUndefined();
    expect(await source.heads([1])).toEqual([undefined]);
    expect(await source.pages([idOf(1)])).toEqual([undefined]);
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(mirror.name);
  });

  it('find a page as soon as it is stored', async () => {
    await pages.put(pageNamed(1, 'Budget'));
    expect(await holding('budget')).toEqual(['Budget']);
    expect((await source.pages([idOf(1)]))[0]?.title).toBe('Budget');
    await pages.put(pageNamed(2, 'Budget review'));
    expect(await holding('budget')).toEqual(['Budget', 'Budget review']);
  });

  it('find an edited page by its new words alone', async () => {
    await pages.put(pageNamed(1, 'Budget'));
    await pages.put(pageNamed(1, 'Forecast'));
    expect(await holding('budget')).toEqual([]);
    expect(await holding('forecast')).toEqual(['Forecast']);
    expect((await source.view())?.live).toBe(1);
  });

  it('do not index equal text again', async () => {
    await pages.put(pageNamed(1, 'Budget'));
    const { doc } = (await mirror.heads.get(idOf(1))) ?? {};
    await pages.put({ ...pageNamed(1, 'Budget'), readAt: 99 });
    expect(await mirror.heads.get(idOf(1))).toMatchObject({ doc, readAt: 99 });
    expect(await mirror.delta.count()).toBe(1);
  });

  it('index equal text again when it is to be filtered otherwise', async () => {
    await pages.put(pageNamed(1, 'Budget'));
    await pages.put(pageNamed(1, 'Budget'), (before) => {
      if (before === undefined) throw new Error('it was stored');
      return { ...before, kind: 'row' };
    });
    expect(await mirror.delta.count()).toBe(2);
    expect(await holding('\u0001krow')).toEqual(['Budget']);
  });

  it('forget a page that was removed and keep its head', async () => {
    await pages.put(pageNamed(1, 'Budget'));
    await pages.put(pageNamed(2, 'Budget review'));
    await pages.remove([idOf(1)]);
    expect(await holding('budget')).toEqual(['Budget review']);
    expect(await pages.get(idOf(1))).toBeUndefined();
    const head = await mirror.heads.get(idOf(1));
    expect(head).toMatchObject({ title: 'Budget', state: 'listed', bytes: 0 });
    expect(head?.doc).toBeUndefined();
  });

  it('keep no word of a page that was erased, in whatever blocks it stood', async () => {
    for (let number = 0; number < 200; number += 1) {
      const secret = number % 80 === 7 ? 'Wqxqzz' : 'Plain';
      await pages.put(pageNamed(number, `${secret}${number % 80 === 7 ? number : ''}`));
      if (number % 64 === 63) await mergeAll();
    }
    expect(await rowsWith('wqxqzz')).toBeGreaterThan(1);
    await pages.erase([idOf(7), idOf(87), idOf(167)]);
    const rows = createDexieRows(mirror);
    while (await mergeIndex(rows, ANALYSIS_VERSION, calm));
    expect(await rowsWith('wqxqzz')).toBe(0);
    expect(await mirror.dead.count()).toBe(1);
    expect((await source.view())?.live).toBe(197);
  });

  it('find the same before and after changes became segments', async () => {
    for (let number = 0; number < 150; number += 1) {
      await pages.put(pageNamed(number, `Page ${number % 3 === 0 ? 'alpha' : 'beta'}`));
      if (number % 50 === 49) await mergeAll();
    }
    await pages.put(pageNamed(3, 'Page gamma'));
    expect(await holding('alpha')).toHaveLength(49);
    expect(await holding('gamma')).toEqual(['Page gamma']);
    expect(await mirror.delta.count()).toBeLessThan(64);
    expect((await source.view())?.live).toBe(150);
  });

  it.each([
    ['cut short', (row: Uint8Array) => row.slice(0, -3)],
    ['with one bit turned', (row: Uint8Array) => row.map((byte, at) => (at === 7 ? byte ^ 4 : byte))],
    ['of another format', () => Uint8Array.of(9, 9, 9)],
  ])('are built anew from the pages when the manifest is %s', async (_how, damage) => {
    for (let number = 0; number < 70; number += 1) await pages.put(pageNamed(number, 'Budget'));
    await mergeAll();
    const row = await mirror.meta.get(MANIFEST);
    await mirror.meta.put(damage(row as Uint8Array), MANIFEST);
    expect(await source.view()).toBeUndefined();
    expect(damages).toBe(1);
    while ((await reindexSome(mirror, 32)) > 0);
    expect(await holding('budget')).toHaveLength(70);
    expect(await mirror.heads.where('doc').above(70).count()).toBe(70);
  });

  it.each(['dict', 'post'] as const)('tell of a damaged %s row by its name, and are built anew', async (store) => {
    for (let number = 0; number < 70; number += 1) await pages.put(pageNamed(number, 'Budget'));
    await mergeAll();
    const [key] = await mirror[store].toCollection().primaryKeys();
    const row = await mirror[store].get(key ?? 0);
    await mirror[store].put(
      (row ?? new Uint8Array()).map((byte, at) => (at === 9 ? byte ^ 1 : byte)),
      key,
    );
    await expect(holding('budget')).rejects.toMatchObject({ facts: { code: 'storage-broken' } });
    expect(damages).toBe(1);
    await mirror.transaction('rw', tablesOfPages(mirror), async () => restart(mirror));
    expect((await source.view())?.live).toBe(0);
    while ((await reindexSome(mirror, 32)) > 0);
    expect(await holding('budget')).toHaveLength(70);
  });

  it('give up what was read longest ago first on a full disk, and what is pinned last', async () => {
    for (let number = 0; number < 6; number += 1) {
      await pages.put({ ...pageNamed(number, `Budget ${number}`), readAt: 100 - number });
    }
    await mirror.kits.add({ id: idOf(5), title: 'Pinned', pinnedAt: 1, pages: [idOf(5)] });
    await evictOldest(mirror, 1 / 2);
    expect(await holding('budget')).toEqual(['Budget 0', 'Budget 1', 'Budget 5']);
    await evictOldest(mirror, 1);
    expect(await holding('budget')).toEqual(['Budget 5']);
    await clearMirror(mirror);
    expect(await holding('budget')).toEqual([]);
    expect(await mirror.heads.where('doc').above(0).count()).toBe(0);
    expect(await mirror.heads.count()).toBe(6);
    await pages.put(pageNamed(5, 'Budget 5'));
    expect(await holding('budget')).toEqual(['Budget 5']);
  });

  it('take nothing in when any of it cannot be stored', async () => {
    await pages.put(pageNamed(1, 'Budget'));
    mirror.heads.hook('updating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await expect(pages.put(pageNamed(1, 'Forecast'))).rejects.toMatchObject({ facts: { code: 'storage-full' } });
    expect(await holding('budget')).toEqual(['Budget']);
    expect(await holding('forecast')).toEqual([]);
    expect((await pages.get(idOf(1)))?.title).toBe('Budget');
  });

  it('let go of the database when it is deleted, and find the next one', async () => {
    await pages.put(pageNamed(1, 'Budget'));
    expect(await holding('budget')).toEqual(['Budget']);
    await mirror.delete();
    expect(await source.view()).toBeUndefined();
    await mirror.open();
    await pages.put(pageNamed(2, 'Budget again'));
    expect(await holding('budget')).toEqual(['Budget again']);
  });
});

const idOf = (number: number): PageId => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as PageId;
