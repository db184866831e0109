import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createJobStore } from '../../lib/adapters/dexie/job-store.ts';
import { createReportStore } from '../../lib/adapters/dexie/report-store.ts';
import { createScheduleStore } from '../../lib/adapters/dexie/schedule-store.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { NO_COUNTS } from '../../lib/autofill/fill-run.ts';
import type { FillRun } from '../../lib/autofill/fill-run.ts';
import { Failure } from '../../lib/base/failure.ts';
import { asAnswerId, asConnectionId, asJobId } from '../../lib/base/ids.ts';
import { createSchedules } from '../../lib/flows/schedules.ts';
import type { SchedulePorts, Schedules } from '../../lib/flows/schedules.ts';
import type { Schedule } from '../../lib/jobs/schedule.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import type { FakeClock } from '../fixtures/fake-clock.ts';
import { aReport, rowId } from '../fixtures/report-rows.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-11-20T08:00:00Z');

const PLACE = { page: rowId(7), title: 'Board', url: 'https://www.notion.so/7', as: 'append' } as const;

let databases = 0;
let words: WordsDatabase;
let clock: FakeClock;
let published: string[];
let wakes: (number | undefined)[];

/** One life of the worker over the same rows. */
function life(more: Partial<SchedulePorts> = {}): Schedules {
  let ids = 0;
  const name = `life-${Math.random()}`;
  return createSchedules({
    clock,
    chance: { id: () => `${name}-${(ids += 1)}` },
    log: { info: () => {}, warn: () => {} },
    jobs: createJobStore(words),
    schedules: createScheduleStore(words),
    reports: createReportStore(words),
    runner: {
      async start(input, store = async () => {}) {
        const id = asJobId(`${name}-job-${(ids += 1)}`);
        const now = clock.now();
        await store({ id, input, state: 'running', attempts: 1, trail: [], createdAt: now, updatedAt: now });
        return id;
      },
    },
    autofill: { startKept: async () => false, endKept: async () => true },
    settings: async () => DEFAULT_SETTINGS,
    publish: async (answer, place, id) => void published.push(`${answer} → ${place.title} as ${id}`),
    wakeAt: (time) => void wakes.push(time),
    ...more,
  });
}

const daily = (more: Partial<Schedule> = {}): Schedule => ({
  id: 's1',
  name: 'Spending',
  work: { of: 'report', report: 'r1' },
  rule: { every: 'day', minute: 9 * 60 },
  zone: 'UTC',
  on: true,
  createdAt: START,
  seenUpTo: START,
  ...more,
});

beforeEach(async () => {
  words = new WordsDatabase(`schedules ${(databases += 1)}`);
  clock = createFakeClock(START);
  published = [];
  wakes = [];
  await words.reports.put({ id: 'r1', definition: aReport({ title: 'Spending' }), createdAt: 0, updatedAt: 0 });
});

const jobs = () => words.jobs.toArray();
const finish = async (answer: string): Promise<void> => {
  await words.jobs.toCollection().modify({ state: 'done', answerId: asAnswerId(answer) });
};

describe('schedules', () => {
  it('sleep until the next slot, and run it when it has come', async () => {
    await words.schedules.put(daily());
    const schedules = life();
    await schedules.look();
    expect(await jobs()).toEqual([]);
    expect(wakes.at(-1)).toBe(START + HOUR);
    await clock.advance(HOUR);
    await schedules.look();
    const [job] = await jobs();
    expect(job?.input).toMatchObject({ action: 'report', particulars: { of: 'report', slot: START + HOUR } });
    expect(job?.waited).toMatchObject({ since: START + HOUR });
    expect(await words.reportRuns.toArray()).toMatchObject([{ report: 'r1', jobId: job?.id }]);
  });

  it('run a slot once, however often they are looked at and by however many lives', async () => {
    await words.schedules.put(daily());
    await clock.advance(HOUR);
    await Promise.all([life().look(), life().look()]);
    await life().look();
    expect(await jobs()).toHaveLength(1);
    expect(await words.reportRuns.count()).toBe(1);
  });

  it('catch up once after the browser was closed, and tell how many times passed', async () => {
    await words.schedules.put(daily());
    await clock.advance(5 * DAY);
    await life().look();
    expect(await words.slots.toArray()).toMatchObject([{ slot: START + HOUR + 4 * DAY, missed: 4 }]);
  });

  it('neither lose nor double a slot whose worker died before it had stored it', async () => {
    await words.schedules.put(daily());
    await clock.advance(HOUR);
    const dying = life({
      runner: {
        start: async () => {
          throw new Failure('storage-broken');
        },
      },
    });
    await expect(dying.look()).rejects.toThrow('storage-broken');
    expect(await words.slots.count()).toBe(0);
    await life().look();
    expect(await jobs()).toHaveLength(1);
  });

  it('are not held back by a clock that was ahead', async () => {
    await words.schedules.put(daily({ seenUpTo: START + 900 * DAY }));
    await life().look();
    await clock.advance(HOUR);
    await life().look();
    expect(await jobs()).toHaveLength(1);
  });

  it('propose the result once it is there, under one name for one slot', async () => {
    await words.schedules.put(daily({ publish: PLACE }));
    await clock.advance(HOUR);
    await life().look();
    expect(published).toEqual([]);
    await finish('a1');
    await life().look();
    await life().look();
    expect(published).toEqual([`a1 → Board as slot-s1:${START + HOUR}`]);
  });

  it('propose it again where Notion was away, and give up where that cannot help', async () => {
    await words.schedules.put(daily({ publish: PLACE }));
    await clock.advance(HOUR);
    await life().look();
    await finish('a1');
    const failing = (code: 'offline' | 'writes-off'): Partial<SchedulePorts> => ({
      publish: async () => {
        published.push(code);
        throw new Failure(code);
      },
    });
    await life(failing('offline')).look();
    expect(wakes.at(-1)).toBe(clock.now() + 5 * 60_000);
    await life(failing('writes-off')).look();
    await life().look();
    expect(published).toEqual(['offline', 'writes-off']);
  });

  it('stop by themselves when their report is gone', async () => {
    await words.schedules.put(daily({ work: { of: 'report', report: 'gone' } }));
    await clock.advance(HOUR);
    await life().look();
    expect(await words.schedules.get('s1')).toMatchObject({ on: false });
    expect(await jobs()).toEqual([]);
    expect(wakes.at(-1)).toBeUndefined();
  });

  it('begin the next run of what is kept filled once for a slot, and not beside one that is under way', async () => {
    await words.schedules.put(daily({ work: { of: 'fill', fill: 'kept' } }));
    const run = (id: string): FillRun => ({
      id,
      kept: 'kept',
      connection: asConnectionId('acme'),
      database: rowId(7),
      databaseTitle: 'Board',
      columns: [],
      over: 'all',
      by: 'model',
      state: 'running',
      counts: NO_COUNTS,
      createdAt: clock.now(),
      updatedAt: clock.now(),
    });
    let runs = 0;
    let ended = false;
    const keeping = (): Schedules =>
      life({
        autofill: {
          startKept: async (_id, store) => {
            await store(run(`run ${(runs += 1)}`));
            return true;
          },
          endKept: async () => ended,
        },
      });
    await clock.advance(HOUR);
    await Promise.all([keeping().look(), keeping().look()]);
    expect(await words.fillRuns.count()).toBe(1);
    await clock.advance(DAY);
    await keeping().look();
    expect(await words.fillRuns.count()).toBe(1);
    ended = true;
    await keeping().look();
    await clock.advance(DAY);
    await keeping().look();
    expect(await words.fillRuns.count()).toBe(2);
    expect((await words.slots.toArray()).map(({ fillRun }) => fillRun === undefined)).toEqual([false, false]);
  });

  it('begin a check for gaps without a model, asked for at the time of the slot', async () => {
    const work = { of: 'gaps', scope: {}, title: 'everything on this device' } as const;
    await words.schedules.put(daily({ work }));
    await clock.advance(HOUR);
    await life().look();
    const [job] = await jobs();
    expect(job?.input).toMatchObject({
      action: 'gaps',
      model: 'none',
      question: 'Gaps in everything on this device',
      particulars: { of: 'gaps', scope: {}, askedAt: clock.now() },
    });
    expect(job?.waited?.ranAt).toBe(clock.now());
  });

  it('stop by themselves when what they kept filled is kept no more', async () => {
    await words.schedules.put(daily({ work: { of: 'fill', fill: 'gone' } }));
    await clock.advance(HOUR);
    await life().look();
    expect(await words.schedules.get('s1')).toMatchObject({ on: false });
  });

  it('run once more when a person asks, without touching their times', async () => {
    await words.schedules.put(daily());
    const schedules = life();
    await schedules.runNow('s1');
    await clock.advance(HOUR);
    await schedules.look();
    expect(await jobs()).toHaveLength(2);
  });
});
