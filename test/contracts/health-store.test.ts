import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHealthStore } from '../../lib/adapters/dexie/health-store.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import type { DayRow } from '../../lib/activity/day.ts';
import type { HealthRows, HealthStore } from '../../lib/activity/health-store.ts';
import type { ServiceRecord } from '../../lib/activity/service-record.ts';
import { createMemoryHealth } from '../fixtures/memory-health.ts';

const NOTHING: HealthRows = { services: [], incidents: [], days: [], looks: [] };

const aRecord = (service: ServiceRecord['service'], lastAt: number): ServiceRecord => ({
  service,
  name: service,
  state: 'fine',
  since: 1,
  lastAt,
  recent: [],
  times: [],
  lately: [],
  keptOut: 0,
  calls: 1,
  failures: 0,
});
const aDay = (day: string, service: DayRow['service'], calls: number): DayRow => ({
  key: `${day} ${service}`,
  day,
  service,
  name: service,
  calls,
  failed: {},
  times: [],
});

let lives = 0;
describe.each<readonly [string, () => HealthStore]>([
  ['Dexie', () => createHealthStore(new WordsDatabase(`health ${(lives += 1)}`))],
  ['memory', createMemoryHealth],
])('health in %s', (_kind, make) => {
  let store: HealthStore;
  beforeEach(() => {
    store = make();
  });

  it('is there again with the last of every row, and of days with the one that is asked for', async () => {
    await store.put({
      ...NOTHING,
      services: [aRecord('notion:1', 1), aRecord('notion:2', 1)],
      days: [aDay('2026-11-20', 'notion:1', 1), aDay('2026-11-21', 'notion:1', 1)],
    });
    const look = { page: 'claude', at: 5, fault: 'refused' } as const;
    await store.put({ ...NOTHING, services: [aRecord('notion:1', 2)], looks: [look] });
    const { services, days, looks } = await store.read('2026-11-21');
    expect(services.map(({ service, lastAt }) => [service, lastAt])).toEqual([
      ['notion:1', 2],
      ['notion:2', 1],
    ]);
    expect(days).toEqual([aDay('2026-11-21', 'notion:1', 1)]);
    expect(looks).toEqual([look]);
  });

  it('forgets a service', async () => {
    await store.put({ ...NOTHING, services: [aRecord('notion:1', 1), aRecord('notion:2', 1)] });
    await store.forget(['notion:1', 'notion:9']);
    expect((await store.read('2026-11-21')).services.map(({ service }) => service)).toEqual(['notion:2']);
  });

  it('lets go of old days alone', async () => {
    await store.put({ ...NOTHING, days: [aDay('2026-08-20', 'notion:1', 1), aDay('2026-08-23', 'notion:1', 1)] });
    await store.trim('2026-08-23', 0);
    expect((await store.read('2026-08-20')).days).toEqual([]);
    expect((await store.read('2026-08-23')).days).toHaveLength(1);
  });
});

describe('health of an earlier version', () => {
  it('goes, as it has another form', async () => {
    const name = 'health of version 1';
    const opened = indexedDB.open(name, 10);
    const old = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.addEventListener('upgradeneeded', () => {
        for (const [table, key] of Object.entries(VERSION_1)) opened.result.createObjectStore(table, { keyPath: key });
      });
      opened.addEventListener('success', () => resolve(opened.result));
      opened.addEventListener('error', () => reject(new Error('not opened')));
    });
    const writing = old.transaction('meta', 'readwrite');
    writing.objectStore('meta').put({ key: 'health:claude', value: { state: 'trouble' }, at: 1 });
    writing.objectStore('meta').put({ key: 'searches', value: {} });
    await new Promise((resolve) => writing.addEventListener('complete', resolve));
    old.close();
    const words = new WordsDatabase(name);
    expect((await words.meta.toArray()).map(({ key }) => key)).toEqual(['searches']);
    expect(await createHealthStore(words).read('2026-11-21')).toEqual({ services: [], days: [], looks: [] });
  });
});

const VERSION_1 = {
  jobs: 'id',
  steps: 'key',
  answers: 'id',
  drafts: 'key',
  conversations: 'id',
  messages: 'id',
  meta: 'key',
};
