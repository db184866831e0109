import { describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { SHAPES, mayAsk } from '../../lib/messages/protocol.ts';
import type { MessageName } from '../../lib/messages/protocol.ts';
import { route } from '../../lib/messages/router.ts';
import type { Handlers, Sender } from '../../lib/messages/router.ts';

const NAMES = Object.keys(SHAPES) as MessageName[];
const PAGE: Sender = { caller: 'page' };
const CONTENT: Sender = { caller: 'content', tabId: 1 };

function listening(handled: string[], answer: () => Promise<unknown> = async () => 'done'): Handlers {
  const entries = NAMES.map((name) => [
    name,
    async () => {
      handled.push(name);
      return answer();
    },
  ]);
  return Object.fromEntries(entries) as Handlers;
}

const ask = (handlers: Handlers, message: unknown, sender: Sender) => {
  const bugs: unknown[] = [];
  return route(handlers, message, sender, new AbortController().signal, (bug) => bugs.push(bug)).then((reply) => ({
    reply,
    bugs,
  }));
};

describe('the router', () => {
  it('lets our script in Notion’s page near no key, chat or setting', () => {
    const reachable = NAMES.filter((name) => mayAsk('content', name));
    expect(reachable.filter((name) => /^(claude|notion|vault|chat|settings|cache|sync)\./.test(name))).toEqual([]);
    expect(reachable).toContain('job.start');
    // What a person kept is not taken away in their name.
    expect(reachable.filter((name) => /^search\.(forget|clear|keep)/.test(name))).toEqual([]);
  });

  it.each(NAMES)('refuses %s from a content script unless it is on the short list', async (name) => {
    const handled: string[] = [];
    await ask(listening(handled), { name, ask: undefined }, CONTENT);
    expect(handled.length === 0 || mayAsk('content', name)).toBe(true);
  });

  it.each([
    ['nothing', undefined],
    ['a stranger', { name: 'keys.reveal', ask: {} }],
    ['an inherited name', { name: 'constructor' }],
    ['a misfit', { name: 'job.stop', ask: { id: 1 } }],
    ['a field too many', { name: 'search.run', ask: { query: 'x', tabId: 1 } }],
    ['too long a query', { name: 'search.run', ask: { query: 'x'.repeat(1_000) } }],
    [
      'a page id that is none',
      {
        name: 'job.start',
        ask: { action: 'summarize', length: 'short', target: { pageId: '../x', title: '', url: '' } },
      },
    ],
  ])('refuses %s without a word', async (_what, message) => {
    const handled: string[] = [];
    const { reply } = await ask(listening(handled), message, PAGE);
    expect(reply).toEqual({ ok: false, refused: true });
    expect(handled).toEqual([]);
  });

  it.each([
    ['a turn of a chat', { name: 'job.start', ask: { action: 'chat', length: 'short', conversationId: 'c' } }],
    ['what a chat would send', { name: 'job.preview', ask: { action: 'chat', length: 'short' } }],
    ['the draft of another surface', { name: 'draft.keep', ask: { key: 'chat:new', text: 'x' } }],
  ])('keeps %s from our script in Notion’s page', async (_what, message) => {
    expect((await ask(listening([]), message, CONTENT)).reply).toEqual({ ok: false, refused: true });
    expect((await ask(listening([]), message, PAGE)).reply).toMatchObject({ ok: true });
  });

  it('carries a failure with its facts', async () => {
    const handlers = listening([], () => Promise.reject(new Failure({ code: 'claude-rate-limited', retryAfterMs: 5 })));
    const { reply } = await ask(handlers, { name: 'models.list' }, PAGE);
    expect(reply).toEqual({ ok: false, failure: { code: 'claude-rate-limited', retryAfterMs: 5 } });
  });

  it('reports a bug as one, and shows the caller no more than that', async () => {
    const handlers = listening([], () => Promise.reject(new TypeError('x of undefined, key sk-ant-1')));
    const { reply, bugs } = await ask(handlers, { name: 'models.list' }, PAGE);
    expect(reply).toEqual({ ok: false, failure: { code: 'bug' } });
    expect(bugs).toHaveLength(1);
  });
});
