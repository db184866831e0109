import { expect, it } from 'vitest';
import { actionFor } from '../../lib/actions/action-for.ts';
import { Failure } from '../../lib/base/failure.ts';
import { asConversationId, asJobId, asMessageId } from '../../lib/base/ids.ts';
import type { JobId } from '../../lib/base/ids.ts';
import type { AnswerPorts } from '../../lib/flows/answer-ports.ts';
import { proceedTurn } from '../../lib/flows/chat.ts';
import { createRetries } from '../../lib/flows/retries.ts';
import { createGate } from '../../lib/flows/gate.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import type { KeepJob } from '../../lib/flows/run-jobs.ts';
import { hasEnded } from '../../lib/jobs/advance.ts';
import type { Job } from '../../lib/jobs/job.ts';
import type { AnswerEvent } from '../../lib/models/answer-event.ts';
import { factsFor } from '../../lib/models/capabilities.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import { memorySource } from '../fixtures/memory-source.ts';
import { aJob, anAnswer, createMemoryStores } from '../fixtures/memory-stores.ts';
import { aPage, paragraph } from './actions-pages.ts';
import { createMemoryBreakers } from '../fixtures/memory-breakers.ts';

const page = aPage({ title: 'Launch plan', blocks: [paragraph('It launches in May. The budget is 40,000 euros.')] });
const cut = anAnswer('cut', { state: 'interrupted', text: 'It launches' });
const before = aJob('before', {
  input: { action: 'summarize', length: 'medium', target: { pageId: page.id, title: page.title, url: page.url } },
  state: 'failed',
  answerId: cut.id,
  failure: { code: 'worker-restarted' },
});

/** A house whose model says what it is told to say. */
async function aHouse(say: () => AsyncGenerator<AnswerEvent>, owner = 'this life') {
  const clock = createFakeClock();
  const stores = createMemoryStores();
  await stores.jobs.add(before);
  await stores.answers.put(cut);
  let ids = 0;
  const ports: AnswerPorts = {
    ...stores,
    clock,
    chance: { id: () => `id ${(ids += 1)}`, unit: () => 0.5 },
    log: { info: () => {}, warn: () => {} },
    ...createGate({
      settings: async () => DEFAULT_SETTINGS,
      placeOf: async () => undefined,
      model: () => ({ answer: say, countTokens: async () => 1, models: async () => [] }),
    }),
    routes: async (asked) => [asked],
    factsOf: async ({ model }) => factsFor(model),
    breakers: createMemoryBreakers(),
    retries: createRetries(),
    action: actionFor,
    settings: async () => DEFAULT_SETTINGS,
    listedModels: async () => [],
    readPage: async () => page,
    readRelated: async () => undefined,
    history: async () => [],
    resolveCitations: async (answer) => answer,
    search: memorySource([]),
    observe: () => {},
    explain: async (failure) => failure,
  };
  const ended = async (id: string): Promise<Job> => {
    for (;;) {
      await clock.advance(1000);
      const job = stores.jobs.rows.get(id);
      if (job !== undefined && (hasEnded(job) || job.state === 'waiting')) return job;
    }
  };
  return { stores, clock, ended, runner: createJobRunner(ports, owner, () => () => {}) };
}

// oxlint-disable-next-line require-yield
async function* overloaded(): AsyncGenerator<AnswerEvent> {
  throw new Failure('model-overloaded');
}

async function* theRest(): AsyncGenerator<AnswerEvent> {
  yield { type: 'text-delta', block: 0, text: ' in May.' };
  yield { type: 'answer-end', stopped: 'done', usage: NO_USAGE };
}

async function* silence(): AsyncGenerator<AnswerEvent> {
  yield { type: 'answer-end', stopped: 'done', usage: NO_USAGE };
}

it('finds an answer whole that has nothing to be added to', async () => {
  const { stores, runner, ended } = await aHouse(silence);
  const { state, answerId } = await ended(await runner.proceed(before.id));
  expect(state).toBe('done');
  expect(stores.answers.rows.get(answerId ?? '')).toMatchObject({ state: 'done', text: 'It launches' });
});

it('takes an answer that says nothing for a failure where there is none yet', async () => {
  const { runner, ended } = await aHouse(silence);
  const job = await ended(await runner.start(before.input));
  expect(job).toMatchObject({ state: 'waiting', wait: { cause: { code: 'claude-garbled' } } });
});

it('shows what is gone on from from the first moment', async () => {
  const { stores, runner, ended } = await aHouse(theRest);
  const id = await runner.proceed(before.id);
  expect(stores.jobs.rows.get(id)?.answerId).toBe(cut.id);
  const { answerId } = await ended(id);
  expect(stores.answers.rows.get(answerId ?? '')?.text).toBe('It launches in May.');
});

it('keeps what is gone on from in its place when nothing can be added to it', async () => {
  const { runner, ended } = await aHouse(overloaded);
  const job = await ended(await runner.proceed(before.id));
  expect(job).toMatchObject({ state: 'failed', failure: { code: 'model-overloaded' }, answerId: cut.id });
});

it('goes on by itself when the worker dies before a continuation has its first word', async () => {
  const { stores, runner, ended } = await aHouse(theRest, 'the next life');
  const orphan = aJob('orphan', {
    input: { ...before.input, continues: cut.id },
    state: 'running',
    attempts: 1,
    answerId: cut.id,
    lease: { owner: 'the last life' },
  });
  await stores.jobs.add(orphan);
  await runner.recover();
  const { state, answerId } = await ended(orphan.id);
  expect(state).toBe('done');
  expect(stores.answers.rows.get(answerId ?? '')?.text).toBe('It launches in May.');
});

it('shows the continuation of a chat in the place of the cut answer', async () => {
  const { stores, clock } = await aHouse(theRest);
  const conversation = { id: asConversationId('talk'), title: 'Launch', createdAt: 0, updatedAt: 0 };
  const turn = { conversationId: conversation.id, role: 'assistant', text: '', createdAt: 0 } as const;
  const answered = { ...turn, id: asMessageId('answered'), jobId: asJobId('chat') };
  await stores.chats.add({ ...conversation, tip: answered.id }, [answered]);
  const job = aJob('chat', { input: { action: 'chat', length: 'medium', conversationId: conversation.id } });
  const next = aJob('next');
  const proceed = async (store: KeepJob = stores.jobs.add): Promise<JobId> => {
    await store(next);
    return next.id;
  };
  expect(await proceedTurn({ chats: stores.chats, clock }, job, proceed)).toBe(next.id);
  expect(await stores.chats.messages(conversation.id)).toEqual([{ ...answered, jobId: next.id }]);
  expect(stores.jobs.rows.get(next.id)).toEqual(next);
  expect((await stores.chats.conversation(conversation.id))?.tip).toBe(answered.id);
});
