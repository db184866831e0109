import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDexieRows } from '../../lib/adapters/dexie/dexie-rows.ts';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { openRaw } from '../../lib/adapters/dexie/raw-database.ts';
import { rawRows } from '../../lib/adapters/dexie/search-source.ts';
import type { IndexRows, WritableRows } from '../../lib/fulltext/packed/index-rows.ts';
import { createMemoryRows } from '../../lib/fulltext/packed/memory-rows.ts';

interface Ways {
  readonly rows: WritableRows;
  /** Another way to read what `rows` wrote. */
  readonly reader: IndexRows;
}

let lives = 0;
const KINDS: readonly (readonly [string, () => Ways])[] = [
  [
    'Dexie, read past it',
    () => {
      const mirror = new MirrorDatabase(`rows ${(lives += 1)}`);
      return { rows: createDexieRows(mirror), reader: rawRows(openRaw(mirror.name, ['dict'])) };
    },
  ],
  [
    'Dexie',
    () => {
      const rows = createDexieRows(new MirrorDatabase(`rows ${(lives += 1)}`));
      return { rows, reader: rows };
    },
  ],
  [
    'memory',
    () => {
      const rows = createMemoryRows();
      return { rows, reader: rows };
    },
  ],
];

const row = (...bytes: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);
const write = (rows: WritableRows, changes: Parameters<typeof decided>[0]): Promise<void> =>
  rows.update([], () => decided(changes));
const decided = (changes: ReturnType<Parameters<WritableRows['update']>[1]>['changes']) => ({
  changes,
  value: undefined,
});

describe.each(KINDS)('rows of the index in %s', (_kind, make) => {
  let rows: WritableRows;
  let reader: IndexRows;
  beforeEach(() => {
    ({ rows, reader } = make());
  });

  it('come back in the order asked, with nothing where there is none', async () => {
    await write(rows, [
      {
        store: 'dict',
        put: [
          [2, row(2)],
          [1, row(1)],
        ],
      },
    ]);
    const [found] = await reader.read([{ store: 'dict', keys: [2, 9, 1] }]);
    expect(found).toEqual([row(2), undefined, row(1)]);
  });

  it('come back whole when their keys are neighbours, and when one of these is missing', async () => {
    const put = [5, 6, 7, 9].map((key) => [key, row(key)] as const);
    await write(rows, [{ store: 'post', put }]);
    const [whole, holed] = await reader.read([
      { store: 'post', keys: [5, 6, 7] },
      { store: 'post', keys: [6, 7, 8, 9] },
    ]);
    expect(whole).toEqual([row(5), row(6), row(7)]);
    expect(holed).toEqual([row(6), row(7), undefined, row(9)]);
  });

  it('come back by ranges in ascending order, both ends included', async () => {
    const put = [30, 4, 100, 5].map((key) => [key, row(key)] as const);
    await write(rows, [
      { store: 'delta', put },
      {
        store: 'meta',
        put: [
          ['segment:2', row(2)],
          ['segment:1', row(1)],
          ['manifest', row(0)],
        ],
      },
    ]);
    const found = await reader.read([
      { store: 'delta', from: 5, to: 100 },
      { store: 'meta', from: 'segment:', to: 'segment;' },
      { store: 'dead', from: '', to: '~' },
    ]);
    expect(found).toEqual([[row(5), row(30), row(100)], [row(1), row(2)], []]);
  });

  it('change one after the other, in one step, decided by what was read', async () => {
    await write(rows, [
      {
        store: 'dict',
        put: [
          [1, row(1)],
          [2, row(2)],
        ],
      },
    ]);
    const seen = await rows.update([{ store: 'dict', keys: [1] }], ([found]) => ({
      changes: [
        { store: 'dict', from: 0, to: 9 },
        { store: 'dict', put: [[3, row(3, ...(found?.[0] ?? []))]] },
      ],
      value: found?.[0],
    }));
    expect(seen).toEqual(row(1));
    expect(await reader.read([{ store: 'dict', from: 0, to: 9 }])).toEqual([[row(3, 1)]]);
  });

  it('stay as they are when the decision fails', async () => {
    await write(rows, [{ store: 'dict', put: [[1, row(1)]] }]);
    const broken = rows.update([{ store: 'dict', keys: [1] }], () => {
      throw new RangeError('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await reader.read([{ store: 'dict', keys: [1] }])).toEqual([[row(1)]]);
  });

  it('take turns: no change is decided by what another is about to write', async () => {
    await write(rows, [{ store: 'meta', put: [['count', row(0)]] }]);
    const add = (): Promise<void> =>
      rows.update([{ store: 'meta', keys: ['count'] }], ([found]) =>
        decided([{ store: 'meta', put: [['count', row((found?.[0]?.[0] ?? 0) + 1)]] }]),
      );
    await Promise.all(Array.from({ length: 8 }, add));
    expect(await reader.read([{ store: 'meta', keys: ['count'] }])).toEqual([[row(8)]]);
  });
});
