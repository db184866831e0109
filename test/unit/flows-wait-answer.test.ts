import { beforeEach, describe, expect, it } from 'vitest';
import type { JobRunner } from '../../lib/flows/run-jobs.ts';
import { refuseAll } from '../fixtures/answering.ts';
import type { Bench } from '../fixtures/answering.ts';
import type { HandModel } from '../fixtures/hand-model.ts';
import { settle } from '../fixtures/hand-model.ts';
import { createLadder } from '../fixtures/ladder.ts';
import type { Ladder } from '../fixtures/ladder.ts';

const SECONDS = 1_000;

describe('a job without a word', () => {
  let model: HandModel;
  let bench: Bench;
  let runner: JobRunner;
  let { begin, say, jobOf, answerOf }: Ladder = createLadder();

  beforeEach(() => {
    ({ model, bench, runner, begin, say, jobOf, answerOf } = createLadder());
  });

  it('has what stands in beside it from second eight on, and is not disturbed', async () => {
    await begin().then(async () => say('It launches in May.'));
    const id = await begin({ fresh: true });
    await bench.pass(7 * SECONDS);
    expect(jobOf(id)).not.toHaveProperty('modelFreeId');
    await bench.pass(1 * SECONDS);
    const job = jobOf(id);
    expect(job).toMatchObject({ state: 'running' });
    expect(bench.stores.answers.rows.get(job?.modelFreeId ?? '')?.text).toBe('By rule: Launch plan');
    expect(bench.stores.answers.rows.get(job?.lastGoodId ?? '')?.text).toBe('It launches in May.');
    await say('It launches in June.');
    expect(answerOf(id)).toMatchObject({ state: 'done', text: 'It launches in June.' });
  });

  it('has none of it once a word is there', async () => {
    const id = await begin();
    await model.last.say('It lau');
    await bench.pass(20 * SECONDS);
    expect(jobOf(id)).not.toHaveProperty('modelFreeId');
  });

  it('has the last good answer while the page is still being read', async () => {
    await begin().then(async () => say('It launches in May.'));
    bench.readPage = () => new Promise(() => {});
    const id = await begin({ fresh: true });
    await bench.pass(8 * SECONDS);
    expect(jobOf(id)?.lastGoodId).toBeDefined();
    expect(jobOf(id)).not.toHaveProperty('modelFreeId');
  });

  it('waits for as long as the person allows, and tells what it tried when it is answered', async () => {
    bench.changed = { waitHours: 2 };
    const id = await begin();
    await refuseAll(model, 'claude-unavailable');
    const { wait, trail = [] } = jobOf(id) ?? {};
    expect(wait).toMatchObject({ cause: { code: 'claude-unavailable' } });
    expect((wait?.expiresAt ?? 0) - (wait?.since ?? 0)).toBe(2 * 3_600 * SECONDS);
    expect(trail).toHaveLength(model.attempts.length);
    await bench.pass(400 * SECONDS);
    await runner.wake(id);
    await settle();
    await say('It launches.');
    expect(answerOf(id)?.provenance.trail).toHaveLength(model.attempts.length);
    expect(jobOf(id)?.state).toBe('done');
  });

  it('leaves one result without a model, however often it is tried', async () => {
    const id = await begin();
    await refuseAll(model, 'claude-unavailable');
    const first = jobOf(id)?.modelFreeId;
    await bench.pass(400 * SECONDS);
    await runner.wake(id);
    await settle();
    await refuseAll(model, 'claude-unavailable');
    expect(jobOf(id)).toMatchObject({ state: 'waiting', modelFreeId: first });
  });

  it.each(['claude-key-invalid', 'claude-spend-limit', 'model-refusal'] as const)(
    'fails when only the person can mend it: %s',
    async (code) => {
      const id = await begin();
      await refuseAll(model, code);
      expect(jobOf(id)).toMatchObject({ state: 'failed', failure: { code } });
      expect(jobOf(id)?.modelFreeId).toBeDefined();
    },
  );

  it('is stopped by the person and waits for nothing', async () => {
    const id = await begin();
    await runner.stop(id);
    await runner.settled(id);
    expect(jobOf(id)?.state).toBe('cancelled');
  });

  it('fails where there are words to go on from', async () => {
    const cut = await begin();
    await model.last.say('It launches in ');
    await model.last.fail('claude-cut');
    const next = await runner.proceed(cut);
    await settle();
    await refuseAll(model, 'claude-unavailable');
    expect(jobOf(next)).toMatchObject({ state: 'failed', failure: { code: 'claude-unavailable' } });
    expect(answerOf(next)?.text).toBe('It launches in ');
  });
});
