import { describe, expect, it } from 'vitest';
import { parsePageId } from '../../lib/base/ids.ts';
import { createClient } from '../../lib/messages/client.ts';
import { SHAPES } from '../../lib/messages/protocol.ts';
import type { SearchHit } from '../../lib/messages/search-desk.ts';
import { createSearchDesk } from '../../lib/wiring/search-desk.ts';

const pageId = parsePageId('5a1c'.padEnd(32, '0'));
if (pageId === undefined) throw new Error('no id');
const HIT: SearchHit = {
  pageId,
  title: 'Launch plan',
  url: 'https://app.notion.com/p/5a1c',
  workspace: 'Fernway',
  kind: 'page',
  snippet: [
    { text: '…', hit: false },
    { text: 'the public ', hit: false },
    { text: 'launch', hit: true },
    { text: ' moves… to October', hit: false },
    { text: '…', hit: false },
  ],
  start: 4,
  from: 'mirror',
};

/** Opens a result and gives what was asked of the background, which must fit its shape. */
async function openedAs(hit: SearchHit, tabId?: number): Promise<unknown> {
  const asked: unknown[] = [];
  const client = createClient(async ({ name, ask }) => {
    expect(SHAPES[name](ask).fits).toBe(true);
    asked.push(ask);
    return { ok: true, value: undefined };
  });
  await createSearchDesk(client, tabId).openHit({ hit, query: 'launch', filters: { kinds: ['page'] } });
  return asked[0];
}

describe('a result that is opened', () => {
  it('leads to its block by the words that stand in it, and tells of the search that found it', async () => {
    expect(await openedAs(HIT, 7)).toEqual({
      pageId,
      url: HIT.url,
      start: 4,
      quote: 'the public launch moves… to October',
      tabId: 7,
      search: { query: 'launch', filters: { kinds: ['page'] } },
    });
  });

  it('leads to the page alone when a property was found, or nothing but a title', async () => {
    const { start: _start, ...property } = HIT;
    expect(await openedAs(property)).not.toHaveProperty('quote');
    expect(await openedAs({ ...property, snippet: [], from: 'notion' })).not.toHaveProperty('quote');
  });
});
