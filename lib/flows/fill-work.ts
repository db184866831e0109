import type { FillRow, FillRun } from '../autofill/fill-run.ts';
import { broughtBy } from '../autofill/kept-fill.ts';
import { Failure, factsOf } from '../base/failure.ts';
import type { ConnectionId, PageId } from '../base/ids.ts';
import type { Chance, Log } from '../base/ports.ts';
import type { QueriedRow } from '../mirror/notion-reader.ts';
import type { Page } from '../mirror/page.ts';
import type { BatchPort } from '../models/batch.ts';
import { Unanswered } from './climb.ts';
import { askInBatches } from './fill-batch.ts';
import { endRow, recount } from './fill-note.ts';
import type { NotePorts } from './fill-note.ts';
import { fillRow } from './fill-row.ts';
import type { Spending } from './keep-spending.ts';
import type { FillRowPorts } from './fill-row.ts';
import type { SummaryPorts } from './summary-row.ts';

/** What a list tells of a row or page. */
export type ListedRow = Pick<QueriedRow, 'id' | 'title' | 'url' | 'editedAt'>;

/** Everything that filling rows needs from outside. */
export interface FillPorts extends FillRowPorts, SummaryPorts, Pick<NotePorts, 'fills'> {
  readonly chance: Chance;
  readonly log: Log;
  readonly batches: BatchPort;
  /** Holds back what a batch may cost, and books what it came to. Absent where no budget is kept. */
  readonly lots?: Pick<Spending, 'beginLot' | 'endLot'>;
  /** The rows of a database, some at a time, as Notion lists them. */
  rowsOf(connection: ConnectionId, database: PageId, signal: AbortSignal): AsyncIterable<readonly ListedRow[]>;
  /** The pages of the mirror under one of them, itself among them. */
  pagesUnder(connection: ConnectionId, top: PageId): AsyncIterable<readonly ListedRow[]>;
  /** A row whole: the copy on this device where it shows the newest edit, else read from Notion. */
  readRow(connection: ConnectionId, row: FillRow, signal: AbortSignal): Promise<Page>;
}

/** Rows asked at once: enough to overlap waiting, few enough for a small account's rate limit. */
const AT_ONCE = 3;
/** More rows are more than a person would look through. */
const MOST_ROWS = 2_000;
/** After a failure without a time of its own. */
const TRY_AGAIN_MS = 60_000;

/**
 * Works on a run until it ends or has to wait. Never throws: what stops it stands in its row.
 * @returns when it can go on by itself; nothing where it has ended, or only the person can mend what stopped it
 */
export async function workOn(ports: FillPorts, id: string, signal: AbortSignal): Promise<number | undefined> {
  const { fills, clock, log } = ports;
  try {
    const run = await fills.run(id);
    if (run === undefined || run.state !== 'running') return undefined;
    await listRows(ports, run, signal);
    await recount(ports, id);
    const until =
      run.by === 'batch' || run.what === 'summaries'
        ? await askInBatches(ports, run, signal)
        : await askRows(ports, run, signal);
    await fills.changeRun(id, (before) => {
      if (before.state !== 'running') return undefined;
      const now = clock.now();
      return until === undefined
        ? { ...before, state: 'done', updatedAt: now }
        : { ...before, state: 'waiting', until, updatedAt: now };
    });
    return until;
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
async function listRows(ports: FillPorts, run: FillRun, signal: AbortSignal): Promise<void> {
  if (run.counts.rows > 0) return;
  const known = new Set((await ports.fills.rows(run.id)).map(({ page }) => page));
  const earlier = run.after === undefined ? [] : await ports.fills.rows(run.after);
  const before = new Map(earlier.map((row) => [row.page, row]));
  const lists =
    run.what === 'summaries'
      ? ports.pagesUnder(run.connection, run.database)
      : ports.rowsOf(run.connection, run.database, signal);
  for await (const rows of lists) {
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
        ...broughtBy(before.get(id)),
      })),
    );
    for (const { id } of fresh) known.add(id);
    if (known.size >= MOST_ROWS) break;
  }
}

async function askRows(ports: FillPorts, run: FillRun, signal: AbortSignal): Promise<undefined> {
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

const askRow = (ports: FillPorts, run: FillRun, row: FillRow, signal: AbortSignal): Promise<void> =>
  endRow(
    ports,
    run,
    row,
    async () => fillRow(ports, run, row, await ports.readRow(run.connection, row, signal), signal),
    signal,
  );
