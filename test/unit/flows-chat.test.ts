import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { asConversationId, asJobId } from '../../lib/base/ids.ts';
import type { JobId, MessageId } from '../../lib/base/ids.ts';
import { branchTo } from '../../lib/chat/branch.ts';
import { historyBefore, regenerate, sendMessage } from '../../lib/flows/chat.ts';
import type { ChatPorts, NewMessage } from '../../lib/flows/chat.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import { anAnswer, createMemoryStores } from '../fixtures/memory-stores.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import { PLAN } from '../fixtures/answering.ts';

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
      start: async (input): Promise<JobId> => {
        started.push(input);
        return asJobId(`job-${started.length}`);
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

  it('keeps a message whose answer could not be begun', async () => {
    ports = { ...ports, start: () => Promise.reject(new Failure('storage-full')) };
    await expect(send('Is this safe?')).rejects.toThrow('storage-full');
    expect(await shown(asConversationId('id-1'))).toEqual(['Is this safe?']);
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
      { role: 'assistant', text: 'In May.' },
      { role: 'user', text: 'Who?' },
    ]);
    const edited = await send('Where?', { conversationId, parentId: 'root' });
    expect(await history(conversationId, edited.messageId)).toEqual([]);
  });
});
