import { describe, expect, it } from 'vitest';
import { asConnectionId, asConversationId, asJobId, asMessageId, asOutboxId } from '../../lib/base/ids.ts';
import type { Message } from '../../lib/chat/conversation.ts';
import { proposeChat } from '../../lib/flows/chat-publish.ts';
import type { PublishChatPorts } from '../../lib/flows/chat-publish.ts';
import { plainTextOf } from '../../lib/markup/plain-text.ts';
import type { NotionDocument } from '../../lib/markup/document.ts';
import type { Proposal } from '../../lib/outbox/proposal.ts';
import { PLAN } from '../fixtures/answering.ts';
import { anAnswer, createMemoryStores } from '../fixtures/memory-stores.ts';

const conversationId = asConversationId('c');
const target = { pageId: PLAN.id, title: PLAN.title, url: PLAN.url };
const citation = { n: 1, pageId: PLAN.id, title: PLAN.title, url: `${PLAN.url}#b`, quote: 'May', start: 0, end: 1 };
const question: Message = {
  id: asMessageId('q'),
  conversationId,
  role: 'user',
  text: 'When?\nSee https://typed.example/x',
  createdAt: 1,
  pages: [target],
};
const reply: Message = {
  id: asMessageId('a'),
  conversationId,
  parentId: question.id,
  role: 'assistant',
  text: '',
  jobId: asJobId('j'),
  createdAt: 2,
};

async function talk(text: string, differs: object = {}) {
  const stores = createMemoryStores();
  await stores.chats.add(
    { id: conversationId, title: 'When?', target, createdAt: 1, updatedAt: 2, tip: reply.id, ...differs },
    [question, reply],
  );
  const proposed: Proposal[] = [];
  const ports: PublishChatPorts = {
    chats: stores.chats,
    pages: stores.pages,
    answerOf: async () => anAnswer('a', { text, citations: [citation] }),
    connected: async () => [asConnectionId('one')],
    async propose(proposals) {
      proposed.push(...proposals);
      return proposals.map((_one, at) => asOutboxId(`entry ${at}`));
    },
  };
  return { ports, proposed };
}

function contentOf(proposal: Proposal | undefined): NotionDocument {
  if (proposal?.operation.kind !== 'create') throw new Error('no page is made');
  return proposal.operation.content;
}

describe('a conversation as a Notion page', () => {
  it('is proposed under its page: who said what, with the answers’ sources', async () => {
    const { ports, proposed } = await talk('It launches in **May**.[^1]');
    expect(await proposeChat(ports, conversationId)).toBe('entry 0');
    expect(proposed).toMatchObject([
      {
        personOnly: true,
        target: PLAN.id,
        operation: { kind: 'create', title: 'Chat: When?', parent: { kind: 'page', id: PLAN.id } },
        origin: { label: 'Chat', sources: [{ title: PLAN.title, url: PLAN.url }], model: 'Claude Sonnet 5.5' },
      },
    ]);
    const words = plainTextOf(contentOf(proposed[0]));
    expect(words).toMatch(/You[\s\S]*When\?[\s\S]*Claude Sonnet 5\.5[\s\S]*It launches in May/);
    expect(JSON.stringify(contentOf(proposed[0]))).toContain(`${PLAN.url}#b`);
  });

  it('leads nowhere but to what went along, is cited, or was typed', async () => {
    const { ports, proposed } = await talk(
      'Go [here](https://evil.example/?q=secret) or [there](https://typed.example/x).',
    );
    await proposeChat(ports, conversationId);
    const text = JSON.stringify(proposed);
    expect(text).not.toContain('evil.example');
    expect(JSON.stringify(contentOf(proposed[0]))).toContain('"link":"https://typed.example/x"');
  });

  it('is not made of a temporary chat, of one that is about no page, or of none', async () => {
    for (const differs of [{ temporary: true }, { target: undefined, tip: undefined }]) {
      const { ports, proposed } = await talk('Yes.', differs);
      await expect(proposeChat(ports, conversationId)).rejects.toThrow('no-page');
      expect(proposed).toEqual([]);
    }
    const { ports } = await talk('Yes.');
    await expect(proposeChat(ports, asConversationId('other'))).rejects.toThrow('no-page');
  });
});
