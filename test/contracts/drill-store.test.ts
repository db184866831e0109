import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { createDrillStore, reportsIn } from '../../lib/adapters/dexie/drill-store.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import type { Drill, DrillReport, DrillStore } from '../../lib/messages/drill-desk.ts';
import { createMemoryDrill } from '../fixtures/memory-drill.ts';

interface Kept {
  readonly store: DrillStore;
  reports(): Promise<readonly DrillReport[]>;
}

let names = 0;

function inMemory(): Kept {
  const store = createMemoryDrill();
  return { store, reports: async () => store.reports };
}

function inDexie(): Kept {
  names += 1;
  const words = new WordsDatabase(`words-drill-${names}`);
  return { store: createDrillStore(words), reports: () => reportsIn(words) };
}

const aDrill = (differs: Partial<Drill> = {}): Drill => ({
  scenario: 'offline',
  startedAt: 1,
  endsAt: 2,
  ground: { model: 'claude-sonnet-5-5', host: 'api.anthropic.com', claudeHosts: ['api.anthropic.com'] },
  rows: [],
  ...differs,
});

const aReport = (startedAt: number, page = 'Plan'): DrillReport => ({
  scenario: 'offline',
  startedAt,
  model: 'claude-sonnet-5-5',
  page,
  rows: [{ act: 'search', got: 'from-device', ms: 3 }],
});

describe.each([
  ['memory', inMemory],
  ['dexie', inDexie],
])('the store of drills (%s)', (_name, open) => {
  it('keeps one drill, as it was put last, until it is forgotten', async () => {
    const { store } = open();
    expect(await store.read()).toBeUndefined();
    await store.keep(aDrill());
    await store.keep(aDrill({ tried: 'all' }));
    expect(await store.read()).toEqual(aDrill({ tried: 'all' }));
    await store.forget();
    expect(await store.read()).toBeUndefined();
  });

  it('keeps the last ten reports, the newest first, and one of each drill', async () => {
    const { store, reports } = open();
    for (let at = 1; at <= 12; at += 1) await store.report(aReport(at));
    expect((await reports()).map(({ startedAt }) => startedAt)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    await store.report(aReport(12, 'Budget'));
    expect(await reports()).toHaveLength(10);
    expect((await reports())[0]).toEqual(aReport(12, 'Budget'));
  });
});
