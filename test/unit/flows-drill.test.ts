import { describe, expect, it } from 'vitest';
import { createDrillKeeper } from '../../lib/flows/drill.ts';
import type { DrillKeeper, DrillPorts } from '../../lib/flows/drill.ts';
import { countUseful, DRILL_ACTS } from '../../lib/messages/drill-desk.ts';
import type { DrillAct, DrillRow } from '../../lib/messages/drill-desk.ts';
import { createMemoryDrill } from '../fixtures/memory-drill.ts';

const MINUTE = 60_000;

/** A drill over a memory that outlives its keepers; trying something waits where a test says so. */
function aBench(differs: Partial<DrillPorts> = {}) {
  let time = 1_000_000;
  const store = createMemoryDrill();
  const tried: DrillAct[] = [];
  const seen = { woken: 0, alarm: undefined as number | undefined, awake: 0 };
  const ports: DrillPorts = {
    clock: { now: () => time, sleep: async () => {} },
    log: { info: () => {}, warn: () => {} },
    store,
    ground: async () => ({ model: 'claude-sonnet-5-5', host: 'api.anthropic.com', claudeHosts: ['api.anthropic.com'] }),
    page: async () => undefined,
    async tryOut(act) {
      tried.push(act);
      return { act, got: 'model-free', ms: 5 };
    },
    wakeAt: (at) => void (seen.alarm = at),
    ended: async () => void (seen.woken += 1),
    ...differs,
  };
  const live = (): DrillKeeper =>
    createDrillKeeper(ports, () => {
      seen.awake += 1;
      return () => void (seen.awake -= 1);
    });
  return {
    live,
    reports: () => store.reports,
    tried,
    seen,
    stored: () => store.drill,
    pass: (ms: number) => void (time += ms),
    now: () => time,
  };
}

/** Tries that hang until the drill lets go of them. */
const hanging: Partial<DrillPorts> = {
  tryOut: (_act, _page, signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('let go')))),
};

describe('a drill', () => {
  it('tries everything once, one after the other, and keeps a report', async () => {
    const bench = aBench();
    const keeper = bench.live();
    await keeper.start('claude-down');
    await keeper.settled();
    expect(bench.tried).toEqual(DRILL_ACTS);
    expect(bench.reports()).toHaveLength(1);
    expect(bench.reports()[0]?.rows.map(({ act }) => act)).toEqual(DRILL_ACTS);
    expect(bench.reports()[0]).not.toHaveProperty('stopped');
    expect(bench.stored()?.tried).toBe('all');
    expect(bench.seen.awake).toBe(0);
    expect((await keeper.rules()).length).toBeGreaterThan(0);
  });

  it('goes on after a death of the worker with what was not tried yet', async () => {
    let left = 5;
    const done: DrillAct[] = [];
    const bench = aBench({
      tryOut(act) {
        if (left === 0) return new Promise<DrillRow>(() => {});
        left -= 1;
        done.push(act);
        return Promise.resolve({ act, got: 'answer', ms: 1 });
      },
    });
    await bench.live().start('offline');
    await until(() => bench.stored()?.rows.length === 5 && bench.stored()?.trying !== undefined);
    left = 99;
    const next = bench.live();
    expect(next.isOffline()).toBe(false);
    await next.recover();
    expect(next.isOffline()).toBe(true);
    await next.settled();
    expect(done).toEqual(DRILL_ACTS);
    expect(bench.reports()[0]?.rows).toHaveLength(DRILL_ACTS.length);
  });

  it('is on for the very first request of a new life', async () => {
    const bench = aBench(hanging);
    await bench.live().start('notion-down');
    expect(await bench.live().rules()).toEqual([{ host: 'api.notion.com', how: 'notion-unavailable' }]);
  });

  it('ends by itself after ten minutes, also when nobody was awake then', async () => {
    const bench = aBench();
    const keeper = bench.live();
    await keeper.start('everything');
    await keeper.settled();
    expect(bench.seen.alarm).toBe(bench.now() + 10 * MINUTE);
    bench.pass(10 * MINUTE);
    expect(await keeper.rules()).toEqual([]);
    expect(await keeper.current()).toBeUndefined();
    const next = bench.live();
    await next.recover();
    expect(bench.stored()).toBeUndefined();
    expect(bench.seen).toEqual({ woken: 1, alarm: undefined, awake: 0 });
  });

  it('is ended by the person in the middle of a try, with a report of what was tried', async () => {
    const bench = aBench({
      tryOut: (act, page, signal) =>
        act === 'ask' && hanging.tryOut !== undefined
          ? hanging.tryOut(act, page, signal)
          : Promise.resolve({ act, got: 'answer', ms: 1 }),
    });
    const keeper = bench.live();
    await keeper.start('claude-down');
    await until(() => bench.stored()?.trying === 'ask');
    await keeper.end();
    expect(bench.stored()).toBeUndefined();
    expect(bench.seen).toEqual({ woken: 1, alarm: undefined, awake: 0 });
    expect(bench.reports()[0]).toMatchObject({ stopped: true, rows: [{ act: 'summarize' }, { act: 'brief' }] });
    expect(await keeper.rules()).toEqual([]);
  });

  it('stays on when only the trying is stopped, and tries nothing more in a new life', async () => {
    const bench = aBench(hanging);
    const keeper = bench.live();
    await keeper.start('claude-down');
    await until(() => bench.stored()?.trying !== undefined);
    await keeper.stopTrying();
    expect(bench.stored()).toMatchObject({ tried: 'stopped', rows: [] });
    expect(bench.stored()).not.toHaveProperty('trying');
    const next = bench.live();
    await next.recover();
    await next.settled();
    expect(bench.stored()).toMatchObject({ tried: 'stopped', rows: [] });
    expect((await next.rules()).length).toBeGreaterThan(0);
  });

  it('gives way to another one', async () => {
    const bench = aBench(hanging);
    const keeper = bench.live();
    await keeper.start('claude-down');
    bench.pass(MINUTE);
    await keeper.start('offline');
    expect(bench.stored()?.scenario).toBe('offline');
    expect(bench.seen.awake).toBe(1);
    await keeper.end();
  });

  it('is tried to its end when it was begun twice at once', async () => {
    const bench = aBench();
    const keeper = bench.live();
    await Promise.all([keeper.start('claude-down'), keeper.start('offline')]);
    await keeper.settled();
    expect(bench.stored()).toMatchObject({ scenario: 'offline', tried: 'all' });
    expect(bench.stored()?.rows).toHaveLength(DRILL_ACTS.length);
  });

  it('knows what began within it, also once it is over', async () => {
    const bench = aBench(hanging);
    const keeper = bench.live();
    const before = bench.now() - 1;
    await keeper.start('claude-down');
    const within = bench.now() + 5;
    bench.pass(MINUTE);
    await keeper.end();
    expect([before, within, bench.now() + 1].map(keeper.wasOn)).toEqual([false, true, false]);
  });

  it('changes nothing where none is on', async () => {
    const bench = aBench();
    const keeper = bench.live();
    await keeper.end();
    await keeper.stopTrying();
    await keeper.recover();
    expect(bench.reports()).toEqual([]);
    expect(bench.seen).toEqual({ woken: 0, alarm: undefined, awake: 0 });
  });
});

it('counts as useful what left something to work with, of what could be tried', () => {
  const row = (act: DrillAct, got: DrillRow['got']): DrillRow => ({ act, got, ms: 1 });
  const rows = [
    row('summarize', 'answer'),
    row('brief', 'model-free'),
    row('chat', 'waits'),
    row('keep-question', 'waits'),
    row('titles', 'nothing'),
    row('continue', 'part'),
    row('earlier-chats', 'not-tried'),
  ];
  expect(countUseful(rows)).toEqual({ useful: 3, of: 6 });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
