import { beforeEach, describe, expect, it } from 'vitest';
import { asAnswerId, asJobId } from '../../lib/base/ids.ts';
import type { ConversationId, JobId } from '../../lib/base/ids.ts';
import { regenerate, sendMessage, waitingTurn } from '../../lib/flows/chat.ts';
import { createQueue } from '../../lib/flows/queue.ts';
import type { Queue } from '../../lib/flows/queue.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import type { JobRunner } from '../../lib/flows/run-jobs.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { INPUT as ONCE, PLAN, createBench } from '../fixtures/answering.ts';
import type { Bench } from '../fixtures/answering.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import type { FakeClock } from '../fixtures/fake-clock.ts';
import { HandModel, settle } from '../fixtures/hand-model.ts';
import { cutSections } from '../../lib/text/sections.ts';
import { aJob, anAnswer } from '../fixtures/memory-stores.ts';
import { paragraph } from './actions-pages.ts';

/** Asked anew each time: else the answer to the first would do for all. */
const INPUT = { ...ONCE, fresh: true } as const;
const HOUR = 60 * 60_000;
const HAIKU = 'claude-haiku-5-5';

describe('the queue', () => {
  let model: HandModel;
  let bench: Bench;
  let clock: FakeClock;
  let runner: JobRunner;
  let queue: Queue;
  let alarm: number | undefined;
  let online: boolean;
  let ran: string[];

  const jobOf = (id: string) => bench.stores.jobs.rows.get(id);
  const waits = async (id: string, differs: Partial<Job> = {}): Promise<JobId> => {
    const now = clock.now();
    const wait = { cause: { code: 'model-overloaded' }, since: now, expiresAt: now + 24 * HOUR } as const;
    const job = aJob(id, { input: INPUT, state: 'waiting', wait, createdAt: now, ...differs });
    await bench.stores.jobs.add(job);
    return job.id;
  };
  const answerAll = async (): Promise<void> => {
    await model.last.say('It launches.');
    await model.last.end();
  };

  beforeEach(() => {
    model = new HandModel();
    clock = createFakeClock();
    bench = Object.assign(createBench(model), { clock });
    online = true;
    alarm = undefined;
    ran = [];
    runner = createJobRunner(
      bench,
      'this life',
      () => () => {},
      (id) => queue.rested(id),
    );
    queue = createQueue({
      ...bench,
      settings: () => bench.settings(),
      chats: bench.stores.chats,
      runner,
      isOnline: async () => online,
      wakeAt: (time) => {
        alarm = time;
      },
      ran: (answered, failed) => ran.push(`${answered} answered, ${failed} failed`),
    });
  });

  it('runs what waits by itself, says so once, and keeps no alarm then', async () => {
    const id = await waits('one');
    await queue.look();
    expect(alarm).toBeDefined();
    await clock.advance(3_000);
    expect(jobOf(id)).toMatchObject({ state: 'running', waited: { since: 1_000_000 } });
    await answerAll();
    await settle();
    expect(jobOf(id)).toMatchObject({ state: 'done' });
    expect(ran).toEqual(['1 answered, 0 failed']);
    expect(alarm).toBeUndefined();
  });

  it('asks nobody while nothing waits', async () => {
    await queue.look();
    await clock.advance(HOUR);
    expect(model.attempts).toEqual([]);
    expect(alarm).toBeUndefined();
  });

  it('probes with one, then widens', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await waits(id);
    await queue.look();
    await clock.advance(10_000);
    expect(model.attempts).toHaveLength(1);
    await answerAll();
    await clock.advance(10_000);
    expect(model.attempts).toHaveLength(3);
  });

  it('stands back while a person’s own question runs', async () => {
    await waits('one');
    await runner.start(INPUT);
    await settle();
    await queue.look();
    await clock.advance(10_000);
    expect(model.attempts).toHaveLength(1);
    await answerAll();
    await clock.advance(10_000);
    expect(model.attempts).toHaveLength(2);
  });

  it('asks again by itself what another model answered, once the asked one is back, where the person wants so', async () => {
    const model = 'claude-sonnet-5-5';
    const key = `model:claude/${model}` as const;
    const { provenance } = anAnswer('by haiku');
    await bench.stores.answers.put(
      anAnswer('by haiku', { updatedAt: clock.now(), provenance: { ...provenance, answeredBy: HAIKU } }),
    );
    const job = { input: INPUT, state: 'done', answerId: asAnswerId('by haiku'), createdAt: clock.now() } as const;
    await bench.stores.jobs.add(aJob('one', job));
    await clock.advance(1_000);
    const closed = { key, state: 'closed', failures: [], opens: 0, successes: 0, since: clock.now() } as const;
    await bench.breakers.change(key, () => closed);
    await queue.look();
    expect(jobOf('one:anew')).toBeUndefined();
    bench.changed = { rerun: true };
    await queue.look();
    await clock.advance(5_000);
    expect(jobOf('one:anew')).toMatchObject({ state: 'running', anew: 'one', input: { model } });
  });

  it('waits for the device to come online', async () => {
    online = false;
    await waits('one');
    await queue.look();
    await clock.advance(5 * 60_000);
    expect(model.attempts).toEqual([]);
    online = true;
    await queue.look();
    await clock.advance(5_000);
    expect(model.attempts).toHaveLength(1);
  });

  it('keeps whole what has waited too long, and says why it ended', async () => {
    const id = await waits('old', { input: { ...INPUT, question: 'When?' } });
    online = false;
    await queue.look();
    await clock.advance(24 * HOUR);
    await queue.look();
    expect(jobOf(id)).toMatchObject({
      state: 'failed',
      failure: { code: 'waited-too-long' },
      input: { question: 'When?' },
    });
    expect(ran).toEqual(['0 answered, 1 failed']);
    expect(alarm).toBeUndefined();
  });

  it('runs at once what a person wants now, and tells the digest nothing of it', async () => {
    const until = clock.now() + HOUR;
    const wait = { cause: { code: 'model-overloaded' }, since: 0, until, expiresAt: until + HOUR } as const;
    const id = await waits('one', { wait });
    await queue.runNow(id);
    await settle();
    expect(jobOf(id)).toMatchObject({ state: 'running' });
    expect(jobOf(id)).not.toHaveProperty('waited');
    await answerAll();
    expect(ran).toEqual([]);
  });

  it('does not answer twice what is retried while it waits', async () => {
    const id = await waits('one');
    expect(await runner.retry(id, HAIKU)).toBe(id);
    expect(await runner.proceed(id)).not.toBe(id);
    await settle();
    const done = [...bench.stores.jobs.rows.values()].filter(({ state }) => state === 'running');
    expect(done.map(({ input }) => input.model)).toEqual([HAIKU, HAIKU]);
    expect(model.attempts[0]?.model).toBe(HAIKU);
  });

  it('is not woken by a late alarm after it was taken back', async () => {
    const id = await waits('one');
    await queue.look();
    await runner.stop(id);
    await clock.advance(HOUR);
    expect(jobOf(id)).toMatchObject({ state: 'cancelled' });
    expect(model.attempts).toEqual([]);
  });

  it('tells what changed on the page between the asking and the answer', async () => {
    const prints = (blocks: typeof PLAN.blocks) => cutSections(PLAN.title, blocks).map((one) => one.fingerprint);
    const run = async (id: string): Promise<Job | undefined> => {
      await waits(id, { saw: prints(PLAN.blocks) });
      await queue.look();
      await clock.advance(5_000);
      await answerAll();
      await settle();
      return jobOf(id);
    };
    const same = await run('same');
    expect(same).toMatchObject({ state: 'done' });
    expect(same).not.toHaveProperty('changed');
    bench.page = { ...PLAN, blocks: [...PLAN.blocks.slice(0, -1), paragraph('Ines owns it.')] };
    expect(await run('edited')).toMatchObject({ state: 'done', changed: { changed: 1, total: 1 } });
  });

  it('gives a waiting question other words, and none to one that runs', async () => {
    const id = await waits('one', { input: { ...INPUT, action: 'ask', question: 'When?' } });
    expect(await queue.edit(id, 'Who?')).toBe(true);
    expect(jobOf(id)?.input.question).toBe('Who?');
    await queue.runNow(id);
    expect(await queue.edit(id, 'Why?')).toBe(false);
    expect(jobOf(id)?.input.question).toBe('Who?');
  });

  describe('in a conversation', () => {
    const chatPorts = () => ({ ...bench, chats: bench.stores.chats, start: runner.start });
    const send = (text: string, conversationId?: ConversationId) =>
      sendMessage(chatPorts(), {
        text,
        length: 'medium',
        ...(conversationId === undefined
          ? { target: INPUT.target ?? expect.unreachable('no page') }
          : { conversationId }),
      });
    it('keeps a message behind the turn before it, running or waiting, and answers them in order', async () => {
      const first = await send('When?');
      await settle();
      const second = await send('Who?', first.conversationId);
      expect(jobOf(second.jobId)).toMatchObject({ state: 'queued', behind: first.jobId });
      expect(model.attempts).toHaveLength(1);
      await answerAll();
      await settle();
      expect(model.attempts).toHaveLength(2);
      expect(jobOf(second.jobId)).toMatchObject({ state: 'running' });
    });

    it('lets what stands behind a turn wait with it, for the same cause, and answers both in their order', async () => {
      const first = await send('When?');
      await settle();
      const second = await send('Who?', first.conversationId);
      for (let tries = 0; jobOf(first.jobId)?.state === 'running' && tries < 20; tries += 1) {
        await model.last.fail('model-overloaded');
        await clock.advance(5_000);
      }
      expect(jobOf(second.jobId)).toMatchObject({
        state: 'waiting',
        wait: { cause: { code: 'model-overloaded' }, behind: first.jobId },
      });
      const asked = model.attempts.length;
      await clock.advance(30 * 60_000);
      expect(model.attempts.length).toBe(asked + 1);
      await answerAll();
      await clock.advance(60_000);
      expect([jobOf(first.jobId)?.state, jobOf(second.jobId)?.state]).toEqual(['done', 'running']);
    });

    it('gives the turn behind one that waited too long its own', async () => {
      const cause = { code: 'model-overloaded' } as const;
      const input = { ...INPUT, action: 'chat' } as const;
      await waits('late', { input, wait: { cause, since: 0, expiresAt: clock.now() } });
      const behind = asJobId('late');
      await waits('next', { input, behind, wait: { cause, since: 0, expiresAt: clock.now() + HOUR, behind } });
      await queue.look();
      await clock.advance(5_000);
      expect([jobOf('late')?.state, jobOf('next')?.state]).toEqual(['failed', 'running']);
    });

    it('lets a message that stands behind a turn go when that turn is taken back', async () => {
      const first = await send('When?');
      await settle();
      const second = await send('Who?', first.conversationId);
      await runner.stop(first.jobId);
      await settle();
      expect(jobOf(second.jobId)).toMatchObject({ state: 'running' });
    });

    it('waits with the cause of the turn before it, runs after it, and first runs that one when asked to run now', async () => {
      const wait = { cause: { code: 'offline' }, since: 0, expiresAt: clock.now() + HOUR } as const;
      const turn = aJob('turn', { input: { ...INPUT, action: 'chat' }, state: 'waiting', wait });
      await bench.stores.jobs.add(turn);
      const id = await runner.start({ ...INPUT, action: 'chat' }, undefined, turn);
      expect(jobOf(id)).toMatchObject({ state: 'waiting', wait: { cause: { code: 'offline' }, behind: 'turn' } });
      await queue.runNow(id);
      await settle();
      expect([jobOf('turn')?.state, jobOf(id)?.state]).toEqual(['running', 'waiting']);
      await answerAll();
      await clock.advance(10_000);
      expect([jobOf('turn')?.state, jobOf(id)?.state]).toEqual(['done', 'running']);
    });

    it('rewords the message with the job, and answers no waiting turn twice', async () => {
      const sent = await send('When?');
      await runner.stop(sent.jobId);
      await runner.settled(sent.jobId);
      await bench.stores.jobs.change(sent.jobId, (job) => ({
        ...job,
        state: 'waiting',
        wait: { cause: { code: 'offline' }, since: 0, expiresAt: clock.now() + HOUR },
      }));
      expect(await queue.edit(sent.jobId, 'When exactly?')).toBe(true);
      expect((await bench.stores.chats.message(sent.messageId))?.text).toBe('When exactly?');
      expect((await waitingTurn(chatPorts(), sent.messageId))?.id).toBe(sent.jobId);
      await runner.retry(sent.jobId);
      await settle();
      expect(await waitingTurn(chatPorts(), sent.messageId)).toBeUndefined();
      expect(await regenerate(chatPorts(), sent.messageId, 'medium')).not.toBe(sent.jobId);
    });
  });
});
