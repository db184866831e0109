import type { FillRow, FillRun } from '../autofill/fill-run.ts';
import { Failure } from '../base/failure.ts';
import { undashed } from '../base/ids.ts';
import type { Page } from '../mirror/page.ts';
import { BATCH_PRICE } from '../models/batch.ts';
import type { ModelRequest } from '../models/answer-event.ts';
import type { BatchRequest, BatchResult, BatchSaid, BatchState } from '../models/batch.ts';
import { costOf } from '../models/prices.ts';
import { endRow } from './fill-note.ts';
import { contentsOfRow, fillBill, isTask, prepareRow } from './fill-row.ts';
import type { Filled } from './fill-row.ts';
import { prepareSummary } from './summary-row.ts';
import type { Bill, Lot } from './keep-spending.ts';
import { mostOf } from './paying-port.ts';
import type { FillPorts } from './fill-work.ts';

/** Rows of one batch: few enough that a body stays far below the service's limit of 256 MB. */
const MOST_REQUESTS = 500;
/** Batches take minutes to hours: asked about more often, they are no faster. */
const LOOK_MS = 60_000;
/** Clocks differ: a batch that began a little before we sent it may be the one whose answer was lost. */
const CLOCKS_DIFFER_MS = 60_000;

type Handed = NonNullable<FillRun['batch']>;

/**
 * Fills rows in batches, at half the price: hands over what is to be asked, looks at it from time to time, and takes
 * the answers when they are there. What is handed over is journalled first, so that no death begins a batch twice.
 * @returns when to look again; nothing once every row has ended
 */
export async function askInBatches(ports: FillPorts, run: FillRun, signal: AbortSignal): Promise<number | undefined> {
  for (;;) {
    const now = (await ports.fills.run(run.id)) ?? run;
    const handed = now.batch ?? (await handOver(ports, now, signal));
    if (handed === undefined) return undefined;
    const state = await lookAt(ports, now, handed, signal);
    // It never arrived: its rows are handed over anew.
    if (state === undefined) {
      await ports.lots?.endLot(lotOf(now, handed), []);
      continue;
    }
    if (!state.ended) return ports.clock.now() + LOOK_MS;
    const results = await ports.batches.results(state.id, signal);
    const answered = results.flatMap((result) => ('failure' in result ? [] : [result]));
    await ports.lots?.endLot(lotOf(now, handed), answered);
    await takeResults(ports, now, results, signal);
    await ports.fills.changeRun(run.id, withoutBatch);
  }
}

/** What stands in the ledger for a batch that was handed over. */
export const lotOf = ({ id }: Pick<FillRun, 'id'>, { sentAt }: Pick<Handed, 'sentAt'>): Lot => ({
  id: `batch ${id} ${sentAt}`,
  price: BATCH_PRICE,
});

function withoutBatch({ batch: _over, ...run }: FillRun): FillRun {
  return run;
}

const waitingRows = async (ports: FillPorts, run: FillRun): Promise<readonly FillRow[]> =>
  (await ports.fills.rows(run.id)).filter(({ state }) => state === 'waiting');

/** Begins a batch of the next rows; what can be filled without asking is. Nothing where no row is left to ask about. */
async function handOver(ports: FillPorts, run: FillRun, signal: AbortSignal): Promise<Handed | undefined> {
  const asking: { readonly row: FillRow; readonly request: BatchRequest }[] = [];
  let bill: Bill | undefined;
  for (const row of await waitingRows(ports, run)) {
    if (asking.length >= MOST_REQUESTS) break;
    const task = await taskOf(ports, run, row, signal);
    if (task === undefined) continue;
    bill ??= fillBill(task);
    asking.push({ row, request: { id: undashed(row.page), request: task.request } });
  }
  const requests: BatchRequest[] = [];
  for (const { row, request } of asking) if (await mayBeSent(ports, run, row, signal)) requests.push(request);
  if (bill === undefined || requests.length === 0) return undefined;
  const journalled: Handed = { sentAt: ports.clock.now(), requests: requests.length };
  const { model } = await ports.settings();
  const facts = await ports.factsOf({ provider: 'claude', model });
  const most = requests.map(({ request }) => mostOf(facts, request));
  await ports.lots?.beginLot({ provider: 'claude', model }, bill, most, lotOf(run, journalled));
  await ports.fills.changeRun(run.id, (before) => ({ ...before, batch: journalled }));
  const { id } = await ports.batches.begin(model, requests, signal);
  const begun = { ...journalled, id };
  await ports.fills.changeRun(run.id, (before) => ({ ...before, batch: begun }));
  return begun;
}

/** Judged once all rows are read, which takes a while. A row that may not be sent ends with why. */
async function mayBeSent(ports: FillPorts, run: FillRun, row: FillRow, signal: AbortSignal): Promise<boolean> {
  const { model } = await ports.settings();
  const { held } = await ports.judge([{ provider: 'claude', model }], contentsOfRow(run, { id: row.page }));
  const [first] = held;
  if (first === undefined) return true;
  const refuse = (): Promise<never> => Promise.reject(new Failure(first.failure));
  await endRow(ports, run, row, refuse, signal);
  return false;
}

/** One request of a batch, and what is made of its answer. */
export interface BatchTask extends Pick<Page, 'workspace'> {
  readonly request: ModelRequest;
  take(result: BatchSaid): Promise<Filled>;
}

async function prepare(ports: FillPorts, run: FillRun, row: FillRow, page: Page): Promise<Filled | BatchTask> {
  if (run.what === 'summaries') return prepareSummary(ports, run, page);
  const prepared = await prepareRow(ports, run, row, page);
  if (!isTask(prepared)) return prepared;
  const { plan, workspace, take } = prepared;
  return {
    request: plan.request,
    ...(workspace === undefined ? {} : { workspace }),
    take: ({ text, model }) => take(text, model),
  };
}

const isAsked = (prepared: Filled | BatchTask): prepared is BatchTask => 'take' in prepared;

/** What is to be asked about a row; nothing where it has ended by itself. */
async function taskOf(
  ports: FillPorts,
  run: FillRun,
  row: FillRow,
  signal: AbortSignal,
): Promise<BatchTask | undefined> {
  let task: BatchTask | undefined;
  const left = new Error('It is asked about');
  const prepareIt = async () => {
    const page = await ports.readRow(run.connection, row, signal);
    const prepared = await prepare(ports, run, row, page);
    if (!isAsked(prepared)) return prepared;
    await ports.batches.mayBegin(prepared.request);
    task = prepared;
    await ports.fills.changeRow(row.id, (before) => ({ ...before, fingerprint: page.fingerprint }));
    throw left;
  };
  await endRow(ports, run, row, prepareIt, signal).catch((error: unknown) => {
    if (error !== left) throw error;
  });
  return task;
}

/** The batch as it stands. Where the answer to its beginning was lost it is looked for; `undefined`: it never arrived. */
async function lookAt(
  ports: FillPorts,
  run: FillRun,
  { id, sentAt, requests }: Handed,
  signal: AbortSignal,
): Promise<BatchState | undefined> {
  if (id !== undefined) return ports.batches.state(id, signal);
  const found = (await ports.batches.recent(signal)).find(
    (batch) => batch.requests === requests && batch.begunAt >= sentAt - CLOCKS_DIFFER_MS,
  );
  await ports.fills.changeRun(run.id, (before) =>
    found === undefined ? withoutBatch(before) : { ...before, batch: { sentAt, requests, id: found.id } },
  );
  return found;
}

async function takeResults(
  ports: FillPorts,
  run: FillRun,
  results: readonly BatchResult[],
  signal: AbortSignal,
): Promise<void> {
  const byPage = new Map(results.map((result) => [result.id, result]));
  const { prices } = await ports.settings();
  for (const row of await waitingRows(ports, run)) {
    const result = byPage.get(undashed(row.page));
    if (result === undefined) continue;
    const fill = async () => {
      if ('failure' in result) throw failureOfRow(result.failure.code);
      const task = await sameTask(ports, run, row, await ports.readRow(run.connection, row, signal));
      const paid = costOf(result.model, result.usage, prices);
      const filled = await task.take(result);
      return { ...filled, ...(paid === undefined ? {} : { costUsd: paid * BATCH_PRICE }) };
    };
    await endRow(ports, run, row, fill, signal);
  }
}

/** The answer belongs to the page as it was: one that was edited meanwhile is not filled from it. */
async function sameTask(ports: FillPorts, run: FillRun, row: FillRow, page: Page): Promise<BatchTask> {
  const task = await prepare(ports, run, row, page);
  if (isAsked(task) && page.fingerprint === row.fingerprint) return task;
  throw new Failure({
    code: 'answer-misfit',
    detail: 'The page was edited while the batch ran. Run it again for this row.',
  });
}

/** What went wrong with one request of a batch concerns its row alone. */
const failureOfRow = (code: Failure['code']): Failure =>
  new Failure(code === 'model-refusal' || code === 'model-length' ? code : { code: 'answer-misfit' });
