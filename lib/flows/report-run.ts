import { Failure } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import type { Clock } from '../base/ports.ts';
import type { Progress } from '../jobs/job.ts';
import type { StepStore } from '../jobs/stores.ts';
import type { NotionReader, QueriedRow, QueryCursor } from '../mirror/notion-reader.ts';
import type { ReportDefinition, ReportSource } from '../report/definition.ts';
import { computeReport } from '../report/compute-report.ts';
import { createGatherer } from '../report/gather-figures.ts';
import type { Gatherer } from '../report/gather-figures.ts';
import type { PartialFigures } from '../report/partial.ts';
import { dayOfMoment } from '../report/period.ts';
import { columnsNeeded, planReport } from '../report/plan-report.ts';
import type { ReportStore } from '../jobs/report-store.ts';
import type { ReportRun } from '../report/saved-report.ts';
import type { ReportResult } from '../report/result.ts';
import type { ReportRow } from '../report/row-values.ts';
import { tallyRows } from '../report/tally-rows.ts';

export interface ReportPorts {
  readonly clock: Clock;
  readonly steps: StepStore;
  readonly reports: ReportStore;
  /** The reader of a workspace that lets people go first. Throws `no-notion-token` where it is not connected. */
  reader(connection: ConnectionId): Promise<NotionReader>;
}

/** A run with what it came to. */
export interface ComputedRun {
  readonly run: ReportRun;
  readonly result: ReportResult;
}

/** What one page of rows came to, and where the next one begins. */
interface PageStep {
  readonly partial: PartialFigures;
  readonly cursor?: QueryCursor;
}

/**
 * Reads all rows of a run and computes its figures. Each page of rows is kept as a step: whoever takes the run up after a
 * death, a pause or a failure reads on where it ended. A run that has its result gives that.
 * @throws Failure `report-unfit`, `no-notion-token`, or why Notion did not give the rows
 */
export async function computeRun(
  ports: ReportPorts,
  id: string,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<ComputedRun> {
  const run = await ports.reports.run(id);
  if (run === undefined) throw new Failure('storage-broken');
  if (run.result !== undefined) return { run, result: run.result };
  const plan = planReport(run.definition);
  if ('problems' in plan) throw new Failure({ code: 'report-unfit', detail: plan.problems.join(' ') });
  const gatherer = createGatherer();
  let rows = 0;
  for (const source of plan.order) {
    const reader = await ports.reader(source.connection);
    for await (const { partial } of pagesOf(ports, run, source, reader, gatherer, signal)) {
      gatherer.take(partial);
      rows += partial.read;
      // How many there are is known at the end alone.
      tell({ doing: 'reading', done: rows, total: 0 });
    }
  }
  // Paused or cancelled over the last page: what was read is kept, and nothing more is made of it now.
  signal.throwIfAborted();
  const today = dayOfMoment(ports.clock.now(), run.definition.zone);
  const result = computeReport(run.definition, gatherer.gathered, today);
  await ports.reports.finish(id, result, stepPrefix(id));
  return { run, result };
}

const stepPrefix = (run: string): string => `report:${run}:`;

async function* pagesOf(
  ports: ReportPorts,
  { id, definition }: ReportRun,
  source: ReportSource,
  reader: NotionReader,
  { indexes }: Gatherer,
  signal: AbortSignal,
): AsyncGenerator<PageStep> {
  let cursor: QueryCursor | undefined;
  for (let at = 0; at === 0 || cursor !== undefined; at += 1) {
    signal.throwIfAborted();
    const key = `${stepPrefix(id)}${source.id}:${at}`;
    const kept = await ports.steps.get(key);
    const page =
      kept === undefined ? await readPage(definition, source, reader, cursor, indexes, signal) : read(kept.text);
    if (kept === undefined) {
      const now = ports.clock.now();
      await ports.steps.put({ key, text: JSON.stringify(page), madeAt: now, usedAt: now });
    }
    cursor = page.cursor;
    yield page;
  }
}

/** Written by ourselves, in the same version of the house or an earlier one of the same run. */
const read = (text: string): PageStep => JSON.parse(text);

async function readPage(
  definition: ReportDefinition,
  source: ReportSource,
  reader: NotionReader,
  cursor: QueryCursor | undefined,
  indexes: Gatherer['indexes'],
  signal: AbortSignal,
): Promise<PageStep> {
  const properties = columnsNeeded(definition, source);
  const found = await reader.query(
    source.dataSource,
    { properties, ...(cursor === undefined ? {} : { cursor }) },
    signal,
  );
  const rows = await wholeRelations(definition, source, found.rows, reader, signal);
  const partial = tallyRows(definition, source, rows, indexes);
  const told = found.cut === true ? { ...partial, left: { ...partial.left, cut: 1 } } : partial;
  return { partial: told, ...(found.cursor === undefined ? {} : { cursor: found.cursor }) };
}

/** A row shows the first 25 pages of a relation: where rows are joined by it, the others are asked for. */
async function wholeRelations(
  { joins }: ReportDefinition,
  { id, columns }: ReportSource,
  rows: readonly QueriedRow[],
  reader: NotionReader,
  signal: AbortSignal,
): Promise<readonly ReportRow[]> {
  const by = new Set(joins.flatMap(({ from, to }) => [from, to].flatMap((end) => (end.source === id ? [end.by] : []))));
  const cut = columns.filter((column) => by.has(column.name) && column.id !== undefined);
  const whole: ReportRow[] = [];
  for (const row of rows) {
    const values = new Map(row.values);
    for (const { name, id: column } of cut) {
      const value = values.get(name);
      if (value?.kind !== 'pages' || value.more !== true || column === undefined) continue;
      values.set(name, { kind: 'pages', pages: await reader.relatedPages(row.id, column, signal) });
    }
    whole.push({ ...row, values });
  }
  return whole;
}
