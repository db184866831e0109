import { describe, expect, it } from 'vitest';
import { parseBlockId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { Secret } from '../../lib/base/secret.ts';
import { createNotionClient } from '../../lib/adapters/notion/notion-client.ts';
import type { NotionWriter } from '../../lib/outbox/notion-writer.ts';
import { asPage, createJumpingClock, NEVER } from './notion-door.ts';
import { said, words } from './notion-writing.ts';
import { readCassettes } from './recorded-exchanges.ts';
import type { RecordedExchange } from './recorded-exchanges.ts';

const all = [...(readCassettes() ?? [])].flatMap(([, exchanges]) => exchanges);
const recorded = (method: string, path: RegExp): readonly RecordedExchange[] =>
  all.filter(
    (exchange) => exchange.method === method && exchange.status === 200 && path.test(new URL(exchange.uri).pathname),
  );

interface Sent {
  readonly method: string | undefined;
  readonly path: string;
  readonly body: unknown;
}

/** A writer to which Notion answers what it answered when that was recorded. */
function answering(exchange: RecordedExchange): { readonly writer: NotionWriter; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const { writer } = createNotionClient({
    token: async () => new Secret('ntn_recorded'),
    fetch: async (url, init) => {
      const { pathname } = new URL(url);
      if (pathname === '/v1/users/me') return new Response(JSON.stringify({ object: 'user', id: 'me', type: 'bot' }));
      sent.push({
        method: init.method,
        path: pathname,
        body: JSON.parse(typeof init.body === 'string' ? init.body : '{}'),
      });
      return new Response(exchange.responseBody, { headers: { 'content-type': 'application/json' } });
    },
    clock: createJumpingClock(),
    chance: { id: () => 'id', unit: () => 0.5 },
    log: { info: () => {}, warn: () => {} },
    online: () => true,
  });
  return { writer, sent };
}

const idIn = (exchange: RecordedExchange): PageId => asPage(new URL(exchange.uri).pathname.split('/')[3] ?? '');
const json = (exchange: RecordedExchange) => JSON.parse(exchange.responseBody);

if (all.length === 0) console.log('writes beside recorded exchanges: not run, ../shared/data is absent');
describe.runIf(all.length > 0)('writes, answered as recorded', () => {
  it('append blocks at the recorded address, and learn their ids from the recorded answers', async () => {
    const exchanges = recorded('PATCH', /^\/v1\/blocks\/[^/]+\/children$/);
    expect(exchanges.length).toBeGreaterThan(4);
    for (const exchange of exchanges) {
      const { writer, sent } = answering(exchange);
      const { results } = json(exchange);
      const ids = await writer.append(
        idIn(exchange),
        results.map(() => said('x')),
        undefined,
        NEVER,
      );
      expect(ids).toEqual(results.map(({ id }: { id: string }) => parseBlockId(id)));
      expect(sent).toMatchObject([{ method: 'PATCH', path: new URL(exchange.uri).pathname }]);
    }
  });

  it('write a block as it was recorded to be written', async () => {
    const [exchange] = recorded('PATCH', /^\/v1\/blocks\/[^/]+\/children$/);
    if (exchange === undefined) throw new Error('Nothing is recorded.');
    const { writer, sent } = answering(exchange);
    const { children } = JSON.parse(exchange.requestBody);
    type Recorded = {
      readonly paragraph: { readonly rich_text: readonly { readonly text: { readonly content: string } }[] };
    };
    const content = children.map(({ paragraph }: Recorded) => said(paragraph.rich_text[0]?.text.content ?? ''));
    await writer.append(idIn(exchange), content, undefined, NEVER);
    expect(sent[0]?.body).toMatchObject(JSON.parse(exchange.requestBody));
  });

  it('make pages', async () => {
    const exchanges = recorded('POST', /^\/v1\/pages$/);
    expect(exchanges.length).toBeGreaterThan(10);
    for (const exchange of exchanges) {
      const { parent, properties } = JSON.parse(exchange.requestBody);
      const title = properties.title?.[0]?.text?.content ?? properties.title?.title?.[0]?.text?.content;
      if (typeof title !== 'string' || parent.page_id === undefined) continue;
      const { writer, sent } = answering(exchange);
      const home = { kind: 'page', id: asPage(parent.page_id) } as const;
      const made = await writer.createPage({ parent: home, title, values: {}, content: [] }, NEVER);
      expect(made).toMatchObject({ id: json(exchange).id, url: json(exchange).url, title });
      expect(sent).toMatchObject([{ method: 'POST', path: '/v1/pages', body: { parent: { page_id: home.id } } }]);
    }
  });

  it('comment, and read comments', async () => {
    for (const exchange of recorded('POST', /^\/v1\/comments$/)) {
      const request = JSON.parse(exchange.requestBody);
      const { writer, sent } = answering(exchange);
      const text = request.rich_text[0].text.content;
      const made = await writer.comment(asPage(request.parent.page_id), text, undefined, NEVER);
      expect(made).toMatchObject({ id: json(exchange).id, discussion: json(exchange).discussion_id, text });
      expect(sent[0]?.body).toMatchObject(request);
    }
    const lists = recorded('GET', /^\/v1\/comments$/);
    expect(lists.length).toBeGreaterThan(1);
    for (const exchange of lists) {
      const { writer } = answering(exchange);
      const comments = await writer.comments(asPage(new URL(exchange.uri).searchParams.get('block_id') ?? ''), NEVER);
      const { results } = json(exchange);
      expect(comments.map(({ id }) => id)).toEqual(results.map(({ id }: { id: string }) => id));
      expect(comments.map(({ createdBy }) => createdBy)).toEqual(
        results.map(({ created_by }: { created_by: { id: string } }) => created_by.id),
      );
    }
  });

  it('list children with their makers, and values of pages as they are written', async () => {
    for (const exchange of recorded('GET', /^\/v1\/blocks\/[^/]+\/children$/)) {
      const { writer } = answering(exchange);
      const { blocks } = await writer.children(idIn(exchange), undefined, NEVER);
      const { results } = json(exchange);
      expect(blocks.map(({ id, createdBy }) => [id, createdBy])).toEqual(
        results.map((one: { id: string; created_by: { id: string } }) => [one.id, one.created_by.id]),
      );
      expect(blocks.map(({ block }) => words(block)).every((text) => text !== 'other')).toBe(true);
    }
    for (const exchange of recorded('GET', /^\/v1\/pages\/[^/]+$/)) {
      const { writer } = answering(exchange);
      const values = await writer.values(idIn(exchange), undefined, NEVER);
      const title = json(exchange).properties.title.title[0].plain_text;
      expect(values).toMatchObject({ title: { type: 'title', text: title } });
    }
  });

  it('give the Markdown that an update left', async () => {
    const [exchange] = recorded('PATCH', /\/markdown$/);
    if (exchange === undefined) throw new Error('Nothing is recorded.');
    const { writer, sent } = answering(exchange);
    const after = await writer.replaceText(idIn(exchange), [{ before: 'a', after: 'b' }], NEVER);
    expect(after).toBe(json(exchange).markdown);
    expect(sent[0]?.body).toMatchObject({ update_content: { content_updates: [{ old_str: 'a', new_str: 'b' }] } });
  });
});
