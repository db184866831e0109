import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ActivityStore } from '../../lib/activity/activity-store.ts';
import { fitsQuery } from '../../lib/activity/find-entries.ts';
import { NO_TOTALS } from '../../lib/activity/host-totals.ts';
import { createActivityViews } from '../../lib/adapters/dexie/activity-views.ts';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { BEGINNING, chainOn } from '../../lib/activity/chain.ts';
import type { Chained } from '../../lib/activity/chain.ts';
import type { ActivityNews } from '../../lib/activity/entry.ts';
import { sha256 } from '../../lib/adapters/browser/sha256.ts';
import { createActivityStore } from '../../lib/adapters/dexie/activity-store.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { Failure } from '../../lib/base/failure.ts';
import { createActivityKeeper } from '../../lib/flows/keep-activity.ts';
import type { ActivityKeeper } from '../../lib/flows/keep-activity.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import type { FakeClock } from '../fixtures/fake-clock.ts';

const READ = { kind: 'read', what: 'content', outcome: 'done', host: 'api.notion.com' } as const;
const DAY = 24 * 60 * 60_000;

let lives = 0;
describe('the activity log in Dexie', () => {
  let words: WordsDatabase;
  let store: ActivityStore;
  let clock: FakeClock;
  let traffic: ActivityNews[];
  let full: boolean;

  /** One life of the worker, or another context of the same browser. */
  const begin = (over: ActivityStore = store): ActivityKeeper =>
    createActivityKeeper({
      clock,
      log: { info: () => {}, warn: () => {} },
      store: {
        ...over,
        change: async (...asked) => {
          if (full) throw new Failure('storage-full');
          return over.change(...asked);
        },
      },
      sha256,
      traffic: () => traffic.splice(0),
      keptDays: async () => 30,
    });
  const rows = (): Promise<readonly Chained[]> => words.activity.toArray();
  /** Whether every entry follows from the one before it, up to the head. */
  const isWhole = async (): Promise<boolean> => {
    const [all, head] = await Promise.all([rows(), store.head()]);
    const plain = all.map(({ n: _n, hash: _hash, ...entry }) => entry);
    const again = await chainOn(head.from, plain, sha256);
    const last = all.at(-1) ?? head.from;
    return (
      JSON.stringify(again.map(({ hash }) => hash)) === JSON.stringify(all.map(({ hash }) => hash)) &&
      last.n === head.n &&
      last.hash === head.hash
    );
  };

  beforeEach(() => {
    words = new WordsDatabase(`activity ${(lives += 1)}`);
    store = createActivityStore(words);
    clock = createFakeClock(Date.UTC(2026, 10, 21, 12));
    traffic = [];
    full = false;
  });

  it('chains what is told in the order in which it is told', async () => {
    const keeper = begin();
    for (let of = 0; of < 600; of += 1) keeper.record({ ...READ, count: of });
    await keeper.settled();
    expect((await rows()).map(({ n, count }) => [n, count])).toEqual(
      Array.from({ length: 600 }, (_row, at) => [at + 1, at]),
    );
    expect(await isWhole()).toBe(true);
    expect((await store.head()).days).toMatchObject([{ day: '2026-11-21', n: 600 }]);
  });

  it('stays one chain when two contexts write at once, and through the end of either', async () => {
    for (let life = 0; life < 5; life += 1) {
      const [one, other] = [begin(), begin()];
      for (let at = 0; at < 20; at += 1) {
        one.record({ ...READ, count: at });
        other.record({ ...READ, kind: 'write', what: 'append' });
      }
      await Promise.all([one.settled(), other.settled()]);
    }
    expect(await rows()).toHaveLength(200);
    expect(await isWhole()).toBe(true);
  });

  it('loses nothing that was stored when a life ends between two writes', async () => {
    let writes = 0;
    const dies = begin({
      ...store,
      change: async (...asked) => {
        writes += 1;
        if (writes > 1) return new Promise(() => {});
        return store.change(...asked);
      },
    });
    for (let at = 0; at < 400; at += 1) dies.record({ ...READ, count: at });
    await expect.poll(async () => (await store.head()).n, { timeout: 5_000 }).toBe(0);
    void dies.settled();
    await expect.poll(async () => (await store.head()).n).toBe(250);
    const next = begin();
    next.record(READ);
    await next.settled();
    expect(await rows()).toHaveLength(251);
    expect(await isWhole()).toBe(true);
  });

  it('says that it cannot be written, stops nobody, and tells the gap once it can', async () => {
    const keeper = begin();
    full = true;
    for (let at = 0; at < 5_003; at += 1) keeper.record(READ);
    await keeper.settled();
    expect(keeper.state()).toEqual({ waiting: 5_000, lost: 3, code: 'storage-full' });
    expect(await rows()).toEqual([]);
    full = false;
    await keeper.settled();
    expect(keeper.state()).toEqual({ waiting: 0, lost: 0 });
    expect((await rows())[0]).toMatchObject({ kind: 'log', what: 'gap', count: 3, code: 'storage-full' });
    expect(await rows()).toHaveLength(5_001);
    expect(await isWhole()).toBe(true);
  });

  it('stores decisions at once and everything else about a second later', async () => {
    const keeper = begin();
    keeper.record(READ);
    await clock.advance(900);
    expect(await rows()).toHaveLength(0);
    await clock.advance(200);
    await expect.poll(async () => (await rows()).length).toBe(1);
    keeper.record({ kind: 'approval', what: 'write', outcome: 'done' });
    await expect.poll(async () => (await rows()).length).toBe(2);
  });

  it('tells what went over the network with whatever it stores next', async () => {
    const keeper = begin();
    traffic = [{ kind: 'traffic', what: 'host', outcome: 'done', host: 'api.notion.com', requests: 2, bytesOut: 10 }];
    keeper.stir();
    await clock.advance(1_100);
    await expect.poll(async () => (await rows()).length).toBe(1);
    expect((await rows())[0]).toMatchObject({ kind: 'traffic', requests: 2, bytesOut: 10 });
  });

  it('cuts what is too old off its front, and says so in the chain', async () => {
    const keeper = begin();
    for (let at = 0; at < 10; at += 1) keeper.record(READ);
    await keeper.settled();
    const old = (await rows())[9];
    await clock.advance(31 * DAY);
    keeper.record(READ);
    await keeper.settled();
    expect(await rows()).toMatchObject([
      { n: 11, kind: 'read' },
      { n: 12, kind: 'log', what: 'cut', count: 10, upTo: 10, upToHash: old?.hash },
    ]);
    expect((await store.head()).from).toEqual({ n: 10, hash: old?.hash });
    expect(await isWhole()).toBe(true);
  });

  it('is read page by page, each entry that fits once, newest first, whatever index leads to it', async () => {
    const keeper = begin();
    for (let at = 0; at < 700; at += 1)
      keeper.record(at % 3 === 0 ? { kind: 'failure', what: 'action', outcome: 'failed' } : { ...READ, count: at });
    await keeper.settled();
    const views = createActivityViews(words, new MirrorDatabase(`mirror of ${words.name}`), () => undefined);
    const all = (await rows()).toReversed();
    for (const query of [{}, { kind: 'read' }, { host: READ.host }, { outcome: 'failed' }] as const) {
      const seen: number[] = [];
      let before: number | undefined;
      do {
        const page = await views.read(query, before, 90);
        seen.push(...page.rows.map(({ n }) => n));
        before = page.before;
      } while (before !== undefined);
      expect(seen).toEqual(all.filter((row) => fitsQuery(row, query)).map(({ n }) => n));
    }
    expect((await views.totals(NO_TOTALS)).hosts[READ.host]?.why).toEqual({ read: 466 });
  });

  it('does not go on with a chain that ends elsewhere by now', async () => {
    const [row] = await chainOn(BEGINNING, [{ ...READ, at: 1 }], sha256);
    if (row === undefined) throw new Error('One entry makes one row');
    const head = { n: 1, hash: row.hash, from: BEGINNING, days: [] };
    expect(await store.change(BEGINNING, { rows: [row], head })).toBe(true);
    expect(await store.change(BEGINNING, { rows: [row], head })).toBe(false);
    expect(await rows()).toHaveLength(1);
  });
});
