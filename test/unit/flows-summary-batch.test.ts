import { describe, expect, it } from 'vitest';
import { actionFor } from '../../lib/actions/action-for.ts';
import type { BatchSaid } from '../../lib/models/batch.ts';
import { prepareSummary } from '../../lib/flows/summary-row.ts';
import type { SummaryPorts } from '../../lib/flows/summary-row.ts';
import type { FillRun } from '../../lib/autofill/fill-run.ts';
import { NO_COUNTS } from '../../lib/autofill/fill-run.ts';
import { asConnectionId } from '../../lib/base/ids.ts';
import { answerJob } from '../../lib/flows/answer-job.ts';
import { KNOWN_MODELS } from '../../lib/models/capabilities.ts';
import { readMarkdown } from '../../lib/text/read-markdown.ts';
import { asJobId } from '../../lib/base/ids.ts';
import type { JobEvent } from '../../lib/jobs/advance.ts';
import { createBench } from '../fixtures/answering.ts';
import { idOf, rowPage, setUpFilling, WISH } from '../fixtures/filling.ts';

const RUN: FillRun = {
  id: 'run',
  connection: asConnectionId('acme'),
  database: idOf(999),
  databaseTitle: 'Handbook',
  columns: [],
  what: 'summaries',
  over: 'all',
  by: 'batch',
  state: 'running',
  counts: NO_COUNTS,
  createdAt: 0,
  updatedAt: 0,
};
const USAGE = { inputTokens: 1_000, outputTokens: 100, cacheReadTokens: 0, cacheWriteTokens: 0 };

function setUp() {
  let asked = 0;
  const bench = createBench({
    answer(): AsyncGenerator<never> {
      asked += 1;
      throw new Error('nobody is asked one by one');
    },
    countTokens: async () => 0,
    models: async () => KNOWN_MODELS,
  });
  const ports: SummaryPorts = { ...bench, action: actionFor };
  return { bench, ports, asked: () => asked };
}

const said = (model: string): BatchSaid => ({
  id: 'x',
  text: 'It costs 100 euros.',
  blocks: [{ text: 'It costs 100 euros.', citations: [{ source: 0, start: 0, end: 1, citedText: 'It costs' }] }],
  model,
  usage: USAGE,
});

describe('a summary of a batch', () => {
  it('is kept as an answer with its sources and half the price, and given to whoever asks about the page', async () => {
    const { bench, ports, asked } = setUp();
    const page = rowPage(1);
    const task = await prepareSummary(ports, RUN, page);
    if (!('take' in task)) throw new Error('nothing is asked');
    const { model } = await ports.settings();
    const filled = await task.take(said(model));
    expect(filled).toMatchObject({ state: 'filled', answeredBy: model });
    const target = { pageId: page.id, title: page.title, url: page.url };
    const events: JobEvent[] = [];
    const { length } = await ports.settings();
    const input = { action: 'summarize', target, length } as const;
    const job = {
      id: asJobId('later'),
      input,
      state: 'running',
      attempts: 1,
      trail: [],
      createdAt: 0,
      updatedAt: 0,
    } as const;
    await answerJob(
      { ...ports, readPage: async () => page },
      job,
      new AbortController().signal,
      async (event) => void events.push(event),
    );
    const end = events.find((event) => event.type === 'finish');
    const answer = end?.type === 'finish' ? await bench.answers.get(end.answerId) : undefined;
    expect(answer).toMatchObject({ state: 'done', citations: [{ n: 1, pageId: page.id }] });
    expect(answer?.text).toContain('It costs 100 euros.');
    expect(answer?.provenance.costUsd).toBeCloseTo(filled.costUsd ?? -1, 10);
    expect(asked()).toBe(0);
  });

  it('is not asked for again while the page says the same', async () => {
    const { ports } = setUp();
    const task = await prepareSummary(ports, RUN, rowPage(1));
    if (!('take' in task)) throw new Error('nothing is asked');
    await task.take(said((await ports.settings()).model));
    expect(await prepareSummary(ports, RUN, rowPage(1))).toMatchObject({ state: 'nothing', costUsd: 0 });
    const changed = { ...rowPage(1), blocks: readMarkdown('It costs 900 euros.'), fingerprint: 'changed' };
    expect('take' in (await prepareSummary(ports, RUN, changed))).toBe(true);
  });

  it('goes over pages through a death of the worker, each handed over once', async () => {
    const { life, fills, batches } = setUpFilling([1, 2, 3].map(rowPage), () => {}, actionFor);
    const first = life();
    const id = await first.start({ ...WISH, columns: [], by: 'batch', what: 'summaries' });
    await first.settled();
    expect(batches.begun.map(({ requests }) => requests.length)).toEqual([3]);
    for (const batch of batches.begun) batch.ended = true;
    const second = life();
    await second.resume(id);
    await second.settled();
    expect(await fills.run(id)).toMatchObject({ state: 'done', counts: { rows: 3, filled: 3 } });
    expect(batches.begun).toHaveLength(1);
    const again = await second.start({ ...WISH, columns: [], by: 'batch', what: 'summaries' });
    await second.settled();
    expect(await fills.run(again)).toMatchObject({ state: 'done', counts: { nothing: 3 }, costUsd: 0 });
  });
});
