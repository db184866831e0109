import { describe, expect, it } from 'vitest';
import type { Call } from '../../lib/activity/call.ts';
import type { StatusLook } from '../../lib/activity/status-report.ts';
import { keepBreakersApart, keepHealthApart } from '../../lib/flows/drill-apart.ts';
import { createHealthKeeper } from '../../lib/flows/keep-health.ts';
import type { Breaker, BreakerKey } from '../../lib/resilience/breaker.ts';
import { createMemoryBreakers } from '../fixtures/memory-breakers.ts';
import { createMemoryHealth } from '../fixtures/memory-health.ts';

const SONNET: BreakerKey = 'model:claude/claude-sonnet-5-5';
const HAIKU: BreakerKey = 'model:claude/claude-haiku-5-5';

const open = (key: BreakerKey): Breaker => ({ key, state: 'open', failures: [1], opens: 1, successes: 0, since: 1 });

/** Whether a drill is on, as a test says. */
function aSwitch() {
  let on: number | undefined;
  return {
    turn: (to: number | undefined) => void (on = to),
    current: async () => on,
    wasOn: (at: number) => on !== undefined && at >= on,
  };
}

describe('breakers in a drill', () => {
  it('begin as the real ones stand, and leave them so', async () => {
    const real = createMemoryBreakers();
    await real.change(HAIKU, () => open(HAIKU));
    const drill = aSwitch();
    const store = keepBreakersApart(real, drill.current);
    drill.turn(10);
    expect([...(await store.all()).keys()]).toEqual([HAIKU]);
    await store.change(SONNET, () => open(SONNET));
    await store.change(HAIKU, (before) => before && { ...before, state: 'half-open' });
    expect((await store.all()).get(SONNET)?.state).toBe('open');
    expect((await store.all()).get(HAIKU)?.state).toBe('half-open');
    expect([...real.rows]).toEqual([[HAIKU, open(HAIKU)]]);
    drill.turn(undefined);
    expect(await store.all()).toEqual(new Map([[HAIKU, open(HAIKU)]]));
  });

  it('are forgotten with their drill, also when the next one follows at once', async () => {
    const drill = aSwitch();
    const store = keepBreakersApart(createMemoryBreakers(), drill.current);
    drill.turn(10);
    await store.change(SONNET, () => open(SONNET));
    drill.turn(20);
    expect((await store.all()).size).toBe(0);
  });

  it('are the real ones without a drill', async () => {
    const real = createMemoryBreakers();
    const store = keepBreakersApart(real, aSwitch().current);
    await store.change(SONNET, () => open(SONNET));
    expect(real.rows.get(SONNET)?.state).toBe('open');
  });
});

describe('health in a drill', () => {
  const failed = (at: number): Call => ({
    service: SONNET,
    name: 'Claude Sonnet 5.5',
    startedAt: at,
    endedAt: at + 1,
    failure: { code: 'claude-key-invalid' },
  });
  const answered = (at: number): Call => ({
    service: SONNET,
    name: 'Claude Sonnet 5.5',
    startedAt: at,
    endedAt: at + 1,
  });

  const aHealth = () => {
    const drill = aSwitch();
    const health = createMemoryHealth();
    const looked: string[] = [];
    const page: StatusLook = {
      page: 'claude',
      at: 100,
      report: {
        components: [{ name: 'Claude API (api.anthropic.com)', status: 'major_outage' }],
        incidents: [],
      },
    };
    const keeper = keepHealthApart(
      (store) =>
        createHealthKeeper({
          clock: { now: () => 100, sleep: () => new Promise(() => {}) },
          log: { info: () => {}, warn: () => {} },
          store,
          breakers: createMemoryBreakers(),
          look: async (asked) => {
            looked.push(asked);
            return page;
          },
          offsetMs: () => 0,
        }),
      health,
      drill,
    );
    return { drill, health, keeper, looked };
  };

  it('stores nothing of what a drill’s calls showed', async () => {
    const { drill, health, keeper } = aHealth();
    keeper.observe(answered(5));
    await keeper.settled();
    const before = structuredClone(await health.read('1970-01-01'));
    expect(before.services).toHaveLength(1);
    drill.turn(10);
    for (const at of [11, 12, 13, 14]) keeper.observe(failed(at));
    await keeper.explain({ code: 'claude-key-invalid' });
    drill.turn(undefined);
    await keeper.settled();
    expect(await health.read('1970-01-01')).toEqual(before);
  });

  it('holds a key for good in a drill as in an outage, by the same reasons', async () => {
    const { drill, keeper, looked } = aHealth();
    keeper.observe(answered(5));
    await keeper.settled();
    drill.turn(10);
    expect((await keeper.explain({ code: 'claude-key-invalid' })).code).toBe('claude-auth-trouble');
    expect(looked).toEqual(['claude']);
  });

  it('still hears of a call that began before the drill', async () => {
    const { drill, health, keeper } = aHealth();
    drill.turn(10);
    keeper.observe(answered(5));
    await keeper.settled();
    expect((await health.read('1970-01-01')).services).toHaveLength(1);
  });
});
