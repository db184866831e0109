import { factsOf } from '../base/failure.ts';
import type { Log } from '../base/ports.ts';
import type { Book } from '../policy/budget.ts';
import { monthOf } from '../policy/budget-period.ts';
import { addToRow, rowKey } from '../policy/spending-row.ts';
import type { Hold, SpendingRow, Spent } from '../policy/spending-row.ts';
import type { SpendingStore } from '../policy/spending-store.ts';

/** The ledger of one life of the worker: what is on the disk, and what is on its way there. */
export interface Ledger {
  /** Makes a month's lines known. What earlier lives left open is booked as far as it had come. */
  open(month: string): Promise<void>;
  /** Everything that counts now, of the opened months. */
  book(): Book;
  held(id: string): Hold | undefined;
  hold(hold: Hold): void;
  /** Books, and lets go of what was held back, at once in here and soon on the disk. */
  settle(id: string, spent: readonly Spent[], mustBeHeld: boolean): void;
  settled(): Promise<void>;
}

interface Owed {
  readonly id: string;
  readonly spent: readonly Spent[];
  readonly mustBeHeld: boolean;
}

/**
 * Reads and writes go one after another, so that what was read and what is still to be written never overlap: together
 * they are the truth at every moment. What the disk did not take counts all the same, and is tried again with the next.
 */
export function createLedger({
  store,
  log,
  life,
}: {
  readonly store: SpendingStore;
  readonly log: Log;
  readonly life: string;
}): Ledger {
  const holds = new Map<string, Hold>();
  const rows = new Map<string, SpendingRow>();
  const known = new Set<string>();
  let owed: readonly Owed[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let isFirst = true;
  const opening = new Map<string, Promise<void>>();

  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = last.then(work);
    last = mine.catch((error: unknown) => log.warn('spending not kept', { code: factsOf(error).code }));
    return mine;
  };

  const owe = (one: Owed): void => {
    owed = [...owed, one];
    inTurn(() => payUpTo(one)).catch(() => undefined);
  };

  /** One that is owed, and before it those that the disk did not take. Never a later one: its hold is still on its way. */
  const payUpTo = async (one: Owed): Promise<void> => {
    while (owed.includes(one)) {
      const [next = one] = owed;
      const isBooked = await store.settle(next.id, next.spent, next.mustBeHeld);
      owed = owed.filter((other) => other !== next);
      if (!isBooked) continue;
      for (const spent of next.spent) {
        if (known.has(monthOf(spent.day))) rows.set(rowKey(spent), addToRow(rows.get(rowKey(spent)), spent));
      }
    }
  };

  const read = async (month: string): Promise<void> => {
    const found = await store.read(month);
    known.add(month);
    for (const row of found.rows) rows.set(row.key, row);
    if (!isFirst) return;
    isFirst = false;
    for (const hold of found.holds) {
      if (hold.life === life) continue;
      if (hold.lasting === true) holds.set(hold.id, hold);
      else owe({ id: hold.id, spent: [hold.soFar], mustBeHeld: true });
    }
  };

  return {
    async open(month) {
      if (known.has(month)) return;
      const done = opening.get(month) ?? inTurn(() => read(month)).finally(() => opening.delete(month));
      opening.set(month, done);
      await done;
    },
    book: () => ({
      rows: [...rows.values(), ...owed.flatMap(({ spent }) => spent.map((one) => ({ ...one, key: rowKey(one) })))],
      holds: [...holds.values()],
    }),
    held: (id) => holds.get(id),
    hold(hold) {
      holds.set(hold.id, hold);
      inTurn(() => store.hold(hold)).catch(() => undefined);
    },
    settle(id, spent, mustBeHeld) {
      holds.delete(id);
      owe({ id, spent, mustBeHeld });
    },
    settled: async () => {
      await last;
    },
  };
}
