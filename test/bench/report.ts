import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { report } from '../../lib/actions/report.ts';
import { createNotionClient } from '../../lib/adapters/notion/notion-client.ts';
import { asConnectionId, asJobId, parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { Secret } from '../../lib/base/secret.ts';
import { computeRun } from '../../lib/flows/report-run.ts';
import type { ReportPorts } from '../../lib/flows/report-run.ts';
import type { NotionReader } from '../../lib/mirror/notion-reader.ts';
import type { Measure, MeasureKind, ReportDefinition, ReportSource } from '../../lib/report/definition.ts';
import { ROW_ITSELF } from '../../lib/report/definition.ts';
import type { ReportResult } from '../../lib/report/result.ts';
import type { ReportRun } from '../../lib/report/saved-report.ts';
import { createMemoryStores } from '../fixtures/memory-stores.ts';
import { openInProcess } from '../world/in-process.ts';
import { VirtualTime } from '../world/virtual-time.ts';
import { round } from './figure.ts';
import type { Figure } from './figure.ts';
import { drawExpenses, reckon, SOURCES, workspaceOf } from './report-ground.ts';
import type { Expense } from './report-ground.ts';

export const REPORT_FIGURES = [
  'report.figures-equal',
  'report.seconds',
  'report.peak-memory',
  'report.rows-sent',
] as const;

const CONNECTION = asConnectionId('bench');
const MOST_SECONDS = 60;
const MOST_BYTES = 64_000_000;
/** Binary arithmetic of the plain reckoning is no more exact than this. */
const NEAR = 1e-9;

const databaseId = (text: string): PageId => {
  const id = parsePageId(text);
  if (id === undefined) throw new Error(`${text} is no id`);
  return id;
};

async function sourceOf(reader: NotionReader, id: string, dataSource: string, date?: string): Promise<ReportSource> {
  const { title, columns, database } = await reader.schemaOf(dataSource, new AbortController().signal);
  const place = { connection: CONNECTION, database: database ?? databaseId(dataSource), dataSource };
  return { id, ...place, title, columns, filters: [], ...(date === undefined ? {} : { date }) };
}

const measured = (id: string, label: string, of: MeasureKind, more: Partial<Measure> = {}): Measure => ({
  id,
  label,
  source: 'a',
  of,
  ...(of === 'count' ? {} : { column: 'Amount' }),
  also: [],
  ...more,
});

async function definitionOf(reader: NotionReader): Promise<ReportDefinition> {
  return {
    title: 'Spending by venture',
    zone: 'Europe/Berlin',
    sources: [await sourceOf(reader, 'a', SOURCES.expenses, 'Paid'), await sourceOf(reader, 'b', SOURCES.projects)],
    joins: [{ from: { source: 'a', by: 'Venture' }, to: { source: 'b', by: ROW_ITSELF } }],
    groups: [{ source: 'b', column: 'Name' }],
    step: 'month',
    measures: [
      measured('spend', 'Spend', 'sum', { also: ['share', 'trend'] }),
      measured('mean', 'Mean', 'mean'),
      measured('median', 'Median', 'median'),
      measured('largest', 'Largest', 'max'),
      measured('count', 'Invoices', 'count'),
      measured('budget', 'Budget', 'sum', { source: 'b', column: 'Budget' }),
    ],
    trend: 'least-squares',
    thresholds: [{ measure: 'spend', is: 'above', bound: { measure: 'budget' }, each: 'group' }],
    anomalies: [{ measure: 'spend', among: 'rows', from: 3.5 }],
  };
}

/** What is held, without the garbage that nobody has collected yet. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

/** Collecting takes a moment: it is looked at after so many pages of rows. */
const LOOK_EVERY_ROWS = 1_000;
const ROWS_A_PAGE = 100;

interface Measured {
  readonly result: ReportResult;
  readonly seconds: number;
  readonly virtualSeconds: number;
  readonly bytes: number;
  readonly requests: number;
}

async function run(expenses: readonly Expense[]): Promise<Measured> {
  const time = new VirtualTime();
  const workspace = workspaceOf(expenses);
  const world = openInProcess({ workspaces: [workspace], clock: time });
  const reader = createNotionClient({
    token: async () => new Secret(`ntn_${workspace.name.toLowerCase()}_full`),
    fetch: (url, init) => world.fetch(url, init),
    clock: time,
    chance: { id: () => 'id', unit: () => 0.5 },
    log: { info: () => {}, warn: () => {} },
    online: () => true,
  }).background;
  const definition = await time.run(definitionOf(reader));
  let row: ReportRun = { id: 'run', report: 'report', jobId: asJobId('job'), definition, startedAt: time.now() };
  const { steps } = createMemoryStores();
  const ports: ReportPorts = {
    clock: time,
    steps,
    reader: async () => reader,
    reports: {
      report: async () => undefined,
      save: async () => {},
      forget: async () => {},
      run: async () => row,
      putRun: async (changed) => {
        row = changed;
      },
      finish: async (_id, result) => {
        row = { ...row, result };
      },
    },
  };
  world.requests.clear();
  const before = heldBytes();
  let peak = before;
  const begun = performance.now();
  const virtual = time.now();
  const { result } = await time.run(
    computeRun(ports, row.id, new AbortController().signal, ({ done }) => {
      if (done % LOOK_EVERY_ROWS < ROWS_A_PAGE) peak = Math.max(peak, heldBytes());
    }),
  );
  return {
    result,
    seconds: (performance.now() - begun) / 1_000,
    virtualSeconds: (time.now() - virtual) / 1_000,
    bytes: Math.max(0, peak - before),
    requests: world.requests.all().length,
  };
}

/** The figures that differ from the plain reckoning, or are missing. */
function differing(result: ReportResult, wanted: ReadonlyMap<string, number>): readonly string[] {
  const found = new Map(
    result.figures.map(({ label, value, kind }) => [
      kind === 'trend' ? label.replace(/, trend over.*/, ', trend') : label,
      value,
    ]),
  );
  return [...wanted].flatMap(([label, value]) => {
    const got = found.get(label);
    // A slope is told to six digits.
    const near = label.endsWith(', trend') ? 1e-5 : NEAR;
    return got !== undefined && Math.abs(got - value) <= near * Math.max(1, Math.abs(value))
      ? []
      : [`${label}: ${got} for ${value}`];
  });
}

/** What would be sent to a model, searched for every title of a row. */
function rowsSent(
  result: ReportResult,
  expenses: readonly Expense[],
): { readonly rows: number; readonly bytes: number } {
  const completeness = { seen: 'api', missingBlocks: 0 } as const;
  const page = {
    id: databaseId(SOURCES.expenses),
    title: result.title,
    url: '',
    properties: [],
    blocks: [],
    readAt: 0,
  };
  const plan = report.plan(
    { page: { ...page, completeness, fingerprint: '' }, related: [], report: result },
    { length: 'medium', contextTokens: 200_000, model: 'claude-sonnet-5-5' },
  );
  if (plan.kind !== 'whole') throw new Error('A report is asked for in one request');
  const body = JSON.stringify(plan.request);
  return { rows: expenses.filter(({ title }) => body.includes(title)).length, bytes: body.length };
}

/** A report over 12,000 rows in two joined databases, beside a second reckoning of the same rows. */
export async function benchReport(): Promise<readonly Figure[]> {
  const expenses = drawExpenses();
  const { result, seconds, virtualSeconds, bytes, requests } = await run(expenses);
  const wanted = reckon(expenses);
  const wrong = differing(result, wanted);
  const sent = rowsSent(result, expenses);
  const rows = result.sources.reduce((sum, source) => sum + source.rows, 0);
  const equal = wanted.size - wrong.length;
  return [
    {
      name: 'report.figures-equal',
      value: equal,
      unit: 'figures',
      peer: 'plain reckoning of the same rows',
      peerValue: wanted.size,
      ratio: round(equal / wanted.size),
      bar: 'all of them',
      holds: wrong.length === 0 && rows === expenses.length + 30,
      runs: 1,
      note: wrong.length === 0 ? `${rows} rows read, ${result.flags.length} flags` : wrong.slice(0, 5).join('; '),
    },
    {
      name: 'report.seconds',
      value: round(seconds),
      unit: 's',
      peer: 'bound',
      peerValue: MOST_SECONDS,
      ratio: round(seconds / MOST_SECONDS),
      bar: `at most ${MOST_SECONDS} s without Notion's own pace, the simulated Notion included`,
      holds: seconds <= MOST_SECONDS,
      runs: 1,
      note: `${requests} requests; ${Math.round(virtualSeconds)} s at Notion's pace`,
    },
    {
      name: 'report.peak-memory',
      value: round(bytes / 1e6),
      unit: 'MB',
      peer: 'bound',
      peerValue: MOST_BYTES / 1e6,
      ratio: round(bytes / MOST_BYTES),
      bar: 'at most 64 MB more than before',
      holds: bytes <= MOST_BYTES,
      runs: 1,
      note: 'what is held after every thousand rows, kept steps and the log of the simulated Notion included',
    },
    {
      name: 'report.rows-sent',
      value: sent.rows,
      unit: 'rows',
      peer: 'rows read',
      peerValue: expenses.length,
      ratio: round(sent.rows / expenses.length),
      bar: 'none',
      holds: sent.rows === 0,
      runs: 1,
      note: `the request to the model has ${sent.bytes} characters`,
    },
  ];
}
