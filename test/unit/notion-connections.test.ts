import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { factsOf } from '../../lib/base/failure.ts';
import { parseBlockId, parsePageId } from '../../lib/base/ids.ts';
import { Secret } from '../../lib/base/secret.ts';
import type { Call } from '../../lib/activity/call.ts';
import type { Vault } from '../../lib/settings/vault.ts';
import { createNotionConnections } from '../../lib/wiring/notion-connections.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';
import { createMemoryBreakers } from '../fixtures/memory-breakers.ts';
import { createFakeMemory, createFreshVault } from '../fixtures/memory-vault.ts';
import type { FakeMemory } from '../fixtures/memory-vault.ts';

const NEVER = new AbortController().signal;
const PAGE = parsePageId('0123456789abcdef0123456789abcdef') ?? expect.unreachable('not an id');
const BLOCK = parseBlockId('0123456789abcdef0123456789abcdef') ?? expect.unreachable('not an id');

const json = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const slowDown = (): Response =>
  json(429, { object: 'error', status: 429, code: 'rate_limited', message: 'Slow down.' }, { 'retry-after': '120' });
const notShared = (): Response =>
  json(404, { object: 'error', status: 404, code: 'object_not_found', message: 'Could not find it.' });

describe('the connections to Notion', () => {
  let memory: FakeMemory;
  let vault: Vault;
  let requests: number;
  let answer: () => Response;
  let health: Call[];
  let breakers: ReturnType<typeof createMemoryBreakers>;
  const clock = createFakeClock();

  /** One life of the worker. */
  const begin = () =>
    createNotionConnections({
      vault,
      memory,
      clock,
      door: async () => {
        requests += 1;
        return answer();
      },
      chance: { id: () => 'id', unit: () => 0.5 },
      log: { info: () => {}, warn: () => {} },
      record: () => {},
      observe: (call) => void health.push(call),
      breakers,
      isOnline: () => true,
    });
  const read = async (life: ReturnType<typeof begin>): Promise<string> => {
    const [connection] = await life.connections();
    try {
      await connection?.reader.page(PAGE, NEVER);
      return 'read';
    } catch (error) {
      return error instanceof Error ? error.message : 'thrown';
    }
  };

  beforeEach(async () => {
    memory = createFakeMemory();
    vault = createFreshVault(memory);
    requests = 0;
    health = [];
    breakers = createMemoryBreakers();
    await vault.keep({ name: 'notion:1', label: 'Fernway', secret: new Secret('ntn_1'), mode: 'clear' });
  });

  it('keep a pause that Notion asked for over the death of the worker', async () => {
    answer = slowDown;
    expect(await read(begin())).toBe('notion-rate-limited');
    const asked = requests;
    expect(await read(begin())).toBe('notion-rate-limited');
    expect(requests).toBe(asked);
  });

  it('begin anew with a key that took the place of another', async () => {
    answer = slowDown;
    const life = begin();
    await read(life);
    await life.forget('notion:1');
    answer = notShared;
    expect(await read(life)).toBe('notion-not-shared');
  });

  it('take a stored budget that is none for no budget', async () => {
    memory.held.set('pace.notion:1', { budget: 'much' });
    answer = notShared;
    expect(await read(begin())).toBe('notion-not-shared');
  });

  it('tell of each workspace how every call ended, and nothing of how long it waited for its turn', async () => {
    const life = begin();
    answer = notShared;
    await read(life);
    answer = slowDown;
    await read(life);
    expect(health).toMatchObject([
      { service: 'notion:1', name: 'Notion: Fernway', untimed: true, failure: { code: 'notion-not-shared' } },
      { service: 'notion:1', name: 'Notion: Fernway', untimed: true, failure: { code: 'notion-rate-limited' } },
    ]);
  });

  it('write once, tell how that ended, and spend the same budget as its readers', async () => {
    const life = begin();
    const [connection] = await life.connections();
    answer = slowDown;
    const attempt = connection?.writer.deleteBlock(BLOCK, NEVER).then(() => undefined, factsOf);
    expect(await attempt).toMatchObject({ code: 'notion-rate-limited', retryAfterMs: 120_000 });
    expect(await read(life)).toBe('notion-rate-limited');
    expect(requests).toBe(1);
    expect(health[0]).toMatchObject({ service: 'notion:1', failure: { code: 'notion-rate-limited' } });
  });

  it('say that the keys are locked, rather than that there are none', async () => {
    const sealed = { name: 'notion:1', label: 'Fernway', secret: new Secret('ntn_1'), mode: 'passphrase' } as const;
    await vault.keep({ ...sealed, passphrase: 'correct horse' });
    await vault.lock();
    answer = notShared;
    expect(await read(begin())).toBe('vault-locked');
    expect(requests).toBe(0);
  });

  it('leave out a key that went with the browser', async () => {
    await vault.keep({ name: 'notion:1', label: 'Fernway', secret: new Secret('ntn_1'), mode: 'session' });
    memory.held.clear();
    expect(await begin().connections()).toEqual([]);
  });

  describe('while Notion is down', () => {
    const down = (): void => {
      const key = 'notion:1';
      const until = clock.now() + 20_000;
      const cause = { code: 'notion-unavailable' } as const;
      const since = clock.now();
      breakers.rows.set(key, { key, state: 'open', failures: [since], opens: 1, until, successes: 0, since, cause });
    };

    it('ask nothing of it, in the background neither, and tell nothing of calls that were not made', async () => {
      down();
      const life = begin();
      expect(await read(life)).toBe('notion-unavailable');
      const [connection] = await life.connections();
      await expect(connection?.background.page(PAGE, NEVER)).rejects.toThrow('notion-unavailable');
      expect([requests, health]).toEqual([0, []]);
    });

    it('hold back writes, too, and say that nothing was sent', async () => {
      down();
      const [connection] = await begin().connections();
      const attempt = connection?.writer.deleteBlock(BLOCK, NEVER).then(() => undefined, factsOf);
      expect(await attempt).toMatchObject({ code: 'notion-unavailable', unsent: true });
      expect([requests, health]).toEqual([0, []]);
    });

    it('ask again with a key that took the place of another', async () => {
      down();
      const life = begin();
      await life.forget('notion:1');
      answer = notShared;
      expect(await read(life)).toBe('notion-not-shared');
    });
  });
});
