import type { Breaker, BreakerKey } from '../../resilience/breaker.ts';
import type { BreakerStore } from '../../resilience/breaker-store.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

/** Breakers of this device. The one writer is the background, so what it has read once a life stays true. */
export function createBreakerStore(words: WordsDatabase, guard: Guard = guardStorage): BreakerStore {
  let known: Promise<Map<BreakerKey, Breaker>> | undefined;
  const read = async (): Promise<Map<BreakerKey, Breaker>> => {
    const rows = await guard(() => words.breakers.toArray());
    return new Map(rows.map((breaker) => [breaker.key, breaker]));
  };
  const all = (): Promise<Map<BreakerKey, Breaker>> => {
    known ??= read();
    // A store that did not open is tried again.
    known.catch(() => (known = undefined));
    return known;
  };
  return {
    all,
    async change(key, change) {
      const breakers = await all();
      const before = breakers.get(key);
      const after = change(before);
      if (after === undefined || after === before) return before;
      breakers.set(key, after);
      await guard(() => words.breakers.put(after));
      return after;
    },
  };
}
