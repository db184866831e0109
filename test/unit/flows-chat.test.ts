import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { asConversationId } from '../../lib/base/ids.ts';
import type { JobId, MessageId } from '../../lib/base/ids.ts';
import { branchTo } from '../../lib/chat/branch.ts';
import { historyBefore, regenerate, sendMessage } from '../../lib/flows/chat.ts';
import type { ChatPorts, NewMessage } from '../../lib/flows/chat.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import { HandModel, settle } from '../fixtures/hand-model.ts';
import { Life } from '../fixtures/life.ts';
import { aJob, anAnswer, createMemoryStores } from '../fixtures/memory-stores.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import { actionInParts, createBench, PLAN } from '../fixtures/answering.ts';

const TARGET = { pageId: PLAN.id, title: PLAN.title, url: PLAN.url };

describe('a conversation', () => {
  let ports: ChatPorts;
  let started: JobInput[];
  let said: Map<string, string>;

  const send = (text: string, differs: Partial<NewMessage> = {}) =>
    sendMessage(ports, { text, length: 'medium', target: TARGET, ...differs });
  const shown = async (conversationId: Parameters<typeof ports.chats.messages>[0]): Promise<readonly string[]> => {
    const tip = (await ports.chats.conversation(conversationId))?.tip;
    return branchTo(await ports.chats.messages(conversationId), tip).map(({ role, text, jobId }) =>
      role === 'user' ? text : `answer ${jobId ?? ''}`,
    );
  };
  const history = (conversationId: Parameters<typeof ports.chats.messages>[0], messageId: MessageId) =>
    historyBefore(ports, async (jobId) => anAnswer(jobId, { text: said.get(jobId) ?? '' }), conversationId, messageId);

  beforeEach(() => {
    const stores = createMemoryStores();
    const clock = createFakeClock();
    let ids = 0;
    let time = clock.now();
    started = [];
    said = new Map();
    ports = {
      clock: { ...clock, now: () => (time += 1) },
      chance: { id: () => `id-${(ids += 1)}`, unit: () => 0 },
      chats: stores.chats,
      answers: stores.answers,
      jobs: stores.jobs,
      start: async (input, store): Promise<JobId> => {
        const job = aJob(`job-${started.length + 1}`, { input });
        await store(job);
        started.push(input);
        return job.id;
      },
    };
  });

  it('begins with the first message, named by it, on the page it was asked on', async () => {
    const { conversationId, messageId } = await send('When does it launch?');
    expect(await ports.chats.conversation(conversationId)).toMatchObject({
      title: 'When does it launch?',
      target: TARGET,
    });
    expect(started).toMatchObject([{ action: 'chat', question: 'When does it launch?', messageId, target: TARGET }]);
    expect(await shown(conversationId)).toEqual(['When does it launch?', 'answer job-1']);
  });

  it('keeps nothing of a message whose answer cannot be kept, so that it is not there twice when it is sent again', async () => {
    const { start } = ports;
    const full = { ...ports.chats, add: () => Promise.reject(new Failure('storage-full')) };
    ports = { ...ports, chats: full, start: (input, store) => start(input, store) };
    await expect(send('Is this safe?')).rejects.toThrow('storage-full');
    expect(await shown(asConversationId('id-1'))).toEqual([]);
    expect(started).toEqual([]);
  });

  it('is stored with the job that answers it or not at all, wherever the worker dies', async () => {
    const outcomes: (readonly string[])[] = [];
    for (let awaits = 1; awaits <= 6; awaits += 1) {
      const life = new Life(awaits);
      const stores = createMemoryStores(life.pass);
      const bench = createBench(new HandModel(), actionInParts(0), stores);
      const reading = { ...stores.chats, conversation: life.before(stores.chats.conversation) };
      const { start } = createJobRunner(bench, 'this life', () => () => {});
      const sent = sendMessage(
        { ...ports, chats: reading, start },
        { text: 'When?', length: 'medium', target: TARGET },
      );
      await life.lives(sent);
      await settle();
      const jobs = [...stores.jobs.rows.keys()];
      const conversationId = [...stores.jobs.rows.values()][0]?.input.conversationId ?? asConversationId('id-1');
      const messages = await stores.chats.messages(conversationId);
      expect(messages.flatMap(({ jobId }) => jobId ?? [])).toEqual(jobs);
      outcomes.push(messages.map(({ role }) => role));
    }
    // Both ends were met: a death before anything is stored, and one after all is.
    expect(outcomes).toContainEqual([]);
    expect(outcomes).toContainEqual(['user', 'assistant']);
    expect(new Set(outcomes.map(String)).size).toBe(2);
  });

  it('follows the shown branch, and keeps both when a message is edited', async () => {
    const { conversationId } = await send('When?');
    await send('And who?', { conversationId });
    expect(await shown(conversationId)).toEqual(['When?', 'answer job-1', 'And who?', 'answer job-2']);
    await send('When exactly?', { conversationId, parentId: 'root' });
    expect(await shown(conversationId)).toEqual(['When exactly?', 'answer job-3']);
    expect(await ports.chats.messages(conversationId)).toHaveLength(6);
  });

  it('answers once more beside the earlier answer, on the model that is named', async () => {
    const { conversationId, messageId } = await send('When?');
    const [, answer] = await ports.chats.messages(conversationId);
    await regenerate(ports, answer?.id ?? messageId, 'medium', 'claude-haiku-5-5');
    expect(started.at(-1)).toMatchObject({ question: 'When?', messageId, model: 'claude-haiku-5-5' });
    expect(await shown(conversationId)).toEqual(['When?', 'answer job-2']);
    const answers = (await ports.chats.messages(conversationId)).filter(({ role }) => role === 'assistant');
    expect(answers.map(({ parentId }) => parentId)).toEqual([messageId, messageId]);
  });

  it('tells a model what was said before on this branch, without answers that have no words', async () => {
    said.set('job-1', 'In May.').set('job-2', '  ');
    const { conversationId } = await send('When?');
    await send('Who?', { conversationId });
    const { messageId } = await send('Why?', { conversationId });
    expect(await history(conversationId, messageId)).toEqual([
      { role: 'user', text: 'When?' },
      { role: 'assistant', text: 'In May.', by: 'claude-sonnet-5-5' },
      { role: 'user', text: 'Who?' },
    ]);
    const edited = await send('Where?', { conversationId, parentId: 'root' });
    expect(await history(conversationId, edited.messageId)).toEqual([]);
  });
});
