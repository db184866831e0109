import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { expireRows } from '../../lib/adapters/dexie/expire-rows.ts';
import { measureKinds } from '../../lib/adapters/dexie/measure.ts';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { removeRows } from '../../lib/adapters/dexie/remove-rows.ts';
import { leftInDatabases } from '../../lib/adapters/dexie/what-is-left.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { REMOVABLE } from '../../lib/keeping/removal.ts';
import { cutsOf, daysOf } from '../../lib/keeping/retention.ts';

const DAY = 86_400_000;
const NOW = 1_800_000_000_000;
const OLD = NOW - 40 * DAY;
const NEW = NOW - 2 * DAY;

let lives = 0;
let words: WordsDatabase;
let mirror: MirrorDatabase;
beforeEach(() => {
  lives += 1;
  words = new WordsDatabase(`words removed ${lives}`);
  mirror = new MirrorDatabase(`mirror removed ${lives}`);
});

const job = (id: string, action: string, state: string, updatedAt: number, conversationId?: string) => ({
  id,
  input: { action, length: 'short', ...(conversationId === undefined ? {} : { conversationId }) },
  state,
  answerId: `${id}-answer`,
  createdAt: updatedAt,
  updatedAt,
});
const answer = (jobId: string, action: string) => ({
  id: `${jobId}-answer`,
  jobId,
  action,
  text: 'words',
  updatedAt: 1,
});

async function aHistory(): Promise<void> {
  await words
    .table('jobs')
    .bulkPut([
      job('old', 'summarize', 'done', OLD),
      job('new', 'ask', 'done', NEW),
      job('waits', 'ask', 'waiting', OLD),
      job('said', 'chat', 'done', OLD, 'talk'),
      job('saying', 'chat', 'waiting', OLD, 'open'),
    ]);
  await words
    .table('answers')
    .bulkPut([answer('old', 'summarize'), answer('new', 'ask'), answer('waits', 'ask'), answer('said', 'chat')]);
  await words.table('conversations').bulkPut([
    { id: 'talk', title: 'old', updatedAt: OLD },
    { id: 'open', title: 'waits for its reply', updatedAt: OLD },
    { id: 'pinned', title: 'pinned', updatedAt: OLD, pinnedAt: OLD },
    { id: 'fresh', title: 'new', updatedAt: NEW },
  ]);
  await words.table('messages').bulkPut([
    { id: 'm1', conversationId: 'talk', jobId: 'said' },
    { id: 'm2', conversationId: 'open', jobId: 'saying' },
  ]);
  await words.table('drafts').put({ key: 'ask:1', text: 'not sent', updatedAt: OLD });
  await words.table('outbox').bulkPut(
    ['proposed', 'unsure', 'blocked', 'written', 'done', 'undone'].map((state) => ({
      id: state,
      state,
      updatedAt: OLD,
    })),
  );
}

const idsOf = async (table: string): Promise<readonly unknown[]> => words.table(table).toCollection().primaryKeys();

describe('retention', () => {
  it('lets go of what is over and old, and never of what is not', async () => {
    await aHistory();
    await expireRows(
      words,
      cutsOf({ answers: 30, conversations: 30, outbox: 30, reports: 30, autofill: 30 }, undefined, NOW),
    );
    expect(await idsOf('jobs')).toEqual(['new', 'saying', 'waits']);
    expect(await idsOf('answers')).toEqual(['new-answer', 'waits-answer']);
    expect(await idsOf('conversations')).toEqual(['fresh', 'open', 'pinned']);
    expect(await idsOf('messages')).toEqual(['m2']);
    expect(await idsOf('drafts')).toEqual(['ask:1']);
    expect(await idsOf('outbox')).toEqual(['blocked', 'proposed', 'unsure', 'written']);
  });

  it('keeps everything while nothing is bounded', async () => {
    await aHistory();
    expect(cutsOf({}, undefined, NOW)).toEqual({});
    await expireRows(words, {});
    expect(await words.jobs.count()).toBe(5);
  });

  it('is bounded by the organization, and may be shorter', () => {
    const managed = { state: 'set', policy: { retentionDays: 30 } } as const;
    expect(daysOf('answers', {}, managed)).toBe(30);
    expect(daysOf('answers', { answers: 90 }, managed)).toBe(30);
    expect(daysOf('answers', { answers: 7 }, managed)).toBe(7);
    expect(daysOf('answers', { answers: 90 }, undefined)).toBe(90);
  });
});

describe('deleting', () => {
  it('takes answers without the replies of conversations, and conversations with theirs', async () => {
    await aHistory();
    await removeRows({ words, mirror }, 'answers');
    expect(await idsOf('answers')).toEqual(['said-answer']);
    expect(await idsOf('conversations')).toHaveLength(4);
    await removeRows({ words, mirror }, 'conversations');
    expect(await idsOf('answers')).toEqual([]);
    expect([...(await idsOf('conversations')), ...(await idsOf('messages')), ...(await idsOf('jobs'))]).toEqual([]);
    expect(await idsOf('drafts')).toEqual(['ask:1']);
  });

  it.each(REMOVABLE.filter((what) => what !== 'everything' && what !== 'answers'))(
    'leaves no row of %s',
    async (what) => {
      await aHistory();
      await words.table('activity').put({ n: 1 });
      await words.meta.put({ key: 'activity', value: {} } as never);
      await removeRows({ words, mirror }, what);
      const size = (await measureKinds({ words, mirror })).find(({ kind }) => kind === what);
      expect(size).toMatchObject({ rows: 0, bytes: 0 });
    },
  );

  it('of everything leaves every store of both databases empty but for what the organization set', async () => {
    await aHistory();
    await mirror.table('pages').put({ id: 'p1', title: 'Launch plan', readAt: 1 });
    await words.meta.put({ key: 'managed', value: { state: 'none' } });
    await words.meta.put({ key: 'digest', value: { dismissedAt: 3 } });
    const held = async () =>
      (await leftInDatabases()).filter(({ store, rows }) => store.includes(`removed ${lives} /`) && rows > 0);
    expect((await held()).length).toBeGreaterThan(5);
    await removeRows({ words, mirror }, 'everything');
    expect((await held()).map(({ store, rows }) => [store, rows])).toEqual([[`words removed ${lives} / meta`, 1]]);
  });
});

it('measures what is stored: exactly while there is little, and within a tenth of it when there is much', async () => {
  const rows = Array.from({ length: 5_000 }, (_, at) => ({
    id: `${(at * 7_919) % 5_000}`.padStart(8, '0'),
    title: 'Page',
    readAt: at,
    text: 'x'.repeat(500 + (at % 1_000)),
  }));
  await mirror.table('pages').bulkPut(rows);
  const truth = rows.reduce((sum, row) => sum + JSON.stringify(row).length, 0);
  const pages = (await measureKinds({ words, mirror })).find(({ kind }) => kind === 'mirror');
  expect(pages).toMatchObject({ rows: 5_000, about: true });
  expect(Math.abs((pages?.bytes ?? 0) / truth - 1)).toBeLessThan(0.1);
  await words.table('drafts').put({ key: 'a', text: 'words', updatedAt: 1 });
  const drafts = (await measureKinds({ words, mirror })).find(({ kind }) => kind === 'drafts');
  expect(drafts).toEqual({
    kind: 'drafts',
    rows: 1,
    bytes: '{"key":"a","text":"words","updatedAt":1}'.length,
    about: false,
  });
});
