import type { HealthStore } from '../activity/health-store.ts';
import { createHealthStore } from '../adapters/dexie/health-store.ts';
import type { Guard } from '../adapters/dexie/guard-storage.ts';
import type { WordsDatabase } from '../adapters/dexie/words-database.ts';
import { createFetchDoor } from '../adapters/fetch-door/fetch-door.ts';
import type { DoorFetch } from '../adapters/fetch-door/fetch-door.ts';
import { STATUS_ORIGINS, lookAtStatus } from '../adapters/status-pages/status-pages.ts';
import type { Clock, Log } from '../base/ports.ts';
import type { DrillKeeper } from '../flows/drill.ts';
import { keepHealthApart } from '../flows/drill-apart.ts';
import { createHealthKeeper } from '../flows/keep-health.ts';
import type { HealthKeeper } from '../flows/keep-health.ts';
import type { BreakerStore } from '../resilience/breaker-store.ts';

interface Parts {
  readonly clock: Clock;
  readonly log: Log;
  readonly words: WordsDatabase;
  readonly guard: Guard;
  readonly breakers: BreakerStore;
  readonly fetch: DoorFetch;
  readonly drill: DrillKeeper;
}

/** The keeper of health over the real store. Status pages have a door of their own, so that no key finds a way to them. */
export function createHealth({ clock, log, words, guard, breakers, fetch, drill }: Parts): HealthKeeper {
  const door = createFetchDoor(() => STATUS_ORIGINS, fetch);
  const make = (store: HealthStore): HealthKeeper =>
    createHealthKeeper({
      clock,
      log,
      breakers,
      store,
      look: (page) => lookAtStatus({ fetch: door, clock }, page),
      offsetMs: () => -new Date(clock.now()).getTimezoneOffset() * 60_000,
    });
  return keepHealthApart(make, createHealthStore(words, guard), drill);
}
