import type { FillColumn } from '../autofill/fill-column.ts';
import { proposalOf } from '../autofill/fill-proposals.ts';
import { NO_COUNTS, countRows } from '../autofill/fill-run.ts';
import type { FillRow, FillRun } from '../autofill/fill-run.ts';
import type { FillStore } from '../autofill/fill-store.ts';
import { Failure, factsOf } from '../base/failure.ts';
import type { ConnectionId, OutboxId, PageId } from '../base/ids.ts';
import type { Chance, Log } from '../base/ports.ts';
import type { QueriedRow } from '../mirror/notion-reader.ts';
import type { Page } from '../mirror/page.ts';
import { addCosts } from '../models/prices.ts';
import type { Proposal } from '../outbox/proposal.ts';
import { Unanswered } from './climb.ts';
import { fillRow } from './fill-row.ts';
import type { FillRowPorts } from './fill-row.ts';

export interface AutofillPorts extends FillRowPorts {
  readonly chance: Chance;
  readonly log: Log;
  readonly fills: FillStore;
  /** The rows of a database, some at a time, as Notion lists them. */
  rowsOf(connection: ConnectionId, database: PageId, signal: AbortSignal): AsyncIterable<readonly QueriedRow[]>;
  /** A row whole: the copy on this device where it shows the newest edit, else read from Notion. */
  readRow(connection: ConnectionId, row: FillRow, signal: AbortSignal): Promise<Page>;
  propose(proposals: readonly Proposal[]): Promise<readonly OutboxId[]>;
}

/** What is asked for, before it is a run. */
export type FillWish = Pick<FillRun, 'connection' | 'database' | 'databaseTitle' | 'over' | 'by'> & {
  readonly columns: readonly FillColumn[];
};

/** Rows asked at once: enough to overlap waiting, few enough for a small account's rate limit. */
const AT_ONCE = 3;
/** More rows are more than a person would look through. */
const MOST_ROWS = 2_000;
/** After a failure without a time of its own. */
const TRY_AGAIN_MS = 60_000;
/** The worker is held awake for a wait no longer than this. */
const LONGEST_WAIT_MS = 5 * 60_000;

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
    cancel: (id) => rest(id, 'cancelled'),
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
      const entries = await ports.propose(changes.map(({ proposal }) => proposal));
      for (const [at, { row }] of changes.entries()) {
        const entry = entries[at];
        if (entry !== undefined) await fills.changeRow(row.id, (before) => ({ ...before, entry }));
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

/** One run from where it stands to its end. Never throws: what stops it stands in its row. */
async function work(ports: AutofillPorts, id: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const until = await workOnce(ports, id, signal);
    const wait = until === undefined ? Number.POSITIVE_INFINITY : until - ports.clock.now();
    // A later life of the worker waits for what takes longer.
    if (wait > LONGEST_WAIT_MS) return;
    try {
      await ports.clock.sleep(Math.max(0, wait), signal);
    } catch {
      return;
    }
    await ports.fills.changeRun(id, (run) => (run.state === 'waiting' ? goingOn(run, ports.clock.now()) : undefined));
  }
}

/** Until it ends or has to wait; answers until when, where it goes on by itself. */
async function workOnce(ports: AutofillPorts, id: string, signal: AbortSignal): Promise<number | undefined> {
  const { fills, clock, log } = ports;
  try {
    const run = await fills.run(id);
    if (run === undefined || run.state !== 'running') return undefined;
    await listRows(ports, run, signal);
    await recount(ports, id);
    await askRows(ports, run, signal);
    await fills.changeRun(id, (before) =>
      before.state === 'running' ? { ...before, state: 'done', updatedAt: clock.now() } : undefined,
    );
    return undefined;
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof Failure)) log.warn('autofill broke', { bug: String(error) });
    const failure = factsOf(error);
    const until = waits(error) ? untilOf(error, clock.now()) : undefined;
    const wait = { failure, ...(until === undefined ? {} : { until }) };
    await fills
      .changeRun(id, (before) =>
        before.state === 'running' ? { ...before, state: 'waiting', ...wait, updatedAt: clock.now() } : undefined,
      )
      .catch(() => log.warn('autofill not noted', { code: failure.code }));
    return until;
  }
}

const untilOf = (error: unknown, now: number): number =>
  (error instanceof Unanswered ? error.until : undefined) ?? now + TRY_AGAIN_MS;

/** What only the person can mend waits for them. */
const waits = (error: unknown): boolean =>
  error instanceof Failure && (error.transient || (error instanceof Unanswered && error.until !== undefined));

/** The rows are listed once; what an earlier life has stored of the list is not stored again. */
async function listRows(ports: AutofillPorts, run: FillRun, signal: AbortSignal): Promise<void> {
  const known = new Set((await ports.fills.rows(run.id)).map(({ page }) => page));
  if (run.counts.rows > 0) return;
  for await (const rows of ports.rowsOf(run.connection, run.database, signal)) {
    const fresh = rows.filter(({ id }) => !known.has(id)).slice(0, Math.max(0, MOST_ROWS - known.size));
    await ports.fills.addRows(
      fresh.map(({ id, title, url, editedAt }, at) => ({
        id: `${run.id} ${id}`,
        run: run.id,
        page: id,
        title,
        url,
        at: known.size + at,
        state: 'waiting',
        cells: [],
        ...(editedAt === undefined ? {} : { editedAt }),
      })),
    );
    for (const { id } of fresh) known.add(id);
    if (known.size >= MOST_ROWS) break;
  }
}

async function askRows(ports: AutofillPorts, run: FillRun, signal: AbortSignal): Promise<void> {
  const left = (await ports.fills.rows(run.id)).filter(({ state }) => state === 'waiting');
  const take = async (): Promise<void> => {
    for (let row = left.shift(); row !== undefined; row = left.shift()) {
      try {
        await askRow(ports, run, row, signal);
      } catch (error) {
        left.length = 0;
        throw error;
      }
    }
  };
  // What is under way when one fails is paid for: it is waited for and kept.
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, take));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** One row. What is wrong with this row alone is told in it; what is wrong with everybody ends the run. */
async function askRow(ports: AutofillPorts, run: FillRun, row: FillRow, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  try {
    const page = await ports.readRow(run.connection, row, signal);
    const filled = await fillRow(ports, run, page, signal);
    await ports.fills.changeRow(row.id, (before) => ({ ...before, ...filled }));
    await note(ports, run.id, filled.state, filled.costUsd);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure) || !ofThisRow(error)) throw error;
    await ports.fills.changeRow(row.id, (before) => ({ ...before, state: 'failed', failure: error.facts }));
    await note(ports, run.id, 'failed', 0);
  }
}

/** Another row may do better. */
const OF_A_ROW = new Set<string>([
  'notion-not-shared',
  'notion-restricted',
  'notion-refused-request',
  'notion-garbled',
  'page-empty',
  'prompt-too-long',
  'model-refusal',
  'model-length',
  'answer-misfit',
]);
const ofThisRow = ({ code }: Failure): boolean => OF_A_ROW.has(code);

/** One more row has ended, and what it cost; an unknown price makes the sum unknown. */
async function note(
  { fills, clock }: AutofillPorts,
  id: string,
  state: Exclude<FillRow['state'], 'waiting'>,
  costUsd: number | undefined,
): Promise<void> {
  await fills.changeRun(id, ({ costUsd: before, counts, ...run }) => {
    const sum = addCosts(before, costUsd);
    return {
      ...run,
      counts: { ...counts, [state]: counts[state] + 1 },
      updatedAt: clock.now(),
      ...(sum === undefined ? {} : { costUsd: sum }),
    };
  });
}

/** Counted from the rows themselves: a life may have ended between a row and its count. */
async function recount({ fills }: AutofillPorts, id: string): Promise<void> {
  const counts = countRows(await fills.rows(id));
  await fills.changeRun(id, (run) => ({ ...run, counts }));
}
