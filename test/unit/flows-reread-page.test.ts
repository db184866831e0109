import { describe, expect, it } from 'vitest';

import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import { asConnectionId } from '../../lib/base/ids.ts';
import type { Connected } from '../../lib/flows/read-page.ts';
import { rereadPage } from '../../lib/flows/reread-page.ts';
import type { NotionReader } from '../../lib/mirror/notion-reader.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import { createMemoryStores } from '../fixtures/memory-stores.ts';
import { aPage, paragraph } from './actions-pages.ts';

const NEVER = new AbortController().signal;
const PAGE = aPage({ title: 'Launch plan', blocks: [paragraph('As it was.')] });
const ELSEWHERE = aPage({ title: 'Elsewhere' });

function workspace(name: string, says: FailureCode | 'has it'): Connected {
  const answer = async <Value>(value: Value): Promise<Value> => {
    if (says !== 'has it') throw new Failure(says);
    return value;
  };
  const { id, title, url } = PAGE;
  const record = { id, title, url, parent: ELSEWHERE.id, properties: [], propertyIds: new Map() };
  const reader = {
    page: () => answer(record),
    markdown: () => answer({ markdown: `Told by ${name}.`, dialect: 'v2', truncated: false, unknownBlockIds: [] }),
    database: () => answer({ id, title, url, description: '', dataSources: [] }),
  } as Partial<NotionReader> as NotionReader;
  return { id: asConnectionId(name), workspace: name, reader };
}

function bench(connected: readonly Connected[], mayKeep: (id: string, parent?: string) => boolean = () => true) {
  const { pages } = createMemoryStores();
  return {
    pages,
    reread: (beside?: string) =>
      rereadPage(
        {
          clock: createFakeClock(),
          pages,
          connections: async () => connected,
          mayKeep: async ({ id, parent }) => mayKeep(id, parent),
        },
        PAGE.id,
        beside === undefined ? undefined : asConnectionId(beside),
        NEVER,
      ),
  };
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Failure ? error.code : error),
  );

describe('reading a page again', () => {
  it('keeps what Notion says now, of the workspace that leads there', async () => {
    const { pages, reread } = bench([workspace('one', 'has it'), workspace('two', 'has it')]);
    await reread('two');
    expect(pages.rows.get(PAGE.id)).toMatchObject({ workspace: 'two', blocks: [{ text: 'Told by two.' }] });
  });

  it('asks the workspace of the copy first', async () => {
    const { pages, reread } = bench([workspace('one', 'has it'), workspace('two', 'has it')]);
    await pages.put({ ...PAGE, connection: asConnectionId('two') });
    await reread('one');
    expect(pages.rows.get(PAGE.id)?.workspace).toBe('two');
  });

  it('fails with the cause that matters, and leaves the copy as it was', async () => {
    const { pages, reread } = bench([workspace('one', 'notion-not-shared'), workspace('two', 'notion-unreachable')]);
    await pages.put(PAGE);
    expect(await codeOf(reread())).toBe('notion-unreachable');
    expect(pages.rows.get(PAGE.id)).toEqual(PAGE);
    expect(await codeOf(bench([]).reread())).toBe('no-notion-token');
  });

  it.each([
    ['itself', (id: string) => id !== PAGE.id],
    ['by its place', (_id: string, parent?: string) => parent !== ELSEWHERE.id],
  ])('stores nothing of a page that is excluded %s', async (_how, mayKeep) => {
    const { pages, reread } = bench([workspace('one', 'has it')], mayKeep);
    expect(await codeOf(reread())).toBe('notion-restricted');
    expect(pages.rows.size).toBe(0);
  });
});
