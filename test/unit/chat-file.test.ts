import { describe, expect, it } from 'vitest';
import { asConversationId, asJobId, asMessageId, parsePageId } from '../../lib/base/ids.ts';
import { chatFileOf, readChatFile, rowsOfFile, writeChatFile } from '../../lib/chat/chat-file.ts';
import { chatFileName, chatMarkdown } from '../../lib/chat/chat-markdown.ts';
import type { Message } from '../../lib/chat/conversation.ts';
import { linkedText } from '../../lib/chat/linked-text.ts';
import { anAnswer } from '../fixtures/memory-stores.ts';

const conversationId = asConversationId('c');
const pageId = parsePageId('1'.repeat(32)) ?? expect.unreachable('not an id');
const plan = { pageId, title: 'Plan [draft]', url: 'https://app.notion.com/p/a(b)' };
const message = (id: string, role: Message['role'], differs: Partial<Message> = {}): Message => ({
  id: asMessageId(id),
  conversationId,
  role,
  text: '',
  createdAt: 1,
  ...differs,
});
const citation = { n: 1, pageId, title: 'Plan', url: 'https://app.notion.com/p/x#y', quote: 'May', start: 0, end: 1 };
const file = chatFileOf(
  { id: conversationId, title: 'When?\nReally', createdAt: 5, updatedAt: 9, folder: 'Launch', tip: asMessageId('a2') },
  [
    { message: message('q1', 'user', { text: 'When?', pages: [plan] }), answer: undefined },
    {
      message: message('a1', 'assistant', { parentId: asMessageId('q1'), jobId: asJobId('j1') }),
      answer: anAnswer('1', { text: 'In May.[^1][^2]', citations: [citation] }),
    },
    {
      message: message('a2', 'assistant', { parentId: asMessageId('q1'), jobId: asJobId('j2') }),
      answer: anAnswer('2', { text: 'In June.' }),
    },
  ],
  linkedText,
);

describe('a conversation as a file', () => {
  it('holds every branch, who wrote what, and citations as links', () => {
    expect(file.turns.map(({ role, text, model }) => [role, text, model])).toEqual([
      ['user', 'When?', undefined],
      ['assistant', 'In May. [1](https://app.notion.com/p/x#y)', 'claude-sonnet-5-5'],
      ['assistant', 'In June.', 'claude-sonnet-5-5'],
    ]);
    expect(file.turns[0]?.pages).toEqual([{ title: plan.title, url: plan.url }]);
  });

  it('is read as it was written, and comes in under ids of its own', () => {
    expect(readChatFile(writeChatFile(file))).toEqual(file);
    let ids = 0;
    const brought = rowsOfFile(file, asConversationId('new'), () => `n${(ids += 1)}`, 77);
    expect(brought.conversation).toEqual({
      id: 'new',
      title: 'When?\nReally',
      createdAt: 5,
      updatedAt: 77,
      folder: 'Launch',
      tip: 'n3',
    });
    expect(brought.messages.map(({ id, parentId, by, jobId }) => [id, parentId, by, jobId])).toEqual([
      ['n1', undefined, undefined, undefined],
      ['n2', 'n1', 'claude-sonnet-5-5', undefined],
      ['n3', 'n1', 'claude-sonnet-5-5', undefined],
    ]);
  });

  const changed = (change: (one: Record<string, unknown>) => void): string => {
    const copy = JSON.parse(writeChatFile(file));
    change(copy);
    return JSON.stringify(copy);
  };
  it.each([
    ['no JSON', 'hello'],
    ['a later version', changed((one) => Object.assign(one, { version: '2' }))],
    ['an unknown field', changed((one) => Object.assign(one, { script: 'x' }))],
    ['no turns', changed((one) => Object.assign(one, { turns: [] }))],
    ['a turn that follows a later one', changed((one) => Object.assign(one, { turns: file.turns.toReversed() }))],
    ['one turn twice', changed((one) => Object.assign(one, { turns: [file.turns[0], file.turns[0]] }))],
    ['a shown turn that is not there', changed((one) => Object.assign(one, { shown: 'nowhere' }))],
  ])('is refused with %s', (_what, text) => {
    expect(readChatFile(text)).toBeUndefined();
  });

  it('reads as Markdown: the shown branch, under who said it', () => {
    expect(chatMarkdown(file)).toBe(
      [
        '# When? Really',
        '## You',
        String.raw`About: [Plan \[draft\]](https://app.notion.com/p/a%28b%29)`,
        'When?',
        '## claude-sonnet-5-5',
        'In June.',
        '',
      ]
        .join('\n\n')
        .replace(/\n\n$/, '\n'),
    );
  });

  it('has a name that every system takes', () => {
    expect(chatFileName('Launch: plan/Q3 “new”?', 'md')).toBe('Launch plan Q3 new.md');
    expect(chatFileName('???', 'json')).toBe('Chat.json');
  });
});
