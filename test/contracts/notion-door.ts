import { createNotionClient } from '../../lib/adapters/notion/notion-client.ts';
import type { NotionClientOptions } from '../../lib/adapters/notion/ask-notion.ts';
import type { Clock } from '../../lib/base/ports.ts';
import { Secret } from '../../lib/base/secret.ts';
import { parsePageId } from '../../lib/base/ids.ts';
import type { PageId } from '../../lib/base/ids.ts';
import type { World } from '../world/start.ts';

/** Waits of this length and more are watchdogs: they bite only when a test says so. */
const WATCHDOG_MS = 30_000;

/** A clock that jumps over short waits at once and remembers them. */
export interface JumpingClock extends Clock {
  readonly waits: number[];
  /** Lets the time of all watchdogs run out. */
  bite(): void;
  watchdogs(): number;
}

export function createJumpingClock(start = Date.parse('2026-11-21T12:00:00Z')): JumpingClock {
  let now = start;
  const watchdogs = new Set<() => void>();
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    sleep(ms, signal) {
      if (signal?.aborted === true) return Promise.reject(signal.reason);
      if (ms < WATCHDOG_MS) {
        now += ms;
        waits.push(ms);
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        watchdogs.add(resolve);
        signal?.addEventListener('abort', () => {
          watchdogs.delete(resolve);
          reject(signal.reason);
        });
      });
    },
    bite() {
      now += WATCHDOG_MS;
      for (const wake of watchdogs) wake();
    },
    watchdogs: () => watchdogs.size,
  };
}

export const NEVER = new AbortController().signal;

export function aClient(world: World, differs: Partial<NotionClientOptions> = {}) {
  return createNotionClient({
    token: async () => new Secret('ntn_acme_full'),
    fetch: (url, init) => fetch(url, init),
    clock: createJumpingClock(),
    chance: { id: () => 'id', unit: () => 0.5 },
    log: { info: () => {}, warn: () => {} },
    online: () => true,
    baseUrl: `http://127.0.0.1:${world.plain.notionApi}`,
    ...differs,
  });
}

export function asPage(id: string): PageId {
  const pageId = parsePageId(id);
  if (pageId === undefined) throw new Error(`Not a page id: ${id}`);
  return pageId;
}
