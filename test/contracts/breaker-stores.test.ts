import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { createBreakerStore } from '../../lib/adapters/dexie/breaker-store.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { newBreaker } from '../../lib/resilience/breaker.ts';
import type { Breaker } from '../../lib/resilience/breaker.ts';
import type { BreakerStore } from '../../lib/resilience/breaker-store.ts';
import { createMemoryBreakers } from '../fixtures/memory-breakers.ts';

const KEY = 'provider:claude';
const failedAt = (before: Breaker | undefined, at: number): Breaker => ({
  ...(before ?? newBreaker(KEY, 0)),
  failures: [...(before?.failures ?? []), at],
});

let lives = 0;
const KINDS: readonly (readonly [string, () => BreakerStore])[] = [
  ['Dexie', () => createBreakerStore(new WordsDatabase(`breakers ${(lives += 1)}`))],
  ['memory', createMemoryBreakers],
];

describe.each(KINDS)('breakers in %s', (_kind, make) => {
  it('begin with nothing known', async () => {
    const store = make();
    expect([...(await store.all())]).toEqual([]);
    expect(await store.change(KEY, (before) => before)).toBeUndefined();
  });

  it('are changed one after the other, each from the newest state', async () => {
    const store = make();
    await Promise.all([1, 2, 3].map((at) => store.change(KEY, (before) => failedAt(before, at))));
    expect((await store.all()).get(KEY)?.failures).toEqual([1, 2, 3]);
  });

  it('give what stands after a change, also where nothing was changed', async () => {
    const store = make();
    const after = await store.change(KEY, (before) => failedAt(before, 1));
    expect(after?.failures).toEqual([1]);
    expect(await store.change(KEY, (before) => before)).toEqual(after);
    expect(await store.change(KEY, () => undefined)).toEqual(after);
  });
});

describe('breakers in Dexie', () => {
  it('outlive the worker', async () => {
    const name = `breakers ${(lives += 1)}`;
    await createBreakerStore(new WordsDatabase(name)).change(KEY, (before) => failedAt(before, 7));
    const next = createBreakerStore(new WordsDatabase(name));
    expect((await next.all()).get(KEY)?.failures).toEqual([7]);
  });

  it('are read once a life', async () => {
    const words = new WordsDatabase(`breakers ${(lives += 1)}`);
    let reads = 0;
    const store = createBreakerStore(words, async (work) => {
      reads += 1;
      return await work();
    });
    await Promise.all([store.all(), store.all(), store.change(KEY, (before) => before)]);
    await store.all();
    expect(reads).toBe(1);
  });

  it('are read again by a store that did not open at first', async () => {
    const words = new WordsDatabase(`breakers ${(lives += 1)}`);
    let isBroken = true;
    const store = createBreakerStore(words, async (work) => {
      if (isBroken) throw new Error('no');
      return await work();
    });
    await expect(store.all()).rejects.toThrow('no');
    isBroken = false;
    expect([...(await store.all())]).toEqual([]);
  });
});
