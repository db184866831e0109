import type { PageId } from '../../base/ids.ts';
import type { DocNumber, IndexView } from '../../fulltext/index-view.ts';
import { ANALYSIS_VERSION } from '../../fulltext/analysis-version.ts';
import { isDamage } from '../../fulltext/packed/bytes.ts';
import { createIndexReader } from '../../fulltext/packed/index-reader.ts';
import type { IndexRows, RowAsk, Row } from '../../fulltext/packed/index-rows.ts';
import type { SearchSource } from '../../fulltext/search-source.ts';
import type { PageHead } from '../../mirror/page-head.ts';
import type { Page } from '../../mirror/page.ts';
import type { SyncRow } from '../../mirror/sync-state.ts';
import { answered, openRaw } from './raw-database.ts';
import type { RawRead } from './raw-database.ts';

const NEEDED = ['pages', 'heads', 'syncs', 'dict', 'post', 'delta', 'dead', 'meta'];

/** What else a search shows of the mirror, read the same way. @throws Failure `storage-broken` */
export interface MirrorSource extends SearchSource {
  /** Heads in the order asked, whether indexed or not. */
  headsOf(ids: readonly PageId[]): Promise<readonly (PageHead | undefined)[]>;
  syncs(): Promise<readonly SyncRow[]>;
}

/**
 * Where searches read, past Dexie. A cold search takes four steps: what is small, blocks of terms, blocks of postings,
 * and heads or pages of what was found.
 * @param onDamage told when the index does not fit its format: it is to be built anew. Meanwhile there is none.
 */
export function createSearchSource(name = 'mirror', onDamage: () => void = () => {}): MirrorSource {
  const read = openRaw(name, NEEDED);
  const reader = createIndexReader(rawRows(read), ANALYSIS_VERSION);

  const unlessDamaged = async <Value>(work: () => Promise<Value>): Promise<Value | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!isDamage(error)) throw error;
      onDamage();
      return undefined;
    }
  };

  /** A view whose blocks are found damaged tells of it too. One that was overtaken by a merge only fails. */
  const watched = (view: IndexView): IndexView => {
    const telling = async <Value>(work: Promise<Value>): Promise<Value> => {
      try {
        return await work;
      } catch (error) {
        if (isDamage(error) && (await unlessDamaged(() => reader.view())) === view) onDamage();
        throw error;
      }
    };
    const { slots, live, meanLengths, lengths, dead } = view;
    return {
      slots,
      live,
      meanLengths,
      lengths,
      dead,
      docOf: (slot) => view.docOf(slot),
      find: (terms) => telling(view.find(terms)),
      startingWith: (prefix) => telling(view.startingWith(prefix)),
      postings: (terms) => telling(view.postings(terms)),
    };
  };

  return {
    async view() {
      const view = await unlessDamaged(() => reader.view());
      return view === undefined ? undefined : watched(view);
    },
    heads: async (docs: readonly DocNumber[]) =>
      (await read(['heads'], (store) => {
        const byDoc = store('heads').index('doc');
        return Promise.all(docs.map((doc) => answered<PageHead | undefined>(byDoc.get(doc))));
      })) ?? docs.map(() => undefined),
    headsOf: async (ids) =>
      (await read(['heads'], (store) =>
        Promise.all(ids.map((id) => answered<PageHead | undefined>(store('heads').get(id)))),
      )) ?? ids.map(() => undefined),
    syncs: async () => (await read(['syncs'], (store) => answered<SyncRow[]>(store('syncs').getAll()))) ?? [],
    pages: async (ids) =>
      (await read(['pages'], (store) =>
        Promise.all(ids.map((id) => answered<Page | undefined>(store('pages').get(id)))),
      )) ?? ids.map(() => undefined),
  };
}

/** The rows of the index, read without Dexie; an absent database has none. */
export function rawRows(read: RawRead): IndexRows {
  return {
    read: async (asks) => {
      const stores = [...new Set(asks.map(({ store }) => store))];
      const found = await read(stores, (store) => Promise.all(asks.map((ask) => rowsOf(store(ask.store), ask))));
      return found ?? asks.map((ask) => ('keys' in ask ? ask.keys.map(() => undefined) : []));
    },
  };
}

async function rowsOf(store: IDBObjectStore, ask: RowAsk): Promise<readonly Row[]> {
  if (!('keys' in ask)) return rowsIn(await answered(store.getAll(IDBKeyRange.bound(ask.from, ask.to))));
  const { keys } = ask;
  const [first] = keys;
  const last = keys.at(-1);
  // Neighbouring blocks come in one request. Should one be missing, its place is found by asking one by one.
  if (keys.length > 2 && typeof first === 'number' && typeof last === 'number' && last - first === keys.length - 1) {
    const rows = rowsIn(await answered(store.getAll(IDBKeyRange.bound(first, last))));
    if (rows.length === keys.length) return rows;
  }
  return rowsIn(await Promise.all(keys.map((key) => answered(store.get(key)))));
}

/** Anything but bytes counts as no row: the format has nothing else. */
const rowsIn = (values: readonly unknown[]): readonly Row[] =>
  values.map((value) => (value instanceof Uint8Array ? value : undefined));
