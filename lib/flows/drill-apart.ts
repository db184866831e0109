import type { HealthStore } from '../activity/health-store.ts';
import type { Breaker, BreakerKey } from '../resilience/breaker.ts';
import type { BreakerStore } from '../resilience/breaker-store.ts';
import type { DrillKeeper } from './drill.ts';
import type { HealthKeeper } from './keep-health.ts';

/**
 * Breakers as a drill finds and turns them, in memory: it begins with the real ones and leaves them as they were.
 * @param drill which drill is on, if any
 */
export function keepBreakersApart(real: BreakerStore, drill: () => Promise<number | undefined>): BreakerStore {
  let apart: { readonly of: number; readonly breakers: Map<BreakerKey, Breaker> } | undefined;
  const inDrill = async (): Promise<Map<BreakerKey, Breaker> | undefined> => {
    const now = await drill();
    if (now === undefined) {
      apart = undefined;
      return undefined;
    }
    if (apart?.of === now) return apart.breakers;
    const found = { of: now, breakers: new Map(await real.all()) };
    // Another question may have come first while the real ones were read.
    apart = apart?.of === now ? apart : found;
    return apart.breakers;
  };
  return {
    all: async () => (await inDrill()) ?? real.all(),
    async change(key, change) {
      const breakers = await inDrill();
      if (breakers === undefined) return real.change(key, change);
      const before = breakers.get(key);
      const after = change(before);
      if (after !== undefined && after !== before) breakers.set(key, after);
      return after ?? before;
    },
  };
}

/**
 * Health as a drill finds and turns it. What a drill's calls show goes to a keeper that begins with what is known and
 * stores nothing, so that failures are explained in a drill as in an outage, and forgotten with it.
 * @param make a keeper over that store
 */
export function keepHealthApart(
  make: (store: HealthStore) => HealthKeeper,
  store: HealthStore,
  drill: Pick<DrillKeeper, 'current' | 'wasOn'>,
): HealthKeeper {
  const real = make(store);
  let apart: { readonly of: number; readonly keeper: HealthKeeper } | undefined;
  const inDrill = async (): Promise<HealthKeeper> => {
    const now = await drill.current();
    if (now === undefined) return real;
    if (apart?.of !== now) apart = { of: now, keeper: make(unwritten(store)) };
    return apart.keeper;
  };
  return {
    ...real,
    observe(call) {
      if (!drill.wasOn(call.startedAt)) return real.observe(call);
      void inDrill().then((keeper) => keeper !== real && keeper.observe(call));
    },
    explain: async (failure) => (await inDrill()).explain(failure),
  };
}

/** What status pages said before the drill is left out: they are looked at anew. */
const unwritten = (store: HealthStore): HealthStore => ({
  read: async (day) => ({ ...(await store.read(day)), looks: [] }),
  put: async () => {},
  forget: async () => {},
  trim: async () => {},
});
