import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAnswerStore } from '../../lib/adapters/dexie/answer-store.ts';
import { createChatStore } from '../../lib/adapters/dexie/chat-store.ts';
import { createDraftStore } from '../../lib/adapters/dexie/draft-store.ts';
import { createJobStore } from '../../lib/adapters/dexie/job-store.ts';
import { createStepStore } from '../../lib/adapters/dexie/step-store.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { asAnswerId, asConversationId, asJobId, asMessageId } from '../../lib/base/ids.ts';
import type { ChatStore } from '../../lib/chat/chat-store.ts';
import type { AnswerStore, JobStore, StepStore } from '../../lib/jobs/stores.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import { anAnswer, aJob, createMemoryStores } from '../fixtures/memory-stores.ts';

interface Stores {
  readonly jobs: JobStore;
  readonly answers: AnswerStore;
  readonly steps: StepStore;
  readonly chats: ChatStore;
}

let lives = 0;
const KINDS: readonly (readonly [string, () => Stores])[] = [
  [
    'Dexie',
    () => {
      const words = new WordsDatabase(`words ${(lives += 1)}`);
      return {
        jobs: createJobStore(words),
        answers: createAnswerStore(words),
        steps: createStepStore(words),
        chats: createChatStore(words),
      };
    },
  ],
  ['memory', createMemoryStores],
];

describe.each(KINDS)('stores in %s', (_kind, make) => {
  let stores: Stores;
  beforeEach(() => {
    stores = make();
  });

  it('list jobs that are queued or running, oldest first', async () => {
    const { jobs } = stores;
    await jobs.add(aJob('late', { state: 'running', createdAt: 3 }));
    await jobs.add(aJob('ended', { state: 'done', createdAt: 1 }));
    await jobs.add(aJob('early', { createdAt: 2 }));
    await jobs.add(aJob('resting', { state: 'paused', createdAt: 0 }));
    expect((await jobs.unfinished()).map(({ id }) => id)).toEqual(['early', 'late']);
  });

  it('list jobs that wait, oldest first, and what was asked and done since a time', async () => {
    const { jobs } = stores;
    await jobs.add(aJob('late', { state: 'waiting', createdAt: 3 }));
    await jobs.add(aJob('early', { state: 'waiting', createdAt: 2 }));
    await jobs.add(aJob('running', { state: 'running', createdAt: 1 }));
    await jobs.add(aJob('old', { state: 'done', createdAt: 4 }));
    await jobs.add(aJob('new', { state: 'done', createdAt: 5 }));
    expect((await jobs.waiting()).map(({ id }) => id)).toEqual(['early', 'late']);
    expect((await jobs.doneSince(4)).map(({ id }) => id)).toEqual(['new']);
  });

  it('change a job by what is stored, and tell how it is then', async () => {
    const { jobs } = stores;
    await jobs.add(aJob('one'));
    const id = asJobId('one');
    const both = [1, 2].map(() => jobs.change(id, (job) => ({ ...job, attempts: job.attempts + 1 })));
    expect((await Promise.all(both)).map((job) => job?.attempts)).toEqual([1, 2]);
    expect(await jobs.change(id, () => undefined)).toMatchObject({ attempts: 2 });
    expect(await jobs.change(asJobId('nobody'), (job) => job)).toBeUndefined();
  });

  it('refuse a second job of the same id', async () => {
    await stores.jobs.add(aJob('one'));
    await expect(stores.jobs.add(aJob('one'))).rejects.toMatchObject({ facts: { code: 'storage-broken' } });
  });

  it('count as finished what a model answered whole, newest first', async () => {
    const { answers } = stores;
    await answers.put(anAnswer('old', { updatedAt: 1 }));
    await answers.put(anAnswer('new', { updatedAt: 2 }));
    await answers.put(anAnswer('cut', { updatedAt: 3, state: 'interrupted' }));
    await answers.put(anAnswer('other', { updatedAt: 4, questionKey: 'another question' }));
    const { provenance, ...byRule } = anAnswer('by rule', { updatedAt: 5 });
    const { answeredBy: _nobody, ...withoutModel } = provenance;
    await answers.put({ ...byRule, provenance: withoutModel });
    expect((await answers.finished('a question')).map(({ id }) => id)).toEqual(['new', 'old']);
  });

  it('keep the last of an answer and of a step', async () => {
    await stores.answers.put(anAnswer('one', { text: 'first' }));
    await stores.answers.put(anAnswer('one', { text: 'second' }));
    expect((await stores.answers.get(asAnswerId('one')))?.text).toBe('second');
    await stores.steps.put({ key: 'k', text: 'note', madeAt: 1, usedAt: 1 });
    expect((await stores.steps.get('k'))?.text).toBe('note');
    expect(await stores.steps.get('none')).toBeUndefined();
  });

  it('forget a conversation with everything that was said in it, and nothing else', async () => {
    const { chats, answers, jobs } = stores;
    for (const name of ['kept', 'gone']) {
      const conversationId = asConversationId(name);
      const said = { id: asMessageId(`${name} message`), conversationId, jobId: asJobId(`${name} job`) };
      await jobs.add(aJob(`${name} job`));
      await answers.put(anAnswer(`${name} answer`, { jobId: said.jobId }));
      await chats.add({ id: conversationId, title: name, createdAt: 1, updatedAt: 1 }, [
        { ...said, role: 'assistant', text: '', createdAt: 1 },
      ]);
    }
    await chats.forget(asConversationId('gone'));
    expect(await chats.conversation(asConversationId('gone'))).toBeUndefined();
    expect(await chats.messages(asConversationId('gone'))).toEqual([]);
    expect(await answers.get(asAnswerId('gone answer'))).toBeUndefined();
    expect(await jobs.get(asJobId('gone job'))).toBeUndefined();
    expect(await chats.messages(asConversationId('kept'))).toHaveLength(1);
    expect(await answers.get(asAnswerId('kept answer'))).toBeDefined();
  });

  it('reword a message together with its job, and neither where the job does not take it', async () => {
    const { chats, jobs } = stores;
    const conversationId = asConversationId('one');
    const asked = { id: asMessageId('asked'), conversationId, role: 'user', text: 'When?', createdAt: 1 } as const;
    const job = aJob('turn');
    await chats.add({ id: conversationId, title: 'one', createdAt: 1, updatedAt: 1 }, [asked], job);
    expect(await chats.reword(asked.id, 'Who?', job.id, (same) => same)).toEqual(job);
    expect((await chats.message(asked.id))?.text).toBe('When?');
    const reworded = await chats.reword(asked.id, 'Who?', job.id, (before) => ({ ...before, updatedAt: 7 }));
    expect(reworded).toMatchObject({ updatedAt: 7 });
    expect(await jobs.get(job.id)).toEqual(reworded);
    expect((await chats.message(asked.id))?.text).toBe('Who?');
  });

  it('add messages with the job that answers them, or none of them', async () => {
    const { chats, jobs } = stores;
    const conversationId = asConversationId('c');
    const talk = { id: conversationId, title: 'Talk', createdAt: 1, updatedAt: 1 };
    const said = { conversationId, role: 'user', text: 'hello' } as const;
    const job = aJob('answers');
    await chats.add(talk, [{ ...said, id: asMessageId('first'), createdAt: 1 }], job);
    expect(await jobs.get(job.id)).toEqual(job);
    const again = chats.add({ ...talk, title: 'Other' }, [{ ...said, id: asMessageId('second'), createdAt: 2 }], job);
    await expect(again).rejects.toThrow('storage-broken');
    expect((await chats.messages(conversationId)).map(({ id }) => id)).toEqual(['first']);
    expect((await chats.conversation(conversationId))?.title).toBe('Talk');
  });

  it('show the branch that was chosen, and messages in the order they were said', async () => {
    const { chats } = stores;
    const conversationId = asConversationId('c');
    const talk = { id: conversationId, title: 'Talk', createdAt: 1, updatedAt: 1 };
    const said = { conversationId, role: 'user', text: 'hello' } as const;
    await chats.add(talk, [{ ...said, id: asMessageId('z'), createdAt: 1 }]);
    await chats.add(talk, [{ ...said, id: asMessageId('a'), createdAt: 2 }]);
    await chats.choose(conversationId, asMessageId('z'));
    expect((await chats.conversation(conversationId))?.tip).toBe('z');
    expect((await chats.messages(conversationId)).map(({ id }) => id)).toEqual(['z', 'a']);
    expect((await chats.message(asMessageId('a')))?.text).toBe('hello');
  });
});

describe('drafts in Dexie', () => {
  it('are there until they are emptied', async () => {
    const drafts = createDraftStore(new WordsDatabase('words of drafts'), createFakeClock());
    expect(await drafts.read('ask:1')).toBe('');
    await drafts.keep('ask:1', 'What is the bu');
    expect(await drafts.read('ask:1')).toBe('What is the bu');
    await drafts.keep('ask:1', '');
    expect(await drafts.read('ask:1')).toBe('');
  });
});
