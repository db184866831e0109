import { describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { SHAPES } from '../../lib/messages/protocol.ts';
import type { Handlers, Sender } from '../../lib/messages/router.ts';
import { limitContent } from '../../lib/wiring/limit-content.ts';

function page(digits: string): PageId {
  const id = parsePageId(digits);
  if (id === undefined) throw new Error('no page id');
  return id;
}

const HERE = page('0123456789abcdef0123456789abcdef');
const THERE = page('fedcba9876543210fedcba9876543210');
const CONTENT: Sender = { caller: 'content', tabId: 1 };
const PAGE: Sender = { caller: 'page' };

const start = (pageId: PageId) => ({
  action: 'summarize' as const,
  length: 'short' as const,
  target: { pageId, title: 'A page', url: 'https://app.notion.com/' },
});
const cite = (url: string) => ({ pageId: HERE, quote: 'words', url, start: 0, end: 5 });

/** Handlers that all say the same, behind the limits of a tab that shows one page. */
function behind(published: boolean): Handlers {
  const entries = Object.keys(SHAPES).map((name) => [name, () => Promise.resolve('handled')]);
  return limitContent(Object.fromEntries(entries) as Handlers, () => Promise.resolve({ published, pageId: HERE }));
}
const inNotion = behind(false);
const onSite = behind(true);
const { signal } = new AbortController();

describe('what our script in Notion’s page is given', () => {
  it('is the draft of the open page, and no other', async () => {
    expect(await inNotion['draft.read']({ key: `ask:${HERE}` }, CONTENT, signal)).toBe('handled');
    for (const key of [`ask:${THERE}`, 'chat:new', 'ask:']) {
      expect(await inNotion['draft.read']({ key }, CONTENT, signal)).toBe('');
      expect(await inNotion['draft.read']({ key }, PAGE, signal)).toBe('handled');
    }
  });

  it.each([
    'https://attacker.example/',
    'javascript:alert(1)',
    'chrome-extension://abc/options.html',
    'file:///etc/passwd',
  ])('is no way to open %s as a citation', async (url) => {
    await expect(inNotion['citation.open'](cite(url), CONTENT, signal)).rejects.toThrow(new Failure('no-page'));
  });

  it('is a citation that leads to a page of Notion', async () => {
    const url = 'https://www.notion.so/Plan-0123456789abcdef0123456789abcdef';
    expect(await inNotion['citation.open'](cite(url), CONTENT, signal)).toBe('handled');
  });

  it('is on a published page the open page alone', async () => {
    expect(await onSite['job.start'](start(HERE), CONTENT, signal)).toBe('handled');
    await expect(onSite['job.start'](start(THERE), CONTENT, signal)).rejects.toThrow(new Failure('no-page'));
    await expect(onSite['job.preview'](start(THERE), CONTENT, signal)).rejects.toThrow(new Failure('no-page'));
    expect(await onSite['search.run']({ query: 'pay', depth: 'full' }, CONTENT, signal)).toMatchObject({
      hits: [],
      known: 0,
    });
    expect(await inNotion['job.start'](start(THERE), CONTENT, signal)).toBe('handled');
    expect(await onSite['search.run']({ query: 'pay', depth: 'full' }, PAGE, signal)).toBe('handled');
  });

  it('is no question over other pages on a published page', async () => {
    const everywhere = { ...start(HERE), action: 'ask' as const, scope: { kind: 'everywhere' as const } };
    await expect(onSite['job.start'](everywhere, CONTENT, signal)).rejects.toThrow(new Failure('no-page'));
    expect(await inNotion['job.start'](everywhere, CONTENT, signal)).toBe('handled');
  });

  it('is a kit of the open page, and none on a published page', async () => {
    const here = { pageId: HERE, title: 'Here' };
    expect(await inNotion['kit.pin'](here, CONTENT, signal)).toBe('handled');
    expect(await inNotion['kit.unpin'](HERE, CONTENT, signal)).toBe('handled');
    const refused = new Failure('no-page');
    await expect(inNotion['kit.pin']({ ...here, pageId: THERE }, CONTENT, signal)).rejects.toThrow(refused);
    await expect(inNotion['kit.unpin'](THERE, CONTENT, signal)).rejects.toThrow(refused);
    await expect(onSite['kit.pin'](here, CONTENT, signal)).rejects.toThrow(refused);
    await expect(onSite['kit.unpin'](HERE, CONTENT, signal)).rejects.toThrow(refused);
    expect(await onSite['kit.unpin'](THERE, PAGE, signal)).toBe('handled');
  });

  it('is a way to the copies of any page in Notion, and of the open page alone on a published one', async () => {
    expect(await inNotion['reader.open']({ pageId: THERE }, CONTENT, signal)).toBe('handled');
    expect(await onSite['reader.open']({ pageId: HERE }, CONTENT, signal)).toBe('handled');
    await expect(onSite['reader.open']({ pageId: THERE }, CONTENT, signal)).rejects.toThrow(new Failure('no-page'));
  });

  it('is nothing of other searches on a published page', async () => {
    expect(await onSite['search.kept'](undefined, CONTENT, signal)).toMatchObject({ recent: [], saved: [] });
    expect(await onSite['search.save']({ query: 'x' }, CONTENT, signal)).toMatchObject({ saved: [] });
    expect(await onSite['search.choices']({ databases: [] }, CONTENT, signal)).toMatchObject({ people: [] });
    expect(await inNotion['search.kept'](undefined, CONTENT, signal)).toBe('handled');
  });

  it('is a result that leads to a page of Notion, and none on a published page', async () => {
    const url = 'https://www.notion.so/Plan-0123456789abcdef0123456789abcdef';
    const open = (handlers: Handlers, to: string) => handlers['hit.open']({ pageId: HERE, url: to }, CONTENT, signal);
    expect(await open(inNotion, url)).toBe('handled');
    await expect(open(inNotion, 'https://attacker.example/')).rejects.toThrow(new Failure('no-page'));
    await expect(open(onSite, url)).rejects.toThrow(new Failure('no-page'));
  });
});
