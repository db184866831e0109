import type { RowAsk, RowChange, RowKey, RowStore, Row, WritableRows } from './index-rows.ts';

/** The rows in memory, with all that a database promises. `rows` may be looked at and damaged by whoever tests. */
export interface MemoryRows extends WritableRows {
  readonly rows: Readonly<Record<RowStore, Map<RowKey, Uint8Array>>>;
}

export function createMemoryRows(): MemoryRows {
  const rows = { dict: new Map(), post: new Map(), delta: new Map(), dead: new Map(), meta: new Map() } as Record<
    RowStore,
    Map<RowKey, Uint8Array>
  >;

  const find = (ask: RowAsk): readonly Row[] => {
    const store = rows[ask.store];
    return 'keys' in ask ? ask.keys.map((key) => store.get(key)) : within(store, ask).map((key) => store.get(key));
  };

  const make = (change: RowChange): void => {
    const store = rows[change.store];
    if ('put' in change) for (const [key, row] of change.put) store.set(key, row.slice());
    else for (const key of within(store, change)) store.delete(key);
  };

  return {
    rows,
    read: async (asks) => asks.map(find),
    update: async (asks, decide) => {
      const { changes, value } = decide(asks.map(find));
      for (const change of changes) make(change);
      return value;
    },
  };
}

function within(store: ReadonlyMap<RowKey, unknown>, { from, to }: { from: RowKey; to: RowKey }): readonly RowKey[] {
  return [...store.keys()].filter((key) => key >= from && key <= to).toSorted((one, other) => (one < other ? -1 : 1));
}
