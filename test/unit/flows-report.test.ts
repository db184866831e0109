import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { report } from '../../lib/actions/report.ts';
import { createReportStore } from '../../lib/adapters/dexie/report-store.ts';
import { createAnswerStore } from '../../lib/adapters/dexie/answer-store.ts';
import { createJobStore } from '../../lib/adapters/dexie/job-store.ts';
import { createStepStore } from '../../lib/adapters/dexie/step-store.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { Failure } from '../../lib/base/failure.ts';
import type { JobId } from '../../lib/base/ids.ts';
import { computeRun } from '../../lib/flows/report-run.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import type { JobRunner } from '../../lib/flows/run-jobs.ts';
import type { NotionReader, QueriedRow, Query } from '../../lib/mirror/notion-reader.ts';
import { createBench } from '../fixtures/answering.ts';
import type { Bench } from '../fixtures/answering.ts';
import { HandModel, settle } from '../fixtures/hand-model.ts';
import { aReport, aRow, aSource, number, option, rowId } from '../fixtures/report-rows.ts';

const TEAMS = ['Design', 'Sales', 'Finance'] as const;
const ROWS: readonly QueriedRow[] = Array.from({ length: 250 }, (_, at) =>
  aRow(at, { Amount: number(at / 10), Team: option(TEAMS[at % 3] ?? '') }, `Secret row ${at}`),
);
const DEFINITION = aReport({
  title: 'Spending',
  sources: [aSource('a', { Amount: 'number', Team: 'select' })],
  groups: [{ source: 'a', column: 'Team' }],
  measures: [{ id: 'm', label: 'Spend', source: 'a', of: 'sum', column: 'Amount', unit: '$', also: ['share'] }],
});

/** A database of a hundred rows a page, which can be told to fail or to be slow. */
class Database {
  readonly asked: Query[] = [];
  rows = ROWS;
  before: (page: number) => Promise<void> = async () => {};

  async query(_source: string, query: Query) {
    const at = Number(query.cursor?.at ?? 0);
    this.asked.push(query);
    await this.before(at / 100);
    const next = at + 100;
    return { rows: this.rows.slice(at, next), ...(next < this.rows.length ? { cursor: { at: String(next) } } : {}) };
  }
}

let count = 0;
let words: WordsDatabase;
let database: Database;
let model: HandModel;
let bench: Bench;
let runner: JobRunner;

/** A life of the worker over the same rows. */
function begin(owner: string): void {
  const reader = {
    query: database.query.bind(database),
    relatedPages: async () => [rowId(900)],
  } as unknown as NotionReader;
  const reports = createReportStore(words);
  const made = createBench(model, report);
  bench = Object.assign(made, {
    jobs: createJobStore(words),
    answers: createAnswerStore(words),
    steps: createStepStore(words),
    computeRun: (id: string, signal: AbortSignal, tell: Parameters<typeof computeRun>[3]) =>
      computeRun(
        { clock: made.clock, steps: createStepStore(words), reports, reader: async () => reader },
        id,
        signal,
        tell,
      ),
  });
  runner = createJobRunner(bench, owner, () => () => {});
}

const start = async (definition = DEFINITION, wish?: string): Promise<JobId> => {
  const particulars = { of: 'report', report: 'run-1' } as const;
  return runner.start(
    { action: 'report', question: definition.title, length: 'medium', particulars, ...(wish && { model: wish }) },
    (job) =>
      createReportStore(words).putRun({ id: 'run-1', report: 'r1', jobId: job.id, definition, startedAt: 0 }, job),
  );
};

/** Fake IndexedDB takes some turns of the event loop for each page. */
async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) {
    if (await what()) return;
    await settle();
  }
  throw new Error('It did not come to that');
}

const answerOf = async (id: JobId) => {
  const job = await words.jobs.get(id);
  return job?.answerId === undefined ? undefined : words.answers.get(job.answerId);
};

beforeEach(() => {
  words = new WordsDatabase(`reports ${(count += 1)}`);
  database = new Database();
  model = new HandModel();
  begin('first life');
});

describe('a report', () => {
  it('shows the model aggregates and no row', async () => {
    await start();
    await until(() => model.attempts.length === 1);
    const sent = JSON.stringify(model.last.request);
    expect(sent).toContain('$3,112.50');
    expect(sent).not.toContain('Secret row');
    expect(sent.length).toBeLessThan(6_000);
  });

  it('puts the words above the figures, and marks a number that nobody computed', async () => {
    const id = await start();
    await until(() => model.attempts.length === 1);
    await model.last.say('## Summary\n\nAll spent {F1}, Design $77.');
    await model.last.end();
    await until(async () => (await words.jobs.get(id))?.state === 'done');
    const answer = await answerOf(id);
    expect(answer?.text).toContain(String.raw`All spent $3,112.50, Design $77 \[not computed\].`);
    expect(answer?.text).toContain('1 number in the text above is not among the computed figures and marked.');
    expect(answer?.text).toContain('### By Team');
    expect(answer?.provenance.answeredBy).toBeDefined();
  });

  it('gives the same figures without a model', async () => {
    const id = await start(DEFINITION, 'none');
    await until(async () => (await words.jobs.get(id))?.state === 'done');
    const answer = await answerOf(id);
    expect(answer?.text).toContain(String.raw`| Spend | \$3,112.50 | 250 |`);
    expect(answer?.provenance.provider).toBe('none');
    expect(model.attempts).toEqual([]);
  });

  it('asks for the columns that it needs alone', async () => {
    await start(DEFINITION, 'none');
    await until(() => database.asked.length === 3);
    expect(database.asked[0]?.properties).toEqual(['Team', 'Amount', 'Name']);
  });

  it('reads on where it was when it is taken up after a pause', async () => {
    const gate = Promise.withResolvers<void>();
    database.before = async (page) => {
      if (page === 2 && database.asked.length <= 3) await gate.promise;
    };
    const id = await start(DEFINITION, 'none');
    await until(() => database.asked.length === 3);
    await runner.pause(id);
    gate.resolve();
    await runner.settled(id);
    expect((await words.jobs.get(id))?.state).toBe('paused');
    await runner.resume(id);
    await until(async () => (await words.jobs.get(id))?.state === 'done');
    expect(database.asked.map(({ cursor }) => cursor?.at)).toEqual([undefined, '100', '200']);
    expect((await answerOf(id))?.text).toContain(String.raw`| Spend | \$3,112.50 | 250 |`);
  });

  it('reads on in the next life of the worker, and keeps no step behind', async () => {
    database.before = async (page) => {
      if (page === 2 && database.asked.length === 3) await new Promise(() => {});
    };
    const id = await start(DEFINITION, 'none');
    await until(() => database.asked.length === 3);
    expect(await words.steps.count()).toBe(2);
    begin('second life');
    await runner.recover();
    await until(async () => (await words.jobs.get(id))?.state === 'done');
    expect(database.asked).toHaveLength(4);
    expect(await words.steps.count()).toBe(0);
  });

  it('waits for Notion where it is away, with what was read kept', async () => {
    database.before = async (page) => {
      if (page === 1) throw new Failure('notion-overloaded');
    };
    const id = await start(DEFINITION, 'none');
    await until(async () => (await words.jobs.get(id))?.state === 'waiting');
    expect(await words.steps.count()).toBe(1);
  });

  it('says what does not fit any more instead of computing something else', async () => {
    const broken = { ...DEFINITION, groups: [{ source: 'a', column: 'Department' }] };
    const id = await start(broken, 'none');
    await until(async () => (await words.jobs.get(id))?.state === 'failed');
    expect((await words.jobs.get(id))?.failure).toMatchObject({
      code: 'report-unfit',
      detail: expect.stringContaining('Department'),
    });
  });

  it('asks for all pages of a relation by which rows are joined', async () => {
    const source = aSource('a', { Amount: 'number' });
    const columns = [...source.columns, { name: 'Project', type: 'relation', id: 'p' }];
    database.rows = [
      aRow(1, { Amount: number(5), Project: { kind: 'pages', pages: [rowId(1)], more: true } }),
      aRow(900, {}, 'Far project'),
    ];
    const joined = aReport({
      sources: [{ ...source, columns }, aSource('b', {})],
      joins: [{ from: { source: 'a', by: 'Project' }, to: { source: 'b', by: '@row' } }],
      groups: [{ source: 'b', column: 'Name' }],
      measures: DEFINITION.measures,
    });
    const id = await start(joined, 'none');
    await until(async () => (await words.jobs.get(id))?.state === 'done');
    expect((await answerOf(id))?.text).toContain(String.raw`| Far project | \$5 |`);
  });
});
