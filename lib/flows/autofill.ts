import { lotOf } from './fill-batch.ts';
import type { FillColumn } from '../autofill/fill-column.ts';
import { NO_COUNTS } from '../autofill/fill-run.ts';
import type { FillRun } from '../autofill/fill-run.ts';
import type { KeptFill } from '../autofill/kept-fill.ts';
import type { OutboxId } from '../base/ids.ts';
import type { Proposal } from '../outbox/proposal.ts';
import { proposeRows } from './fill-propose.ts';
import { workOn } from './fill-work.ts';
import type { FillPorts } from './fill-work.ts';

export interface AutofillPorts extends FillPorts {
  propose(proposals: readonly Proposal[]): Promise<readonly OutboxId[]>;
  /** Has `recover` called at that time, also should this life of the worker end before. */
  wakeAt(time: number): void;
  /** A run of what is kept filled has come to its end, or to a rest. */
  rested(): void;
}

/** What is asked for, before it is a run. */
export type FillWish = Pick<FillRun, 'connection' | 'database' | 'databaseTitle' | 'over' | 'by'> & {
  readonly columns: readonly FillColumn[];
  readonly what?: 'summaries';
};

/** The worker is held awake for a wait no longer than this. */
const LONGEST_WAIT_MS = 10_000;

export interface Autofill {
  start(wish: FillWish): Promise<string>;
  /**
   * Begins the next run of what is kept filled.
   * @param store keeps the run as it begins, in place of the store of runs
   * @returns false where it is kept no more
   */
  startKept(id: string, store: (run: FillRun) => Promise<void>): Promise<boolean>;
  /**
   * Proposes what a run of what is kept filled came to, once it has ended; leave that was given covers it or not.
   * False while it is under way. Called again it does nothing twice.
   */
  endKept(run: string): Promise<boolean>;
  /** Keeps columns filled; the next run of it is begun by its schedule. */
  keep(wish: Omit<KeptFill, 'id' | 'after' | 'createdAt'>): Promise<string>;
  /** What was run of it stays. */
  unkeep(id: string): Promise<void>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  cancel(id: string): Promise<void>;
  /** Takes a value, or leaves it. */
  take(row: string, column: string, taken: boolean): Promise<void>;
  /** Proposes every change that was taken and not proposed yet: one batch, for the person to approve. */
  propose(id: string): Promise<number>;
  /** Goes on with what an earlier life left undone. */
  recover(): Promise<void>;
  settled(): Promise<void>;
}

/** @param stayAwake holds the worker awake until its return value is called */
export function createAutofill(ports: AutofillPorts, stayAwake: () => () => void): Autofill {
  const running = new Map<string, AbortController>();
  const ends = new Map<string, Promise<void>>();
  const { fills, clock, chance } = ports;

  const begin = (id: string): void => {
    if (running.has(id)) return;
    const controller = new AbortController();
    running.set(id, controller);
    const release = stayAwake();
    const end = work(ports, id, controller.signal).finally(() => {
      release();
      running.delete(id);
      ends.delete(id);
      ports.rested();
    });
    ends.set(id, end);
  };

  const newRun = (wish: FillWish): FillRun => {
    const now = clock.now();
    return {
      ...wish,
      id: chance.id(),
      state: 'running',
      counts: NO_COUNTS,
      costUsd: 0,
      createdAt: now,
      updatedAt: now,
    };
  };

  const rest = async (id: string, state: 'paused' | 'cancelled'): Promise<void> => {
    await fills.changeRun(id, (run) => (isOver(run) ? undefined : { ...run, state, updatedAt: clock.now() }));
    running.get(id)?.abort();
    await ends.get(id);
  };

  return {
    async start(wish) {
      const run = newRun(wish);
      await fills.addRun(run);
      begin(run.id);
      return run.id;
    },
    async startKept(id, store) {
      const kept = await fills.kept(id);
      if (kept === undefined) return false;
      const { connection, database, databaseTitle, columns, by, after } = kept;
      const wish = { connection, database, databaseTitle, columns, by, over: 'all' } as const;
      const run = { ...newRun(wish), kept: id, ...(after === undefined ? {} : { after }) };
      await store(run);
      begin(run.id);
      return true;
    },
    async endKept(id) {
      const run = await fills.run(id);
      if (run === undefined || run.state === 'cancelled') return true;
      if (run.state !== 'done') return false;
      const release = stayAwake();
      try {
        await proposeRows(ports, run);
      } finally {
        release();
      }
      // What the next run compares with is all that is needed of earlier ones.
      if (run.kept !== undefined)
        await fills.changeKept(run.kept, (kept) => (kept === undefined ? undefined : { ...kept, after: id }));
      if (run.after !== undefined && run.after !== id) await fills.forget(run.after);
      return true;
    },
    async keep(wish) {
      const id = chance.id();
      await fills.changeKept(id, () => ({ ...wish, id, createdAt: clock.now() }));
      return id;
    },
    unkeep: (id) => fills.changeKept(id, () => undefined),
    pause: (id) => rest(id, 'paused'),
    async cancel(id) {
      await rest(id, 'cancelled');
      const run = await fills.run(id);
      const batch = run?.batch;
      if (run === undefined || batch === undefined) return;
      // Should it not be reached, it ends by itself and is paid for.
      if (batch.id !== undefined) {
        await ports.batches.cancel(batch.id, new AbortController().signal).catch(() => undefined);
      }
      // What was answered before is paid for, and nobody will ask how much: it is booked as far as it is known.
      await ports.lots?.endLot(lotOf(run, batch), 'unknown');
    },
    async resume(id) {
      const run = await fills.changeRun(id, (before) => (isOver(before) ? undefined : goingOn(before, clock.now())));
      if (run?.state === 'running') begin(id);
    },
    async take(row, column, taken) {
      await fills.changeRow(row, (before) =>
        before.entry === undefined
          ? { ...before, cells: before.cells.map((cell) => (cell.column === column ? { ...cell, taken } : cell)) }
          : undefined,
      );
    },
    async propose(id) {
      const run = await fills.run(id);
      return run === undefined ? 0 : proposeRows(ports, run);
    },
    async recover() {
      const now = clock.now();
      for (const { id, state, until } of await fills.unfinished()) {
        // What only the person can mend is not tried again at every start.
        if (state === 'paused' || (state === 'waiting' && (until === undefined || until > now))) continue;
        await fills.changeRun(id, (before) => (isOver(before) ? undefined : goingOn(before, now)));
        begin(id);
      }
      await wakeForNext(ports);
    },
    async settled() {
      await Promise.all(ends.values());
    },
  };
}

const isOver = ({ state }: FillRun): boolean => state === 'done' || state === 'cancelled';

function goingOn({ failure: _past, until: _then, ...run }: FillRun, now: number): FillRun {
  return { ...run, state: 'running', updatedAt: now };
}

/** There is one alarm for all runs that wait: it rings for the first. */
async function wakeForNext({ fills, wakeAt }: Pick<AutofillPorts, 'fills' | 'wakeAt'>): Promise<void> {
  const times = (await fills.unfinished()).flatMap(({ state, until }) =>
    state === 'waiting' && until !== undefined ? [until] : [],
  );
  if (times.length > 0) wakeAt(Math.min(...times));
}

/** One run to its end, or to a wait that a later life of the worker goes on from. */
async function work(ports: AutofillPorts, id: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const until = await workOn(ports, id, signal);
    if (until === undefined) return;
    const wait = Math.max(0, until - ports.clock.now());
    if (wait > LONGEST_WAIT_MS) return wakeForNext(ports);
    try {
      await ports.clock.sleep(wait, signal);
    } catch {
      return;
    }
    await ports.fills.changeRun(id, (run) => (run.state === 'waiting' ? goingOn(run, ports.clock.now()) : undefined));
  }
}
