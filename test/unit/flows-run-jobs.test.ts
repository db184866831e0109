import { beforeEach, describe, expect, it } from 'vitest';
import type { JobId } from '../../lib/base/ids.ts';
import { asJobId } from '../../lib/base/ids.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import type { JobRunner } from '../../lib/flows/run-jobs.ts';
import { INPUT, createBench } from '../fixtures/answering.ts';
import type { Bench } from '../fixtures/answering.ts';
import { HandModel, settle } from '../fixtures/hand-model.ts';
import { aJob } from '../fixtures/memory-stores.ts';

describe('a runner of jobs', () => {
  let model: HandModel;
  let bench: Bench;
  let runner: JobRunner;
  let awake: number;

  const begin = (owner: string): JobRunner =>
    createJobRunner(bench, owner, () => {
      awake += 1;
      return () => {
        awake -= 1;
      };
    });
  const jobOf = (id: JobId) => bench.stores.jobs.rows.get(id);
  const answerOf = (id: JobId) => bench.stores.answers.rows.get(jobOf(id)?.answerId ?? '');

  beforeEach(() => {
    model = new HandModel();
    bench = createBench(model);
    awake = 0;
    runner = begin('this life');
  });

  it('stores a job, answers it, and stays awake only as long', async () => {
    const id = await runner.start(INPUT);
    expect(jobOf(id)).toBeDefined();
    await settle();
    expect(awake).toBe(1);
    await model.last.say('It launches.');
    expect(answerOf(id)).toMatchObject({ state: 'streaming', text: 'It launches.' });
    await model.last.end();
    expect(jobOf(id)).toMatchObject({ state: 'done' });
    expect(jobOf(id)).not.toHaveProperty('lease');
    expect(answerOf(id)).toMatchObject({ state: 'done', text: 'It launches.' });
    expect(awake).toBe(0);
  });

  it('asks a model that is named alone of who serves it, not of who was asked before', async () => {
    const first = await runner.start({ ...INPUT, model: 'llama3', provider: 'openai:ollama' });
    await runner.stop(first);
    const again = await runner.retry(first);
    const other = await runner.retry(first, 'claude-haiku-5-5');
    expect(jobOf(again)?.input).toMatchObject({ model: 'llama3', provider: 'openai:ollama' });
    expect(jobOf(other)?.input).toMatchObject({ model: 'claude-haiku-5-5' });
    expect(jobOf(other)?.input).not.toHaveProperty('provider');
    await Promise.all([runner.stop(again), runner.stop(other)]);
    await Promise.all([first, again, other].map(async (id) => runner.settled(id)));
  });

  it('keeps what was said when a person stops it, and blames no model', async () => {
    const id = await runner.start(INPUT);
    await settle();
    await model.last.say('It lau');
    await runner.stop(id);
    await runner.settled(id);
    expect(jobOf(id)).toMatchObject({ state: 'cancelled' });
    expect(answerOf(id)).toMatchObject({ state: 'interrupted', text: 'It lau' });
    expect(answerOf(id)?.provenance.trail.at(-1)?.outcome).toBe('stopped');
    expect(bench.noted).toEqual([]);
    expect(awake).toBe(0);
  });

  it('leaves an answer that ended before the stop arrived as it is', async () => {
    const id = await runner.start(INPUT);
    await settle();
    await model.last.say('Done.');
    await Promise.all([model.last.end(), runner.stop(id)]);
    await runner.settled(id);
    const state = jobOf(id)?.state;
    expect([
      ['done', 'done'],
      ['cancelled', 'interrupted'],
    ]).toContainEqual([state, answerOf(id)?.state]);
    expect(answerOf(id)?.text).toBe('Done.');
    await runner.stop(id);
    expect(jobOf(id)?.state).toBe(state);
  });

  it('goes on from the words that stood, however soon after the pause', async () => {
    const id = await runner.start(INPUT);
    await settle();
    await model.last.say('It launches in ');
    const shown = answerOf(id)?.text;
    await runner.pause(id);
    expect(jobOf(id)).toMatchObject({ state: 'paused' });
    await runner.resume(id);
    await settle();
    expect(answerOf(id)?.text).toBe(shown);
    expect(model.attempts).toHaveLength(2);
    await model.last.say('May.');
    await model.last.end();
    expect(jobOf(id)?.state).toBe('done');
    expect(answerOf(id)?.text.replaceAll(/\s+/g, ' ')).toBe('It launches in May.');
  });

  it('asks from the start what was paused before its first word', async () => {
    const id = await runner.start(INPUT);
    await settle();
    await runner.pause(id);
    await runner.resume(id);
    await settle();
    await model.last.say('It launches.');
    await model.last.end();
    expect(jobOf(id)?.state).toBe('done');
    expect(jobOf(id)?.input.continues).toBeUndefined();
  });

  it('resumes nothing that was not paused', async () => {
    const id = await runner.start(INPUT);
    await settle();
    await runner.resume(id);
    await settle();
    expect(model.attempts).toHaveLength(1);
  });

  it('asks again as a new job, on another model where one is named', async () => {
    const first = await runner.start(INPUT);
    await settle();
    await model.last.say('First.');
    await model.last.end();
    const second = await runner.retry(first, 'claude-haiku-5-5');
    await settle();
    expect(model.last.model).toBe('claude-haiku-5-5');
    await model.last.say('Second.');
    await model.last.end();
    expect([answerOf(first)?.text, answerOf(second)?.text]).toEqual(['First.', 'Second.']);
  });

  it('goes on from a cut answer, which stands until there is more', async () => {
    const cut = await runner.start(INPUT);
    await settle();
    await model.last.say('It launches in ');
    await model.last.fail('claude-cut');
    expect(jobOf(cut)).toMatchObject({ state: 'failed', failure: { code: 'claude-cut' } });
    const next = await runner.proceed(cut);
    await settle();
    expect(answerOf(next)?.text).toBe('It launches in ');
    await model.last.say('May.');
    await model.last.end();
    expect(answerOf(next)?.text.replaceAll(/\s+/g, ' ')).toBe('It launches in May.');
    expect(answerOf(cut)?.text).toBe('It launches in ');
  });

  it('takes up what another life held, and nothing that this life works on', async () => {
    const id = await runner.start(INPUT);
    await settle();
    await bench.stores.jobs.add(
      aJob('orphan', { input: INPUT, state: 'running', attempts: 1, lease: { owner: 'an earlier life' } }),
    );
    await runner.recover();
    await settle();
    expect(model.attempts).toHaveLength(2);
    expect(jobOf(asJobId('orphan'))).toMatchObject({ attempts: 2, lease: { owner: 'this life' } });
    expect(jobOf(id)).toMatchObject({ attempts: 1 });
  });

  it('gives a job up that has outlived five workers', async () => {
    await bench.stores.jobs.add(
      aJob('deadly', { input: INPUT, state: 'running', attempts: 5, lease: { owner: 'an earlier life' } }),
    );
    await runner.recover();
    await settle();
    expect(jobOf(asJobId('deadly'))).toMatchObject({ state: 'failed', failure: { code: 'too-many-restarts' } });
    expect(model.attempts).toEqual([]);
  });

  it('keeps a partial answer of an earlier life, and says what happened to it', async () => {
    const id = await runner.start(INPUT);
    await settle();
    await model.last.say('It lau');
    await begin('the next life').recover();
    await settle();
    expect(jobOf(id)).toMatchObject({ state: 'failed', failure: { code: 'worker-restarted' } });
    expect(answerOf(id)).toMatchObject({ state: 'interrupted', text: 'It lau' });
  });
});
