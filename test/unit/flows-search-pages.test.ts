import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { asConnectionId } from '../../lib/base/ids.ts';
import { searchPages } from '../../lib/flows/search-pages.ts';
import type { SearchPorts } from '../../lib/flows/search-pages.ts';
import { indexPage } from '../../lib/fulltext/search-text.ts';
import { rankEntries } from '../../lib/fulltext/rank-entries.ts';
import type { Page } from '../../lib/mirror/page.ts';
import type { TitleHit } from '../../lib/mirror/notion-reader.ts';
import { aPage, paragraph } from './actions-pages.ts';

const NEVER = new AbortController().signal;
const BUDGET = aPage({ title: 'Budget', blocks: [paragraph('Numbers of the year.')] });
const NOTES = aPage({ title: 'Meeting notes', blocks: [paragraph('The budget was agreed, the budget stands.')] });

describe('searching pages', () => {
  let kept: Page[];
  let titles: (query: string, signal: AbortSignal) => Promise<readonly Page[]>;
  let ports: SearchPorts;
  let patience: AbortController;

  const workspace = (name: string): SearchPorts['readers'][number] => ({
    id: asConnectionId(name),
    workspace: name,
    reader: {
      searchTitles: async (query: string, signal: AbortSignal): Promise<readonly TitleHit[]> =>
        (await titles(query, signal)).map(({ id, title, url }) => ({ id, kind: 'page', title, url })),
    } as SearchPorts['readers'][number]['reader'],
  });
  const found = async (query: string) => (await searchPages(ports, { query, depth: 'titles' }, NEVER)).hits.map(({ title }) => title);

  beforeEach(() => {
    kept = [NOTES];
    titles = async () => [BUDGET];
    patience = new AbortController();
    ports = {
      fulltext: {
        search: async (query, limit) => rankEntries(query, kept.map(indexPage)).slice(0, limit),
      },
      pages: { get: async (id) => kept.find((page) => page.id === id), put: async () => {} },
      readers: [workspace('Fernway')],
      pagesRead: async () => kept.length,
      within: (_ms, signal) => AbortSignal.any([signal, patience.signal]),
    };
  });

  it('puts the page first whose title was typed, then pages that hold the word', async () => {
    expect(await found('budget')).toEqual(['Budget', 'Meeting notes']);
  });

  it('shows a page once, as the device knows it, whoever else finds it', async () => {
    kept = [BUDGET, NOTES];
    ports = { ...ports, readers: [workspace('Fernway'), workspace('Harbour')] };
    const { hits } = await searchPages(ports, { query: 'budget', depth: 'titles' }, NEVER);
    expect(hits.map(({ title, from }) => [title, from])).toEqual([
      ['Budget', 'text'],
      ['Meeting notes', 'text'],
    ]);
  });

  it('tells which search took no part, and shows what the other found', async () => {
    titles = () => Promise.reject(new Failure('notion-unavailable'));
    expect(await searchPages(ports, { query: 'budget', depth: 'titles' }, NEVER)).toMatchObject({
      hits: [{ title: 'Meeting notes' }],
      failures: [{ code: 'notion-unavailable' }],
    });
  });

  it('finds titles although the device cannot open what it has read', async () => {
    const broken = (): Promise<never> => Promise.reject(new Failure('storage-broken'));
    ports = { ...ports, fulltext: { search: broken }, pagesRead: broken };
    expect(await searchPages(ports, { query: 'budget', depth: 'titles' }, NEVER)).toMatchObject({
      hits: [{ title: 'Budget' }],
      failures: [{ code: 'storage-broken' }],
    });
  });

  it('leaves a slow title search behind', async () => {
    titles = (_query, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        patience.abort();
      });
    expect(await searchPages(ports, { query: 'budget', depth: 'titles' }, NEVER)).toMatchObject({ failures: [{ code: 'notion-timeout' }] });
  });

  it('ends with the one who typed on', async () => {
    const typing = new AbortController();
    titles = (_query, signal) => {
      typing.abort(new Error('typed on'));
      return Promise.reject(signal.reason);
    };
    await expect(searchPages(ports, { query: 'budget', depth: 'titles' }, typing.signal)).rejects.toThrow('typed on');
  });

  it('asks nobody for nothing', async () => {
    titles = () => expect.unreachable('asked');
    expect(await searchPages(ports, { query: '  ', depth: 'titles' }, NEVER)).toEqual({ hits: [], pagesRead: 1, failures: [] });
  });
});
