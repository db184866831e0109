import { beforeEach, describe, expect, it } from 'vitest';
import type { Call, ServiceKey } from '../../lib/activity/call.ts';
import type { StatusLook, StatusReport } from '../../lib/activity/status-report.ts';
import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode, FailureFacts } from '../../lib/base/failure.ts';
import { createHealthKeeper } from '../../lib/flows/keep-health.ts';
import type { HealthKeeper } from '../../lib/flows/keep-health.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import type { FakeClock } from '../fixtures/fake-clock.ts';
import { createMemoryBreakers } from '../fixtures/memory-breakers.ts';
import { createMemoryHealth } from '../fixtures/memory-health.ts';
import type { MemoryHealth } from '../fixtures/memory-health.ts';

const SONNET = 'model:claude/claude-sonnet-5-5';
const HAIKU = 'model:claude/claude-haiku-5-5';
const MINUTE = 60_000;
const CALM: StatusReport = { components: [{ name: 'Claude API', status: 'operational' }], incidents: [] };
const OUTAGE: StatusReport = {
  ...CALM,
  incidents: [{ name: 'Authentication errors', status: 'investigating', components: ['Claude API'] }],
};
const refused: FailureFacts = { code: 'claude-key-invalid', model: 'claude-sonnet-5-5' };

describe('the keeper of health', () => {
  let clock: FakeClock;
  let store: MemoryHealth;
  let looks: StatusLook['page'][];
  let report: StatusReport;
  /** Status pages that never answer. */
  let slow: boolean;
  let keeper: HealthKeeper;

  /** One life of the worker. */
  const begin = (): HealthKeeper =>
    createHealthKeeper({
      clock,
      log: { info: () => {}, warn: () => {} },
      store,
      breakers: createMemoryBreakers(),
      async look(page) {
        looks.push(page);
        if (slow) await new Promise(() => {});
        return { page, at: clock.now(), report };
      },
      offsetMs: () => 0,
    });
  const observe = async (service: ServiceKey, code?: FailureCode): Promise<void> => {
    await clock.advance(1_000);
    const call: Call = { service, name: service, startedAt: clock.now() - 500, endedAt: clock.now() };
    keeper.observe(code === undefined ? call : { ...call, failure: { ...refused, code } });
    await clock.advance(0);
  };

  beforeEach(() => {
    clock = createFakeClock(Date.UTC(2026, 10, 21, 12));
    store = createMemoryHealth();
    looks = [];
    report = CALM;
    slow = false;
    keeper = begin();
  });

  it('stores news at once, and mere counts together', async () => {
    await observe(SONNET);
    const first = store.writes();
    for (let calls = 0; calls < 50; calls += 1) await observe(SONNET);
    expect(store.writes() - first).toBeLessThan(20);
    await keeper.settled();
    expect([...store.days.values()]).toMatchObject([{ day: '2026-11-21', calls: 51 }]);
    const before = store.writes();
    await observe(SONNET, 'model-overloaded');
    expect(store.writes()).toBeGreaterThan(before);
    expect(store.services.get(SONNET)).toMatchObject({ state: 'trouble' });
  });

  it('goes on with an incident after the worker died', async () => {
    for (let calls = 0; calls < 3; calls += 1) await observe(SONNET, 'model-overloaded');
    keeper = begin();
    await observe(SONNET, 'model-overloaded');
    await observe(SONNET);
    await observe(SONNET);
    expect([...store.incidents.values()]).toMatchObject([{ calls: 6, failed: { 'model-overloaded': 4 } }]);
    expect([...store.incidents.values()][0]?.endedAt).toBeDefined();
  });

  it('loses nothing to a disk that is full for a while, and fails nobody', async () => {
    const { put } = store;
    store.put = () => Promise.reject(new Failure('storage-full'));
    keeper = begin();
    await observe(SONNET, 'model-overloaded');
    store.put = put;
    await observe(SONNET, 'model-overloaded');
    await keeper.settled();
    expect([...store.days.values()]).toMatchObject([{ failed: { 'model-overloaded': 2 } }]);
  });

  it('looks at a status page only while something fails, and at most every five minutes', async () => {
    for (let calls = 0; calls < 5; calls += 1) await observe(SONNET);
    await observe('model:openai:1/llama', 'claude-unavailable');
    await observe(SONNET, 'claude-billing');
    expect(looks).toEqual([]);
    for (let calls = 0; calls < 20; calls += 1) await observe(SONNET, 'model-overloaded');
    await observe('notion:1', 'notion-unavailable');
    expect(looks).toEqual(['claude', 'notion']);
    keeper = begin();
    await observe(SONNET, 'model-overloaded');
    expect(looks).toEqual(['claude', 'notion']);
    await clock.advance(5 * MINUTE);
    expect(looks).toEqual(['claude', 'notion']);
    await observe(SONNET, 'model-overloaded');
    expect(looks).toEqual(['claude', 'notion', 'claude']);
    expect(store.looks.get('claude')).toMatchObject({ at: clock.now() });
  });

  it('does not blame a key that worked, while another model is down', async () => {
    await observe(SONNET);
    await observe(HAIKU, 'claude-unavailable');
    expect(await keeper.explain(refused)).toEqual({ ...refused, code: 'claude-auth-trouble' });
    await observe(SONNET, 'claude-key-invalid');
    expect(store.services.get(SONNET)?.failure?.code).toBe('claude-auth-trouble');
  });

  it('asks the status page before it blames a key that worked, and nobody waits for it longer than two seconds', async () => {
    report = OUTAGE;
    await observe(SONNET);
    expect((await keeper.explain(refused)).code).toBe('claude-auth-trouble');
    expect(looks).toEqual(['claude']);
    slow = true;
    await clock.advance(40 * MINUTE);
    const asked = keeper.explain(refused);
    await clock.advance(2_000);
    expect((await asked).code).toBe('claude-key-invalid');
  });

  it('blames a key that never worked, or took the place of the one that did', async () => {
    await observe(HAIKU, 'claude-unavailable');
    expect((await keeper.explain(refused)).code).toBe('claude-key-invalid');
    await observe(HAIKU);
    expect((await keeper.explain(refused)).code).toBe('claude-auth-trouble');
    keeper.renewed();
    await keeper.settled();
    expect((await keeper.explain(refused)).code).toBe('claude-key-invalid');
  });

  it('leaves the key of a gateway to the gateway', async () => {
    await observe(SONNET);
    await observe(HAIKU, 'claude-unavailable');
    const atGateway = { ...refused, provider: 'Our gateway' };
    expect(await keeper.explain(atGateway)).toBe(atGateway);
  });

  it('knows what a status page said without asking it again, also after the worker died', async () => {
    report = OUTAGE;
    await observe(SONNET, 'claude-unavailable');
    const route = { provider: 'claude', model: 'claude-haiku-5-5' } as const;
    expect(keeper.isSaidDown(route)).toBe(true);
    expect(keeper.isSaidDown({ provider: 'openai:1', model: 'llama' })).toBe(false);
    keeper = begin();
    await observe('notion:1');
    expect(keeper.isSaidDown(route)).toBe(true);
    expect(looks).toEqual(['claude']);
    await clock.advance(31 * MINUTE);
    expect(keeper.isSaidDown(route)).toBe(false);
  });

  it('forgets a connection that is taken away', async () => {
    await observe('notion:1', 'notion-token-invalid');
    await keeper.forget((service) => service === 'notion:1');
    await keeper.settled();
    expect([...store.services.keys()]).toEqual([]);
  });

  it('lets go of what is older than 90 days', async () => {
    for (let calls = 0; calls < 3; calls += 1) await observe(SONNET, 'model-overloaded');
    await clock.advance(91 * 24 * 60 * MINUTE);
    keeper = begin();
    await observe(SONNET);
    await keeper.settled();
    expect([...store.days.keys()]).toEqual([`2027-02-20 ${SONNET}`]);
    expect([...store.incidents.values()].every(({ faded }) => faded === true)).toBe(true);
  });
});
