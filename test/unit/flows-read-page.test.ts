import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import { asConnectionId } from '../../lib/base/ids.ts';
import { readPage, readRelated } from '../../lib/flows/read-page.ts';
import type { Connected, ReadPorts } from '../../lib/flows/read-page.ts';
import type { NotionReader } from '../../lib/mirror/notion-reader.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import { createMemoryStores } from '../fixtures/memory-stores.ts';
import type { MemoryStores } from '../fixtures/memory-stores.ts';
import { aPage, paragraph } from './actions-pages.ts';

const NEVER = new AbortController().signal;
const PAGE = aPage({ title: 'Launch plan', blocks: [paragraph('As it was.')] });
const TARGET = { pageId: PAGE.id, title: PAGE.title, url: PAGE.url };

/** As much of a workspace as reading one page takes: it has the page, or says why not. */
function workspace(name: string, says: FailureCode | 'has it'): Connected & { readonly asked: () => number } {
  let asked = 0;
  const answer = async <Value>(value: Value): Promise<Value> => {
    asked += 1;
    if (says !== 'has it') throw new Failure(says);
    return value;
  };
  const { id, title, url } = PAGE;
  const reader = {
    page: () => answer({ id, title, url, properties: [], propertyIds: new Map() }),
    markdown: () => answer({ markdown: `Told by ${name}.`, dialect: 'v2', truncated: false, unknownBlockIds: [] }),
    database: () => answer({ id, title, url, description: '', dataSources: [] }),
  } as Partial<NotionReader> as NotionReader;
  return { id: asConnectionId(name), workspace: name, reader, asked: () => asked };
}

describe('reading a page', () => {
  let stores: MemoryStores;
  let full: boolean;
  let screen: string | undefined;
  let connected: readonly Connected[];
  const ports = (): ReadPorts => ({
    clock: createFakeClock(),
    pages: stores.pages,
    connections: async () => connected,
    screenOf: () => async () => {
      if (screen === undefined) throw new Failure('page-unreadable');
      return { title: PAGE.title, url: PAGE.url, properties: [], blocks: screen === '' ? [] : [paragraph(screen)] };
    },
  });
  const read = async (): Promise<string | undefined> => {
    const page = await readPage(ports(), TARGET, NEVER);
    return page.blocks[0]?.text;
  };

  beforeEach(() => {
    full = false;
    screen = undefined;
    stores = createMemoryStores(async () => {
      if (full) throw new Failure('storage-full');
    });
  });

  it.each<FailureCode>(['notion-not-shared', 'notion-token-invalid', 'notion-unavailable', 'vault-locked'])(
    'finds it in the second workspace when the first says %s',
    async (code) => {
      connected = [workspace('Fernway', code), workspace('Harbour', 'has it')];
      expect(await read()).toBe('Told by Harbour.');
      expect(stores.pages.rows.get(PAGE.id)).toMatchObject({ connection: 'Harbour', workspace: 'Harbour' });
    },
  );

  it('asks the workspace first that gave it last time', async () => {
    const fernway = workspace('Fernway', 'notion-not-shared');
    connected = [fernway, workspace('Harbour', 'has it')];
    await read();
    const before = fernway.asked();
    await read();
    expect(fernway.asked()).toBe(before);
  });

  it('reads the screen when no workspace gives it, and says which of their reasons counts', async () => {
    connected = [workspace('Fernway', 'notion-unavailable'), workspace('Harbour', 'notion-not-shared')];
    screen = 'As it stands on the screen.';
    expect(await read()).toBe(screen);
    expect(stores.pages.rows.get(PAGE.id)?.completeness).toMatchObject({
      seen: 'screen',
      failure: { code: 'notion-unavailable' },
    });
  });

  it('reads the screen where no token is set', async () => {
    connected = [];
    screen = 'As it stands on the screen.';
    const { completeness } = await readPage(ports(), TARGET, NEVER);
    expect(completeness).toMatchObject({ seen: 'screen', failure: { code: 'no-notion-token' } });
  });

  it('gives the kept copy while Notion is down and no tab shows it', async () => {
    connected = [workspace('Fernway', 'notion-unavailable')];
    await stores.pages.put(PAGE);
    expect(await read()).toBe('As it was.');
  });

  it('gives the kept copy while Notion is down and the tab shows an error page', async () => {
    connected = [workspace('Fernway', 'notion-unavailable')];
    screen = '';
    await stores.pages.put(PAGE);
    expect(await read()).toBe('As it was.');
  });

  it.each<FailureCode>(['notion-not-shared', 'notion-token-invalid'])(
    'gives no kept copy of what %s closes',
    async (code) => {
      connected = [workspace('Fernway', code)];
      await stores.pages.put(PAGE);
      await expect(read()).rejects.toMatchObject({ facts: { code } });
    },
  );

  it('keeps a whole page rather than a glimpse of it on the screen', async () => {
    await stores.pages.put(PAGE);
    connected = [workspace('Fernway', 'notion-unavailable')];
    screen = 'A glimpse.';
    expect(await read()).toBe('A glimpse.');
    expect(stores.pages.rows.get(PAGE.id)?.blocks[0]?.text).toBe('As it was.');
  });

  it('is not stopped by a full device', async () => {
    full = true;
    connected = [workspace('Fernway', 'has it')];
    expect(await read()).toBe('Told by Fernway.');
  });

  it('reads nothing of a page that was left out, from Notion, the screen or the copy', async () => {
    await stores.pages.put(PAGE);
    screen = 'On the screen.';
    const one = workspace('One', 'has it');
    connected = [one];
    const leftOut = { ...ports(), isLeftOut: async () => true };
    await expect(readPage(leftOut, TARGET, NEVER)).rejects.toMatchObject({ code: 'page-excluded' });
    expect(await readRelated(leftOut, PAGE.id, PAGE, NEVER)).toBeUndefined();
    expect(one.asked()).toBe(0);
  });

  it('keeps and gives on nothing of a page of which only reading shows that it was left out', async () => {
    connected = [workspace('One', 'has it')];
    let looks = 0;
    const leftOut = { ...ports(), isLeftOut: async () => (looks += 1) > 1 };
    await expect(readPage(leftOut, TARGET, NEVER)).rejects.toMatchObject({ code: 'page-excluded' });
    expect(await stores.pages.get(PAGE.id)).toBeUndefined();
  });

  it('gives the kept copy of a page that another leads to, or none', async () => {
    connected = [workspace('Fernway', 'notion-unavailable')];
    expect(await readRelated(ports(), PAGE.id, PAGE, NEVER)).toBeUndefined();
    await stores.pages.put(PAGE);
    expect(await readRelated(ports(), PAGE.id, PAGE, NEVER)).toEqual(PAGE);
  });
});
