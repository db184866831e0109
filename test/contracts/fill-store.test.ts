import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { createFillStore } from '../../lib/adapters/dexie/fill-store.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { NO_COUNTS } from '../../lib/autofill/fill-run.ts';
import type { FillRow, FillRun } from '../../lib/autofill/fill-run.ts';
import type { FillStore } from '../../lib/autofill/fill-store.ts';
import { asConnectionId, parsePageId } from '../../lib/base/ids.ts';
import { createMemoryFills } from '../fixtures/memory-fills.ts';

const PAGE = parsePageId('0'.repeat(32));
if (PAGE === undefined) throw new Error('No id');
const page = PAGE;

const run = (id: string, state: FillRun['state'] = 'running'): FillRun => ({
  id,
  connection: asConnectionId('acme'),
  database: page,
  databaseTitle: 'Tasks',
  columns: [],
  over: 'empty',
  by: 'rules',
  state,
  counts: NO_COUNTS,
  createdAt: 1,
  updatedAt: 1,
});

const row = (of: string, at: number): FillRow => ({
  id: `${of} ${at}`,
  run: of,
  page,
  title: `Row ${at}`,
  url: '',
  at,
  state: 'waiting',
  cells: [],
});

let number = 0;
const STORES: readonly (readonly [string, () => FillStore])[] = [
  ['in memory', createMemoryFills],
  ['in Dexie', () => createFillStore(new WordsDatabase(`fills ${(number += 1)}`))],
];

describe.each(STORES)('runs of Autofill %s', (_name, open) => {
  it('are changed in place, and left as they are where the change says nothing', async () => {
    const fills = open();
    await fills.addRun(run('a'));
    await fills.changeRun('a', (before) => ({ ...before, state: 'paused' }));
    expect(await fills.changeRun('a', () => undefined)).toMatchObject({ state: 'paused' });
    expect(await fills.run('a')).toMatchObject({ state: 'paused' });
    expect(await fills.changeRun('b', (before) => before)).toBeUndefined();
  });

  it('are unfinished until they are done or cancelled', async () => {
    const fills = open();
    for (const state of ['running', 'paused', 'waiting', 'done', 'cancelled'] as const)
      await fills.addRun(run(state, state));
    expect((await fills.unfinished()).map(({ id }) => id).toSorted()).toEqual(['paused', 'running', 'waiting']);
  });

  it('are forgotten with their rows, and no others', async () => {
    const fills = open();
    await fills.addRun(run('a'));
    await fills.addRun(run('b'));
    await fills.addRows([row('a', 0), row('b', 0)]);
    await fills.forget('a');
    expect([await fills.run('a'), (await fills.rows('a')).length]).toEqual([undefined, 0]);
    expect([(await fills.run('b'))?.id, (await fills.rows('b')).length]).toEqual(['b', 1]);
  });

  it('are kept for schedules until they are kept no more', async () => {
    const fills = open();
    const { connection, database, databaseTitle, columns, by } = run('a');
    await fills.changeKept('k', () => ({ id: 'k', connection, database, databaseTitle, columns, by, createdAt: 1 }));
    await fills.changeKept('k', (kept) => kept && { ...kept, after: 'a' });
    expect(await fills.kept('k')).toMatchObject({ id: 'k', after: 'a' });
    await fills.changeKept('k', () => undefined);
    expect(await fills.kept('k')).toBeUndefined();
  });

  it('have their own rows, in order, each changed by itself', async () => {
    const fills = open();
    await fills.addRows([row('a', 1), row('b', 0)]);
    await fills.addRows([row('a', 0)]);
    await fills.changeRow('a 1', (before) => ({ ...before, state: 'nothing' }));
    expect((await fills.rows('a')).map(({ title, state }) => [title, state])).toEqual([
      ['Row 0', 'waiting'],
      ['Row 1', 'nothing'],
    ]);
  });
});
