import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { createPageStore } from '../../lib/adapters/dexie/page-store.ts';
import { createSyncStore } from '../../lib/adapters/dexie/sync-store.ts';
import { asConnectionId, parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import type { PageRecord } from '../../lib/mirror/notion-reader.ts';
import type { PageHead } from '../../lib/mirror/page-head.ts';
import { UNKNOWN } from '../../lib/mirror/sync-state.ts';
import type { SyncRow } from '../../lib/mirror/sync-state.ts';
import { createMemoryGroundStores, layGround, mirrorOf, syncOnce } from '../fixtures/sync-life.ts';
import type { GroundStores } from '../fixtures/sync-life.ts';
import { countSteps, killPoints, syncThroughKills } from '../fixtures/sync-kills.ts';
import { generateWorkspace } from '../world/workspace/generate-workspace.ts';

const CONNECTION = asConnectionId('one');
const idOf = (digit: string): PageId => parsePageId(digit.repeat(32)) ?? expect.unreachable('no id');
const [A, B] = [idOf('a'), idOf('b')];

const aHead = (id: PageId, differs: Partial<PageHead> = {}): PageHead => ({
  id,
  connection: CONNECTION,
  workspace: 'Atlas',
  kind: 'page',
  title: 'A page',
  url: 'https://app.notion.com/',
  people: [],
  state: 'listed',
  bytes: 0,
  ...differs,
});
const aRecord = (id: PageId): PageRecord => ({
  id,
  title: 'A page',
  url: 'https://app.notion.com/',
  properties: [{ name: 'title', type: 'title', text: 'A page' }],
  propertyIds: new Map([['title', 'title']]),
});
const aRow = (differs: Partial<SyncRow> = {}): SyncRow => ({
  connection: CONNECTION,
  workspace: 'Atlas',
  state: 'resting',
  known: 0,
  mirrored: 0,
  requestsLeft: 0,
  msLeft: 0,
  bytes: 0,
  exclusions: [],
  machine: UNKNOWN,
  ...differs,
});

let databases = 0;
const dexieStores = (): GroundStores => {
  databases += 1;
  const mirror = new MirrorDatabase(`mirror of syncs ${databases}`);
  return { sync: createSyncStore(mirror), pages: createPageStore(mirror) };
};

describe.each<[string, () => GroundStores]>([
  ['memory', createMemoryGroundStores],
  ['dexie', dexieStores],
])('the store of syncs (%s)', (_name, create) => {
  let stores: GroundStores;
  beforeEach(() => {
    stores = create();
  });

  it('keeps heads, records and the row of one landing together', async () => {
    const { sync } = stores;
    const told = await sync.land([A, B], (id) => ({ head: aHead(id), record: aRecord(id) }), aRow({ known: 2 }));
    expect(told.map(({ id }) => id)).toEqual([A, B]);
    expect(await sync.head(A)).toEqual(aHead(A));
    expect(await sync.record(B)).toEqual(aRecord(B));
    expect((await sync.recordIds()).toSorted()).toEqual([A, B]);
    expect(await sync.row(CONNECTION)).toEqual(aRow({ known: 2 }));
    expect(await sync.heads(CONNECTION)).toHaveLength(2);
    expect(await sync.heads(asConnectionId('other'))).toEqual([]);
  });

  it('stores nothing of a landing that breaks', async () => {
    const { sync } = stores;
    const broken = sync.land(
      [A, B],
      (id) => {
        if (id === B) throw new Error('broken');
        return { head: aHead(id), record: aRecord(id) };
      },
      aRow(),
    );
    await expect(broken).rejects.toThrow('broken');
    expect(await sync.heads(CONNECTION)).toEqual([]);
    expect(await sync.recordIds()).toEqual([]);
    expect(await sync.row(CONNECTION)).toBeUndefined();
  });

  it('tells a change what is stored, and takes a record that has served away', async () => {
    const { sync } = stores;
    await sync.land([A], (id) => ({ head: aHead(id, { title: 'First' }), record: aRecord(id) }));
    await sync.land([A, B], (_id, before) =>
      before === undefined ? undefined : { head: { ...before, people: [before.title] }, settled: true },
    );
    expect(await sync.head(A)).toMatchObject({ title: 'First', people: ['First'] });
    expect(await sync.head(B)).toBeUndefined();
    expect(await sync.record(A)).toBeUndefined();
  });

  it('forgets what it is told to forget', async () => {
    const { sync } = stores;
    await sync.land([A, B], (id) => ({ head: aHead(id), record: aRecord(id) }), aRow());
    await sync.forget([A], aRow({ known: 1 }));
    expect(await sync.head(A)).toBeUndefined();
    expect(await sync.recordIds()).toEqual([B]);
    expect((await sync.rows()).map(({ known }) => known)).toEqual([1]);
    await sync.forgetRow(CONNECTION);
    expect(await sync.rows()).toEqual([]);
  });

  it('holds the same mirror after a sync that was killed again and again', async () => {
    const workspace = generateWorkspace({ pages: 60, blocks: 4 });
    const undisturbed = layGround(workspace);
    const steps = await countSteps(undisturbed);
    const killed = layGround(workspace, {}, stores);
    expect(await syncThroughKills(killed, killPoints(3, 8, steps))).toBe(8);
    expect(await mirrorOf(killed)).toEqual(await mirrorOf(undisturbed));
    killed.world.requests.clear();
    await killed.time.advance(20 * 60_000);
    await syncOnce(killed);
    expect(killed.world.requests.all().length).toBeLessThan(10);
  }, 60_000);
});
