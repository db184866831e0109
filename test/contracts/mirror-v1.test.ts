import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { reindexSome } from '../../lib/adapters/dexie/page-index.ts';
import { createSearchSource } from '../../lib/adapters/dexie/search-source.ts';
import { answered } from '../../lib/adapters/dexie/raw-database.ts';

/** Recorded from version 1, as its store wrote it: a page read through the API and one seen on the screen alone. */
const RECORDED = {
  pages: [
    {
      id: '1f0c2a8e-52d1-4e0a-9d0b-6a1f5e6b7c10',
      connection: 'notion:fernway',
      workspace: 'Fernway',
      title: 'Launch plan',
      icon: '🚀',
      url: 'https://www.notion.so/1f0c2a8e52d14e0a9d0b6a1f5e6b7c10',
      parent: '2f0c2a8e-52d1-4e0a-9d0b-6a1f5e6b7c11',
      properties: [
        { name: 'Name', type: 'title', text: 'Launch plan' },
        { name: 'Owner', type: 'people', text: 'Mara Lindqvist', people: ['Mara Lindqvist'] },
      ],
      blocks: [
        { kind: 'heading', depth: 0, level: 2, text: 'Budget' },
        { kind: 'paragraph', depth: 0, text: 'The supplier signs in May.' },
      ],
      editedAt: 1_795_000_000_000,
      readAt: 1_795_000_100_000,
      completeness: { seen: 'api', missingBlocks: 0 },
      fingerprint: 'b2d4a3f10c9e8d7766554433221100ff',
    },
    {
      id: '3f0c2a8e-52d1-4e0a-9d0b-6a1f5e6b7c12',
      title: 'Standup notes',
      url: 'https://www.notion.so/3f0c2a8e52d14e0a9d0b6a1f5e6b7c12',
      properties: [],
      blocks: [{ kind: 'paragraph', depth: 0, text: 'The supplier is late.' }],
      readAt: 1_795_000_200_000,
      completeness: { seen: 'screen', missingBlocks: 0, because: 'no-token' },
      fingerprint: '00ff112233445566778899aabbccddee',
    },
  ],
  entries: [
    {
      pageId: '1f0c2a8e-52d1-4e0a-9d0b-6a1f5e6b7c10',
      title: { terms: ['launch', 'plan'], counts: [1, 1], length: 2 },
      body: { terms: ['budget', 'supplier'], counts: [1, 1], length: 2 },
    },
  ],
};

/** Dexie counts its versions in tens. */
const DEXIE_VERSION_1 = 10;

async function recordVersion1(name: string): Promise<void> {
  const request = indexedDB.open(name, DEXIE_VERSION_1);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore('pages', { keyPath: 'id' }).createIndex('readAt', 'readAt');
    request.result.createObjectStore('entries', { keyPath: 'pageId' });
  });
  const database = await answered(request);
  const transaction = database.transaction(['pages', 'entries'], 'readwrite');
  for (const page of RECORDED.pages) transaction.objectStore('pages').add(page);
  for (const entry of RECORDED.entries) transaction.objectStore('entries').add(entry);
  await new Promise((resolve) => {
    transaction.addEventListener('complete', resolve);
  });
  database.close();
}

it('brings the pages of version 1 along, and makes them findable by and by', async () => {
  const name = 'mirror of version 1';
  await recordVersion1(name);
  const source = createSearchSource(name);
  expect(await source.view()).toBeUndefined();

  const mirror = new MirrorDatabase(name);
  await mirror.open();
  expect(mirror.tables.map((table) => table.name)).not.toContain('entries');
  expect(await mirror.pages.toArray()).toEqual(RECORDED.pages);
  expect(await mirror.heads.toArray()).toMatchObject([
    { title: 'Launch plan', connection: 'notion:fernway', people: ['Mara Lindqvist'], state: 'mirrored', icon: '🚀' },
    { title: 'Standup notes', connection: 'screen', workspace: '', state: 'mirrored' },
  ]);
  expect(await source.view()).toBeUndefined();

  expect(await reindexSome(mirror, 1)).toBe(1);
  expect((await source.view())?.live).toBe(1);
  while ((await reindexSome(mirror, 1)) > 0);
  const view = await source.view();
  const [postings] = (await view?.postings(['supplier'])) ?? [];
  const docs = [...(postings?.slots ?? [])].map((slot) => view?.docOf(slot) ?? -1);
  expect((await source.heads(docs)).map((head) => head?.title)).toEqual(['Launch plan', 'Standup notes']);
});
