import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import type { JobId } from '../../lib/base/ids.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import type { Job, JobInput } from '../../lib/jobs/job.ts';
import { heading, paragraph, aPage } from './actions-pages.ts';
import { INPUT, PLAN, actionInParts, createBench, refuseAll } from '../fixtures/answering.ts';
import type { Bench } from '../fixtures/answering.ts';
import { HandModel, settle } from '../fixtures/hand-model.ts';
import { createMemoryStores } from '../fixtures/memory-stores.ts';

const EDITED = aPage({
  title: PLAN.title,
  blocks: [heading('When'), paragraph('It launches in June.'), heading('Who'), paragraph('Mara owns it.')],
});

describe('answering a job', () => {
  let model: HandModel;
  let bench: Bench;

  const begin = async (input: JobInput = INPUT): Promise<JobId> => {
    const id = await createJobRunner(bench, 'life', () => () => {}).start(input);
    await settle();
    return id;
  };
  const answered = async (text: string, input: JobInput = INPUT): Promise<JobId> => {
    const id = await begin(input);
    await model.last.say(text);
    await model.last.end();
    return id;
  };
  const jobOf = (id: JobId): Job | undefined => bench.stores.jobs.rows.get(id);
  const answerAt = (id: string | undefined): Answer | undefined => bench.stores.answers.rows.get(id ?? '');

  beforeEach(() => {
    model = new HandModel();
    bench = createBench(model);
  });

  it('says who answered, how it went and what it cost', async () => {
    bench.changed = { prices: { 'claude-sonnet-5-5': { input: 1_000, output: 10_000 } } };
    const id = await answered('It launches.');
    expect(answerAt(jobOf(id)?.answerId)?.provenance).toMatchObject({
      asked: 'claude-sonnet-5-5',
      answeredBy: 'claude-sonnet-5-5',
      trail: [{ outcome: 'answered', requestId: 'req-1' }],
      usage: { inputTokens: 100, outputTokens: 12 },
      costUsd: (100 * 1_000 + 12 * 10_000) / 1e6,
    });
    expect(bench.noted).toEqual([['claude-sonnet-5-5', 'fine']]);
  });

  it('pays nothing for the same question over an unchanged page', async () => {
    const first = await answered('It launches.');
    const again = await begin();
    expect(model.attempts).toHaveLength(1);
    expect(jobOf(again)).toMatchObject({ state: 'done', answerId: jobOf(first)?.answerId });
  });

  it.each<[string, Partial<JobInput>, Partial<Bench>]>([
    ['it is asked anew', { fresh: true }, {}],
    ['the page has changed', {}, { page: EDITED }],
    ['another model is asked', { model: 'claude-haiku-5-5' }, {}],
    ['another length is wished', { length: 'short' }, {}],
    ['another language is wished', { language: 'de' }, {}],
    ['the settings ask for another language', {}, { changed: { language: 'de' } }],
  ])('asks again when %s', async (_why, input, differs) => {
    await answered('It launches.');
    Object.assign(bench, differs);
    await begin({ ...INPUT, ...input });
    expect(model.attempts).toHaveLength(2);
  });

  it('shows the last good answer beside a failure, with what has changed since, and what the page says by itself', async () => {
    const good = await answered('It launches in May.');
    bench.page = EDITED;
    const id = await begin();
    await refuseAll(model, 'model-overloaded');
    const job = jobOf(id);
    expect(job).toMatchObject({
      state: 'waiting',
      wait: { cause: { code: 'model-overloaded', model: 'claude-sonnet-5-5' } },
    });
    expect(job?.lastGoodId).toBe(jobOf(good)?.answerId);
    expect(job?.lastGoodChanges).toMatchObject({ changed: 1 });
    expect(answerAt(job?.modelFreeId)).toMatchObject({ state: 'done', text: 'By rule: Launch plan' });
    expect(answerAt(job?.modelFreeId)?.provenance).not.toHaveProperty('answeredBy');
    expect(bench.noted.at(-1)).toEqual(['claude-sonnet-5-5', 'model-overloaded']);
  });

  it('shows the last good answer also when the page cannot be read', async () => {
    const good = await answered('It launches in May.');
    bench.readPage = () => Promise.reject(new Failure('notion-unavailable'));
    const id = await begin();
    expect(jobOf(id)).toMatchObject({
      wait: { cause: { code: 'notion-unavailable' } },
      lastGoodId: jobOf(good)?.answerId,
    });
    expect(jobOf(id)).not.toHaveProperty('modelFreeId');
  });

  it('says why it failed even when nothing can stand in', async () => {
    const broken = actionInParts(0);
    bench.action = () => ({
      ...broken,
      modelFree: () => {
        throw new TypeError('a bug in the rules');
      },
    });
    const id = await begin();
    await refuseAll(model, 'claude-billing');
    expect(jobOf(id)).toMatchObject({ state: 'failed', failure: { code: 'claude-billing' } });
  });

  it.each<[string, FailureCode, (model: HandModel) => Promise<void>]>([
    ['its length', 'model-length', (played) => played.last.end('length')],
    ['a refusal', 'model-refusal', (played) => played.last.end('refusal')],
    ['a cut', 'claude-cut', (played) => played.last.fail('claude-cut')],
  ])('keeps the words that came before %s ended it', async (_what, code, end) => {
    const id = await begin();
    await model.last.say('It lau');
    await end(model);
    expect(jobOf(id)).toMatchObject({ state: 'failed', failure: { code } });
    expect(answerAt(jobOf(id)?.answerId)).toMatchObject({ state: 'interrupted', text: 'It lau' });
  });

  it('answers without a model where none is wished, and asks none', async () => {
    const id = await begin({ ...INPUT, model: 'none' });
    expect(model.attempts).toEqual([]);
    expect(answerAt(jobOf(id)?.answerId)?.text).toBe('By rule: Launch plan');
  });

  it('leaves a finished answer alone when its citations do not land', async () => {
    bench.resolveCitations = () => Promise.reject(new TypeError('a bug in landing'));
    const id = await answered('It launches.');
    expect(jobOf(id)).toMatchObject({ state: 'done' });
    expect(bench.stores.answers.rows.size).toBe(1);
  });

  it('prices every part of a long page by itself', async () => {
    bench.changed = { model: 'claude-haiku-5-5' };
    bench.action = () => actionInParts(2);
    const id = await begin();
    for (const attempt of model.attempts.slice(0, 2)) {
      await attempt.say('notes');
      await attempt.end();
    }
    await model.last.say('Whole.');
    await model.last.end();
    const { provenance } = answerAt(jobOf(id)?.answerId) ?? {};
    expect(provenance?.usage).toMatchObject({ inputTokens: 300, outputTokens: 16 });
    expect(provenance?.costUsd).toBeCloseTo((300 * 0.1 + 16 * 0.5) / 1e6, 12);
  });

  it('says that the device is full, and stores no more beside it', async () => {
    let full = false;
    let refused = 0;
    const stores = createMemoryStores(async () => {
      if (!full) return;
      refused += 1;
      // The job's own row still fits: that is how the surface hears of it.
      if (refused === 1) throw new Failure('storage-full');
    });
    bench = createBench(model, actionInParts(0), stores);
    const id = await begin();
    full = true;
    await model.last.say('It lau');
    await model.last.say('nches.');
    await model.last.end();
    expect(jobOf(id)).toMatchObject({ state: 'failed', failure: { code: 'storage-full' } });
    expect(jobOf(id)).not.toHaveProperty('modelFreeId');
  });
});
