import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSpendingStore } from '../../lib/adapters/dexie/spending-store.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import type { Hold, Spent } from '../../lib/policy/spending-row.ts';
import type { SpendingStore } from '../../lib/policy/spending-store.ts';
import { createMemorySpending } from '../fixtures/memory-spending.ts';

const aSpending = (day: string, usd: number, model = 'claude-sonnet-5-5'): Spent => ({
  day,
  action: 'ask',
  workspace: 'Fernway',
  provider: 'claude',
  model,
  requests: 1,
  estimated: 0,
  inputTokens: 10,
  outputTokens: 5,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  usd,
  unpricedTokens: 0,
});
const aHold = (id: string): Hold => ({
  id,
  life: 'one',
  day: '2026-11-22',
  usd: 1,
  tokens: 0,
  soFar: aSpending('2026-11-22', 0.5),
});

let lives = 0;
describe.each<readonly [string, () => SpendingStore]>([
  ['Dexie', () => createSpendingStore(new WordsDatabase(`spending ${(lives += 1)}`))],
  ['memory', () => createMemorySpending()],
])('the ledger in %s', (_kind, make) => {
  let store: SpendingStore;
  beforeEach(() => {
    store = make();
  });

  it('adds to one line what is of one day, action, workspace, provider and model', async () => {
    await store.settle('a', [aSpending('2026-11-22', 0.1)], false);
    await store.settle('b', [aSpending('2026-11-22', 0.2), aSpending('2026-11-22', 4, 'claude-opus-5-5')], false);
    const { rows } = await store.read('2026-11');
    expect(rows.map(({ model, requests, inputTokens }) => [model, requests, inputTokens])).toEqual(
      expect.arrayContaining([
        ['claude-opus-5-5', 1, 10],
        ['claude-sonnet-5-5', 2, 20],
      ]),
    );
    expect(rows).toHaveLength(2);
    expect(rows.find(({ model }) => model === 'claude-sonnet-5-5')?.usd).toBeCloseTo(0.3, 12);
  });

  it('reads one month, and everything that is held back', async () => {
    await store.settle('a', [aSpending('2026-10-31', 1), aSpending('2026-11-01', 2)], false);
    await store.hold(aHold('h'));
    const { rows, holds } = await store.read('2026-11');
    expect(rows.map(({ usd }) => usd)).toEqual([2]);
    expect(holds).toEqual([aHold('h')]);
  });

  it('books and lets go together', async () => {
    await store.hold(aHold('h'));
    expect(await store.settle('h', [aSpending('2026-11-22', 0.4)], false)).toBe(true);
    const { rows, holds } = await store.read('2026-11');
    expect([rows.length, holds.length]).toEqual([1, 0]);
  });

  it('books nothing twice of what must still be held', async () => {
    await store.hold(aHold('h'));
    expect(await store.settle('h', [aSpending('2026-11-22', 0.4)], true)).toBe(true);
    expect(await store.settle('h', [aSpending('2026-11-22', 0.4)], true)).toBe(false);
    expect((await store.read('2026-11')).rows.map(({ usd }) => usd)).toEqual([0.4]);
  });
});
