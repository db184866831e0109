import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Reader } from '../../components/reader/reader.tsx';
import { readerAddress } from '../../lib/messages/reader-address.ts';
import type { ReaderPage, ReaderRow } from '../../lib/messages/reader-desk.ts';
import { pageUrl } from '../../lib/mirror/address.ts';
import { NOW, alertOf, show } from '../fixtures/show-surface.ts';
import { heading, paragraph } from './actions-pages.ts';
import { MINUTE, copyOf, idOf, pageOf } from './reader-copies.ts';

/** Opens the Reader at a page, with these copies on the device. */
async function open(copies: readonly ReaderPage[], search: string, hash = '') {
  const shown = await show('popup', 'empty', (desk) => <Reader desk={desk} search={search} hash={hash} />);
  shown.desk.tell({ copies: new Map(copies.map((copy) => [copy.page.id, copy])) });
  await shown.settle(500);
  return shown;
}

const searchOf = (n: number, why?: 'notion-down' | 'offline'): string =>
  new URL(readerAddress({ page: idOf(n), ...(why && { why }) }), 'https://x.example/').search;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16));
  vi.stubGlobal('cancelAnimationFrame', (timer: number) => clearTimeout(timer));
  // What linkedom leaves out of its elements.
  const { window } = parseHTML('<html></html>');
  Object.assign(window.HTMLElement.prototype, { scrollIntoView: () => undefined });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the Reader', () => {
  const home = pageOf(2, { title: 'Marketing' });
  const plan = pageOf(1, {
    title: 'Launch plan',
    parent: idOf(2),
    properties: [
      { name: 'Name', type: 'title', text: 'Launch plan' },
      { name: 'Status', type: 'status', text: 'In progress' },
      { name: 'Site', type: 'url', text: 'https://launch.example/' },
      { name: 'Projects', type: 'relation', text: '2 pages', pages: [idOf(2), idOf(99)] },
    ],
    blocks: [
      {
        ...paragraph('Led by Marketing, see Old plan.'),
        mentions: [
          { kind: 'page', text: 'Marketing', url: pageUrl(idOf(2)) },
          { kind: 'page', text: 'Old plan', url: pageUrl(idOf(99)) },
        ],
      },
      paragraph('The budget is 48,000.'),
    ],
    completeness: { seen: 'api', missingBlocks: 1 },
  });
  const place = { id: idOf(2), title: 'Marketing', kind: 'page', here: true } as const;
  const copy = copyOf(plan, { path: [place], links: new Map([[idOf(2), place]]) });

  it('shows a copy with its place, its age, why it is shown and what is missing', async () => {
    const { place: shown } = await open([copy, copyOf(home)], searchOf(1, 'notion-down'));
    expect(shown.querySelector('h1')?.textContent).toBe('Launch plan');
    expect(shown.querySelector('nav[aria-label="Place in Notion"]')?.textContent).toBe('AcmeMarketing');
    const why = shown.querySelector('[aria-label="About this copy"]')?.textContent ?? '';
    expect(why).toContain('Notion did not load.');
    expect(why).toContain('as of 12 min ago');
    expect(why).toContain('Notion did not give 1 block of it.');
    expect(shown.querySelector('dl.properties')?.textContent).toContain('StatusIn progress');
    expect(shown.querySelector('dl.properties')?.textContent).not.toContain('Name');
  });

  it('leads to copies inside, and says of other pages that they are not here', async () => {
    const { place: shown, find, press, desk, settle } = await open([copy], searchOf(1));
    const inside = [...shown.querySelectorAll('article a')].map((link) => link.getAttribute('href'));
    expect(inside).toEqual([readerAddress({ page: idOf(2) }), pageUrl(idOf(99))]);
    const { defaultView: window } = shown.ownerDocument;
    find('article a', 'Old plan').dispatchEvent(
      new (window ?? globalThis).Event('click', { bubbles: true, cancelable: true }),
    );
    await settle();
    expect(find('dialog', 'Not on this device').textContent).toContain('This page is not on this device.');
    find('dialog', 'Not on this device').querySelector('button')?.click();
    await settle();
    expect(desk.opened).toEqual([pageUrl(idOf(99))]);
    await press('Close');
    expect(shown.querySelector('dialog')).toBeNull();
  });

  it('marks the block that the address means', async () => {
    const { place: shown } = await open([copy], searchOf(1), '#1');
    expect(shown.querySelector('[data-marked]')?.textContent).toBe('The budget is 48,000.');
  });

  it('reads the page again when asked, and keeps the copy and says why when Notion is away', async () => {
    const { place: shown, press, desk } = await open([copy], searchOf(1));
    desk.breakDown('refresh', 'notion-unreachable');
    await press('Refresh');
    expect(alertOf(shown)).toContain('Notion');
    expect(shown.textContent).toContain('as of 12 min ago');
    desk.repair();
    await press('Try again');
    expect(alertOf(shown)).toBe('');
    expect(shown.textContent).toContain('as of just now');
  });

  it('pins a page with what belongs to it, tells how ready it is, and lets it go', async () => {
    const { place: shown, press, find, desk } = await open([copy], searchOf(1));
    await press('Pin for offline');
    expect(shown.querySelector('.kit-line')?.textContent).toContain('0 of 1 page, no brief yet');
    expect(find('button', 'Pinned for offline').getAttribute('aria-pressed')).toBe('true');
    await press('Pinned for offline');
    expect(desk.world.kits).toEqual([]);
  });

  it('has a brief made by Claude for a pinned page only after its cost was shown', async () => {
    const { press, find, desk, settle } = await open([copy], searchOf(1));
    desk.tell({ connections: { ...desk.world.connections, claude: { state: 'connected' } } });
    await settle();
    await press('Pin for offline');
    await press('Brief by Claude');
    expect(find('section', 'What goes to Claude').textContent).toContain('Cost:');
    expect(desk.world.views.size).toBe(0);
    await press('Make the brief');
    expect([...desk.world.views.values()][0]?.job.input).toMatchObject({
      action: 'brief',
      target: { pageId: idOf(1), title: 'Launch plan' },
    });
  });

  it('summarizes its page like any other', async () => {
    const { press, desk } = await open([copy], searchOf(1));
    await press('Summarize or ask');
    await press('Summarize');
    expect([...desk.world.views.values()][0]?.job.input).toMatchObject({
      action: 'summarize',
      target: { pageId: idOf(1), url: pageUrl(idOf(1)) },
    });
  });

  it('says that a page is not on this device, and offers Notion', async () => {
    const { place: shown, press, desk } = await open([], searchOf(7));
    expect(shown.querySelector('h1')?.textContent).toBe('This page is not on this device');
    await press('Open in Notion');
    expect(desk.opened).toEqual([pageUrl(idOf(7))]);
  });

  it('says that Notion shows a page no longer', async () => {
    const { place: shown } = await open([{ ...copy, lostAt: NOW - 120 * MINUTE }], searchOf(1));
    expect(shown.querySelector('[aria-label="About this copy"]')?.textContent).toContain(
      'Notion stopped showing this page 2 h ago.',
    );
  });

  it('shows a database as a table that can be sorted and grows by a button', async () => {
    const rows = Array.from({ length: 150 }, (_, at): ReaderRow => ({
      id: idOf(1_000 + at),
      title: `Task ${at}`,
      kind: 'row',
      here: true,
      url: pageUrl(idOf(1_000 + at)),
      properties: [{ name: 'Size', type: 'number', text: String(150 - at), number: 150 - at }],
    }));
    const database = copyOf(
      pageOf(3, { title: 'Tasks', blocks: [paragraph('All of them.'), paragraph('Columns: Size (number)')] }),
      { kind: 'database' },
    );
    const { place: shown, press, desk, settle } = await open([database], searchOf(3));
    desk.tell({ rows: new Map([[idOf(3), rows]]) });
    await settle();
    const titles = (): readonly (string | null)[] =>
      [...shown.querySelectorAll('tbody th')].map((cell) => cell.textContent);
    expect(titles()).toHaveLength(100);
    expect(shown.querySelector('article')?.textContent).toBe('All of them.');
    await press('Size');
    expect(titles()[0]).toBe('Task 149');
    expect(shown.querySelector('th[aria-sort]')?.getAttribute('aria-sort')).toBe('ascending');
    await press('Size ↑');
    expect(titles()[0]).toBe('Task 0');
    await press('Show 50 more');
    expect(titles()).toHaveLength(150);
    expect(shown.querySelector('tbody a')?.getAttribute('href')).toBe(readerAddress({ page: idOf(1_000) }));
  });

  it('opens a long page with its beginning and the block that is meant, and grows to its end', async () => {
    const blocks = Array.from({ length: 4_000 }, (_, at) =>
      at % 40 === 0 ? heading(`Section ${at}`) : paragraph(`Line ${at}`),
    );
    const shown = await show('popup', 'empty', (desk) => <Reader desk={desk} search={searchOf(1)} hash="#3990" />);
    shown.desk.tell({ copies: new Map([[idOf(1), copyOf(pageOf(1, { title: 'Long', blocks }))]]) });
    await shown.settle();
    const there = (at: number): boolean => shown.place.querySelector(`#b${at}`) !== null;
    expect([there(1), there(3_990), there(2_000)]).toEqual([true, true, false]);
    await shown.settle(3_000);
    for (let looks = 0; looks < 40 && !there(2_000); looks += 1) await shown.settle(100);
    expect(there(2_000)).toBe(true);
    expect(shown.place.querySelector('nav[aria-label=Outline]')).not.toBeNull();
  });

  it('begins with kits and what was read lately', async () => {
    const { place: shown, desk, settle, press } = await open([copy, copyOf(home)], '');
    desk.tell({
      kits: [
        {
          kit: { id: idOf(1), title: 'Launch plan', pinnedAt: NOW, pages: [idOf(1)], gatheredAt: NOW },
          ready: { pages: 34, pagesReady: 34, answers: 3, briefAt: NOW },
        },
      ],
    });
    await settle();
    expect(shown.querySelector('[aria-label="Offline kits"]')?.textContent).toContain(
      '34 of 34 pages, brief from today, 3 answers',
    );
    expect(shown.querySelector('[aria-label="Read lately"]')?.textContent).toContain('Marketing12 min ago');
    await press('Unpin Launch plan');
    expect(shown.querySelector('[aria-label="Offline kits"]')).toBeNull();
  });
});
