import type { FillColumn } from '../autofill/fill-column.ts';
import { proposalOf } from '../autofill/fill-proposals.ts';
import { NO_COUNTS } from '../autofill/fill-run.ts';
import type { FillRun } from '../autofill/fill-run.ts';
import type { OutboxId } from '../base/ids.ts';
import type { Proposal } from '../outbox/proposal.ts';
import { workOn } from './fill-work.ts';
import type { FillPorts } from './fill-work.ts';

export interface AutofillPorts extends FillPorts {
  propose(proposals: readonly Proposal[]): Promise<readonly OutboxId[]>;
  /** Has `recover` called at that time, also should this life of the worker end before. */
  wakeAt(time: number): void;
}

/** What is asked for, before it is a run. */
export type FillWish = Pick<FillRun, 'connection' | 'database' | 'databaseTitle' | 'over' | 'by'> & {
  readonly columns: readonly FillColumn[];
};

/** The worker is held awake for a wait no longer than this. */
const LONGEST_WAIT_MS = 10_000;

/** Each is compared with what stands in Notion now: what is proposed of many stays proposed when a later one fails. */
const PROPOSED_AT_ONCE = 20;

export interface Autofill {
  start(wish: FillWish): Promise<string>;
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
    });
    ends.set(id, end);
  };

  const rest = async (id: string, state: 'paused' | 'cancelled'): Promise<void> => {
    await fills.changeRun(id, (run) => (isOver(run) ? undefined : { ...run, state, updatedAt: clock.now() }));
    running.get(id)?.abort();
    await ends.get(id);
  };

  return {
    async start(wish) {
      const now = clock.now();
      const id = chance.id();
      await fills.addRun({
        ...wish,
        id,
        state: 'running',
        counts: NO_COUNTS,
        costUsd: 0,
        createdAt: now,
        updatedAt: now,
      });
      begin(id);
      return id;
    },
    pause: (id) => rest(id, 'paused'),
    async cancel(id) {
      await rest(id, 'cancelled');
      const batch = (await fills.run(id))?.batch?.id;
      // Should it not be reached, it ends by itself and is paid for.
      if (batch !== undefined) await ports.batches.cancel(batch, new AbortController().signal).catch(() => undefined);
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
      if (run === undefined) return 0;
      const changes = (await fills.rows(id)).flatMap((row) => {
        const proposal = proposalOf(run, row);
        return proposal === undefined ? [] : [{ row, proposal }];
      });
      for (let from = 0; from < changes.length; from += PROPOSED_AT_ONCE) {
        const some = changes.slice(from, from + PROPOSED_AT_ONCE);
        const entries = await ports.propose(some.map(({ proposal }) => proposal));
        for (const [at, { row }] of some.entries()) {
          const entry = entries[at];
          if (entry !== undefined) await fills.changeRow(row.id, (before) => ({ ...before, entry }));
        }
      }
      return changes.length;
    },
    async recover() {
      const now = clock.now();
      for (const { id, state, until } of await fills.unfinished()) {
        if (state === 'paused' || (state === 'waiting' && until !== undefined && until > now)) continue;
        await fills.changeRun(id, (before) => (isOver(before) ? undefined : goingOn(before, now)));
        begin(id);
      }
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

/** One run to its end, or to a wait that a later life of the worker goes on from. */
async function work(ports: AutofillPorts, id: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const until = await workOn(ports, id, signal);
    if (until === undefined) return;
    const wait = Math.max(0, until - ports.clock.now());
    if (wait > LONGEST_WAIT_MS) return ports.wakeAt(until);
    try {
      await ports.clock.sleep(wait, signal);
    } catch {
      return;
    }
    await ports.fills.changeRun(id, (run) => (run.state === 'waiting' ? goingOn(run, ports.clock.now()) : undefined));
  }
}
