import { describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { asAnswerId, parsePageId } from '../../lib/base/ids.ts';
import { OUTBOX_SHAPES } from '../../lib/messages/outbox-messages.ts';
import { mayAsk, SHAPES } from '../../lib/messages/protocol.ts';
import type { MessageName } from '../../lib/messages/protocol.ts';
import { route } from '../../lib/messages/router.ts';
import type { Handlers, Sender } from '../../lib/messages/router.ts';
import { limitContent } from '../../lib/wiring/limit-content.ts';
import { EVERY_MESSAGE } from '../e2e/every-message.ts';

const CONTENT: Sender = { caller: 'content', tabId: 1 };
const PAGE: Sender = { caller: 'page' };
const { signal } = new AbortController();

const isOutbox = (name: string): name is keyof typeof OUTBOX_SHAPES => Object.hasOwn(OUTBOX_SHAPES, name);
const NAMES = Object.keys(SHAPES).filter(isOutbox);

/** Handlers that note what reached them. */
function noting(): { readonly handlers: Handlers; readonly reached: string[] } {
  const reached: string[] = [];
  const entries = Object.keys(SHAPES).map((name) => [
    name,
    () => {
      reached.push(name);
      return Promise.resolve('handled');
    },
  ]);
  return { handlers: Object.fromEntries(entries) as Handlers, reached };
}

const ask = (handlers: Handlers, name: MessageName, sender: Sender) =>
  route(handlers, { name, ask: EVERY_MESSAGE[name] }, sender, signal, () => undefined);

describe('a script in Notion’s page', () => {
  it('may propose to publish, and nothing else about writing', () => {
    expect(NAMES.filter((name) => mayAsk('content', name))).toEqual(['publish.propose']);
  });

  it.each(NAMES.filter((name) => name !== 'publish.propose'))('is refused when it asks for %s', async (name) => {
    const { handlers, reached } = noting();
    const reply = await ask(handlers, name, CONTENT);
    expect(reply).toMatchObject({ ok: false });
    expect(reached).toEqual([]);
    // The same words from a page of ours are understood: it is the sender that was refused.
    expect(await ask(handlers, name, PAGE)).toMatchObject({ ok: true });
    expect(reached).toEqual([name]);
  });

  it('proposes nothing from a published page, which anybody may have written', async () => {
    const { handlers, reached } = noting();
    const limited = limitContent(handlers, async () => ({
      published: true,
      pageId: parsePageId('1'.repeat(32)) ?? never(),
    }));
    const proposal = { answer: asAnswerId('answer') };
    await expect(limited['publish.propose'](proposal, CONTENT, signal)).rejects.toThrow(new Failure('no-page'));
    expect(reached).toEqual([]);
    expect(await limited['publish.propose'](proposal, PAGE, signal)).toBe('handled');
  });
});

function never(): never {
  throw new Error('no page id');
}
