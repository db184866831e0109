import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import { asConnectionId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { searchPages } from '../../lib/flows/search-pages.ts';
import type { SearchPorts } from '../../lib/flows/search-pages.ts';
import type { SearchAsk } from '../../lib/messages/search-desk.ts';
import type { NotionReader, TitleHit } from '../../lib/mirror/notion-reader.ts';
import type { PageHead } from '../../lib/mirror/page-head.ts';
import type { Page } from '../../lib/mirror/page.ts';
import { UNKNOWN } from '../../lib/mirror/sync-state.ts';
import type { SyncRow } from '../../lib/mirror/sync-state.ts';
import { headOf, memorySource } from '../fixtures/memory-source.ts';
import { aPage, heading, paragraph } from './actions-pages.ts';

const NEVER = new AbortController().signal;
const FERNWAY = asConnectionId('one');
const HARBOUR = asConnectionId('two');
const BUDGET = aPage({ title: 'Budget', blocks: [paragraph('Laptops and desks for 2026.')] });
const NOTES = aPage({
  title: 'Meeting notes',
  blocks: [heading('Decisions'), paragraph('The budget rises by 12 %.')],
});
const FINANCE = aPage({ title: 'Finance' });
const NEXT = aPage({ title: 'Budget 2027' });
const TITLED: TitleHit = { id: NEXT.id, kind: 'page', title: NEXT.title, url: NEXT.url };

const aSync = (fields: Partial<SyncRow> = {}): SyncRow => ({
  connection: FERNWAY,
  workspace: 'Fernway',
  state: 'fetching',
  known: 3100,
  mirrored: 1240,
  requestsLeft: 0,
  msLeft: 0,
  bytes: 0,
  exclusions: [],
  machine: UNKNOWN,
  ...fields,
});

describe('searching pages', () => {
  let mirrored: readonly Page[];
  let heads: Map<PageId, PageHead>;
  let syncs: readonly SyncRow[];
  let titles: (query: string, signal: AbortSignal) => Promise<readonly TitleHit[]>;
  let workspaces: readonly (typeof FERNWAY)[];
  let patience: AbortController;
  let broken: Failure | undefined;

  const ports = (): SearchPorts => ({
    source:
      broken === undefined
        ? memorySource(mirrored)
        : { ...memorySource(mirrored), view: () => Promise.reject(broken ?? new Error('not broken')) },
    now: () => 0,
    headsOf: async (ids) => ids.map((id) => heads.get(id)),
    syncs: async () => syncs,
    readers: async () =>
      workspaces.map((id) => ({
        id,
        workspace: id,
        reader: { searchTitles: titles } as Partial<NotionReader> as NotionReader,
      })),
    within: (_ms, signal) => AbortSignal.any([signal, patience.signal]),
  });
  const search = (query: string, depth: SearchAsk['depth'], filters?: SearchAsk['filters']) =>
    searchPages(ports(), { query, depth, ...(filters && { filters }) }, NEVER);

  beforeEach(() => {
    mirrored = [BUDGET, NOTES];
    heads = new Map();
    syncs = [aSync()];
    titles = async () => [TITLED];
    workspaces = [FERNWAY];
    patience = new AbortController();
    broken = undefined;
  });

  it('answers from the index alone while a person types', async () => {
    mirrored = [BUDGET, NOTES];
    const source = memorySource(mirrored);
    const untouched = (): never => expect.unreachable('read more than the index');
    const lean: SearchPorts = {
      source: { ...source, pages: untouched },
      now: untouched,
      headsOf: untouched,
      syncs: untouched,
      readers: untouched,
      within: untouched,
    };
    const { hits, total } = await searchPages(lean, { query: 'budg', depth: 'first' }, NEVER);
    expect(hits.map(({ title, snippet }) => [title, snippet])).toEqual([
      ['Budget', []],
      ['Meeting notes', []],
    ]);
    expect(total).toBe(2);
  });

  it('shows in full where the words stand, under which heading, and in what the page stands', async () => {
    heads = new Map([[FINANCE.id, headOf(FINANCE, 2)]]);
    mirrored = [{ ...NOTES, parent: FINANCE.id }];
    const { hits } = await search('budget', 'full');
    expect(hits[0]).toMatchObject({
      title: 'Meeting notes',
      place: 'Finance',
      heading: 'Decisions',
      from: 'mirror',
      start: 1,
    });
    expect(hits[0]?.snippet.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(['budget']);
  });

  it('tells how much of the workspaces it searched', async () => {
    syncs = [aSync(), aSync({ connection: HARBOUR, known: 100, mirrored: 100 })];
    expect(await search('budget', 'full')).toMatchObject({ mirrored: 1340, known: 3200 });
    syncs = [];
    expect(await search('budget', 'full')).toMatchObject({ mirrored: 2, known: 2 });
  });

  it('asks Notion for titles, and shows a page once whoever else shows it', async () => {
    workspaces = [FERNWAY, HARBOUR];
    const { hits, total } = await search('budget', 'titles');
    expect(hits.map(({ title, from }) => [title, from])).toEqual([['Budget 2027', 'notion']]);
    expect(total).toBe(1);
  });

  it('shows a page that Notion finds as the mirror knows it', async () => {
    heads = new Map([[TITLED.id, { ...headOf(NEXT, 0), readAt: 5 }]]);
    expect((await search('budget', 'titles')).hits).toMatchObject([
      { title: 'Budget 2027', from: 'mirror', readAt: 5 },
    ]);
  });

  it('never shows what was excluded', async () => {
    syncs = [aSync({ machine: { ...UNKNOWN, excluded: [TITLED.id] } })];
    expect((await search('budget', 'titles')).hits).toEqual([]);
  });

  it('asks only the workspaces that are meant, and none for what titles tell nothing of', async () => {
    workspaces = [FERNWAY, HARBOUR];
    let asked = 0;
    titles = async () => {
      asked += 1;
      return [];
    };
    await search('budget', 'titles', { connections: [HARBOUR] });
    expect(asked).toBe(1);
    await search('budget', 'titles', { people: ['Anna Lindqvist'] });
    expect(asked).toBe(1);
  });

  it('tells which search took no part, and shows what the others found', async () => {
    workspaces = [FERNWAY, HARBOUR];
    let first = true;
    titles = async () => {
      if (!first) return [TITLED];
      first = false;
      throw new Failure('notion-unavailable');
    };
    expect(await search('budget', 'titles')).toMatchObject({
      hits: [{ title: 'Budget 2027' }],
      failures: [{ code: 'notion-unavailable' }],
    });
  });

  it.each(['first', 'full'] as const)('tells of a store that cannot be read (%s)', async (depth) => {
    broken = new Failure('storage-broken');
    expect(await search('budget', depth)).toMatchObject({ hits: [], failures: [{ code: 'storage-broken' }] });
  });

  it('leaves a slow title search behind', async () => {
    titles = (_query, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        patience.abort();
      });
    expect(await search('budget', 'titles')).toMatchObject({ failures: [{ code: 'notion-timeout' }] });
  });

  it('ends with the one who typed on', async () => {
    const typing = new AbortController();
    titles = (_query, signal) => {
      typing.abort(new Error('typed on'));
      return Promise.reject(signal.reason);
    };
    const left = searchPages(ports(), { query: 'budget', depth: 'titles' }, typing.signal);
    await expect(left).rejects.toThrow('typed on');
  });

  it.each(['first', 'full', 'titles'] as const)('asks nobody for nothing (%s)', async (depth) => {
    titles = () => expect.unreachable('asked');
    expect(await search('  ', depth)).toMatchObject({ hits: [], total: 0, failures: [] });
  });

  it('lists what passes the filters when nothing is typed', async () => {
    expect((await search('', 'full', { kinds: ['page'] })).hits.map(({ title }) => title).toSorted()).toEqual([
      'Budget',
      'Meeting notes',
    ]);
    expect((await search('', 'full', { kinds: ['database'] })).hits).toEqual([]);
  });
});
