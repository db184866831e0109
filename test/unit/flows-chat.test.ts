import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { asConversationId, parsePageId } from '../../lib/base/ids.ts';
import type { JobId, MessageId } from '../../lib/base/ids.ts';
import { branchTo } from '../../lib/chat/branch.ts';
import { compactTurns } from '../../lib/flows/chat-compact.ts';
import { historyBefore, regenerate, sendMessage } from '../../lib/flows/chat.ts';
import type { ChatPorts, NewMessage } from '../../lib/flows/chat.ts';
import type { JobInput } from '../../lib/jobs/job.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import { HandModel, settle } from '../fixtures/hand-model.ts';
import { Life } from '../fixtures/life.ts';
import { aJob, anAnswer, createMemoryStores } from '../fixtures/memory-stores.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import { actionInParts, createBench, PLAN } from '../fixtures/answering.ts';

const OTHER = parsePageId('0'.repeat(31).concat('7')) ?? expect.unreachable('not an id');
const TARGET = { pageId: PLAN.id, title: PLAN.title, url: PLAN.url };

function kept<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('not kept');
  return value;
}

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
      { role: 'assistant', text: 'In May.', by: 'claude-sonnet-5-5', contents: { pages: [] } },
      { role: 'user', text: 'Who?' },
    ]);
    const edited = await send('Where?', { conversationId, parentId: 'root' });
    expect(await history(conversationId, edited.messageId)).toEqual([]);
  });

  it('asks of exactly the pages that went with a message, also when it is answered once more', async () => {
    const other = { ...TARGET, pageId: OTHER, title: 'Other' };
    const { conversationId, messageId } = await send('Compare', { pages: [TARGET, other] });
    expect(started.at(-1)).toMatchObject({ target: TARGET, pages: [other] });
    await regenerate(ports, messageId, 'medium', 'claude-haiku-5-5');
    expect(started.at(-1)).toMatchObject({ target: TARGET, pages: [other], model: 'claude-haiku-5-5' });
    await send('And without', { conversationId, pages: [] });
    expect(started.at(-1)).not.toHaveProperty('target');
    expect(started.at(-1)).not.toHaveProperty('pages');
  });

  it('asks of the conversation’s page where a row does not say what went with it', async () => {
    const { conversationId, messageId } = await send('When?');
    const conversation = await ports.chats.conversation(conversationId);
    const { pages: _unsaid, ...row } = kept(await ports.chats.message(messageId));
    await ports.chats.add(kept(conversation), [row]);
    await regenerate(ports, messageId, 'medium');
    expect(started.at(-1)).toMatchObject({ target: TARGET });
  });

  it('marks everything of a temporary chat', async () => {
    const { conversationId } = await send('Quietly', { temporary: true });
    expect(await ports.chats.conversation(conversationId)).toMatchObject({ temporary: true });
    await send('Go on', { conversationId });
    expect(started.map(({ temporary }) => temporary)).toEqual([true, true]);
  });

  it('summarizes earlier turns in a turn of its own, and tells the summary in their place', async () => {
    said.set('job-1', 'One.').set('job-2', 'Two.').set('job-3', 'Three.').set('job-4', 'All in short.');
    const { conversationId } = await send('First?');
    expect(await compactTurns(ports, conversationId, 'medium')).toBeUndefined();
    await send('Second?', { conversationId });
    await send('Third?', { conversationId });
    await compactTurns(ports, conversationId, 'medium');
    const asked = started.at(-1);
    expect(asked).toMatchObject({ action: 'compact', conversationId, fresh: true });
    expect(asked).not.toHaveProperty('target');
    const rows = await ports.chats.messages(conversationId);
    const summary = kept(rows.find((row) => row.summary !== undefined));
    // The summary is made of what it stands for, and of nothing else.
    expect((await history(conversationId, summary.id)).map(({ text }) => text)).toEqual(['First?', 'One.']);
    const { messageId } = await send('Fourth?', { conversationId });
    expect((await history(conversationId, messageId)).map(({ role, text }) => `${role}: ${text}`)).toEqual([
      'user: Summary of the earlier turns of this conversation:\n\nAll in short.',
      'user: Second?',
      'assistant: Two.',
      'user: Third?',
      'assistant: Three.',
    ]);
    expect(rows.map(({ text }) => text)).toContain('First?');
  });
});
