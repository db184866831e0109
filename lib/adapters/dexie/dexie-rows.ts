import type { Collection, Table } from 'dexie';
import type { RowAsk, RowChange, RowKey, RowStore, Row, WritableRows } from '../../fulltext/packed/index-rows.ts';
import type { MirrorDatabase } from './mirror-database.ts';

/**
 * The rows of the index through Dexie, which wakes live queries and takes part in a transaction around it. Its errors
 * are Dexie's own: whoever calls stands at the border.
 */
export function createDexieRows(mirror: MirrorDatabase): WritableRows {
  const table = (store: RowStore): Table<Uint8Array, RowKey> => mirror.table(store);
  const within = ({ store, from, to }: { store: RowStore; from: RowKey; to: RowKey }): Collection<Uint8Array> =>
    table(store).where(':id').between(from, to, true, true);

  const find = (ask: RowAsk): PromiseLike<readonly Row[]> =>
    'keys' in ask ? table(ask.store).bulkGet([...ask.keys]) : within(ask).toArray();

  const make = (change: RowChange): PromiseLike<unknown> => {
    if (!('put' in change)) return within(change).delete();
    return table(change.store).bulkPut(
      change.put.map(([, row]) => row),
      change.put.map(([key]) => key),
    );
  };

  return {
    read: async (asks) => mirror.transaction('r', indexTables(mirror), async () => Promise.all(asks.map(find))),
    update: async (asks, decide) =>
      mirror.transaction('rw', indexTables(mirror), async () => {
        const { changes, value } = decide(await Promise.all(asks.map(find)));
        // One after the other: a later change may concern the same rows.
        for (const change of changes) await make(change);
        return value;
      }),
  };
}

/** All that a change of the index may touch. */
export const indexTables = ({ dict, post, delta, dead, meta }: MirrorDatabase): Table[] => [
  dict,
  post,
  delta,
  dead,
  meta,
];
