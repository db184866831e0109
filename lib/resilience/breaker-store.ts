import type { Breaker, BreakerKey } from './breaker.ts';

/** Where breakers rest. Reading costs no disk once a life of the worker; every change is on disk before it resolves. */
export interface BreakerStore {
  all(): Promise<ReadonlyMap<BreakerKey, Breaker>>;
  /** Applies a change to the newest state, `undefined` where it has none yet; returning the same object stores nothing. */
  change(key: BreakerKey, change: (before: Breaker | undefined) => Breaker | undefined): Promise<Breaker | undefined>;
}
