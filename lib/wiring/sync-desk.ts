import { extension } from '../adapters/browser/extension.ts';
import type { MetaStore } from '../adapters/dexie/meta-store.ts';
import type { MirrorDatabase } from '../adapters/dexie/mirror-database.ts';
import type { Clock, Log } from '../base/ports.ts';
import { createSyncKeeper } from '../flows/sync-keeper.ts';
import type { SyncKeeper } from '../flows/sync-keeper.ts';
import type { PageStore } from '../mirror/page-store.ts';
import type { SyncStore } from '../mirror/sync-store.ts';
import type { SYNC_SHAPES } from '../messages/sync-messages.ts';
import type { Handlers } from '../messages/router.ts';
import type { Alarms } from './alarms.ts';
import { letRun } from './let-run.ts';
import type { createNotionConnections } from './notion-connections.ts';

/** Has changes looked for while the browser is open. */
const SYNC_ALARM = 'sync';
const EVERY_MIN = 15;
/** Brings a sync back that waits for a time. Chrome wakes nobody sooner than in half a minute. */
const SYNC_AGAIN_ALARM = 'sync-again';
const SOONEST_MS = 30_000;

interface Parts {
  readonly clock: Clock;
  readonly log: Log;
  readonly mirror: MirrorDatabase;
  readonly meta: MetaStore;
  /** A store that makes no room by itself: what fills the disk is the mirror. */
  readonly pages: PageStore;
  readonly store: SyncStore;
  readonly notion: ReturnType<typeof createNotionConnections>;
}

/** The keeper of the mirrors over the real stores, Notion and the browser's alarms. */
export function createSyncDesk(parts: Parts, stayAwake: () => () => void): SyncKeeper {
  const { clock, log, mirror, meta, pages, store, notion } = parts;
  return createSyncKeeper({
    clock,
    log,
    pages,
    store,
    pinned: async () => new Set((await mirror.kits.toArray()).flatMap((kit) => kit.pages)),
    capBytes: async () => (await meta.settings()).mirrorBytes,
    targets: async () =>
      (await notion.connections()).map(({ id, workspace, background }) => ({ id, workspace, reader: background })),
    stayAwake,
    wakeAt: (time) =>
      void extension.alarms.create(SYNC_AGAIN_ALARM, { when: Math.max(time, clock.now() + SOONEST_MS) }),
  });
}

/** Has the syncs tended by alarms and at this start. */
export function tendSyncs(sync: SyncKeeper, begin: Promise<void>, log: Log, alarms: Alarms): void {
  for (const name of [SYNC_ALARM, SYNC_AGAIN_ALARM]) alarms.on(name, () => letRun(sync.tend(), log, 'sync'));
  const keepAlarm = async (): Promise<void> => {
    // Made anew at every start of the worker, it would never come.
    if ((await extension.alarms.get(SYNC_ALARM)) === undefined) {
      await extension.alarms.create(SYNC_ALARM, { periodInMinutes: EVERY_MIN });
    }
  };
  letRun(begin.then(keepAlarm), log, 'sync');
  letRun(begin.then(sync.tend), log, 'sync');
}

/** What our own pages ask of the mirror. */
export function createSyncHandlers(sync: SyncKeeper, meta: MetaStore): Pick<Handlers, keyof typeof SYNC_SHAPES> {
  return {
    'sync.pause': sync.pause,
    'sync.resume': sync.resume,
    'sync.now': sync.now,
    'sync.exclude': ({ connection, exclusion }) => sync.exclude(connection, exclusion),
    'sync.include': ({ connection, id }) => sync.include(connection, id),
    'sync.forget-lost': sync.forgetLost,
    'sync.cap': async ({ bytes }) => {
      await meta.changeSettings({ mirrorBytes: bytes });
      await sync.keepUnderCap(bytes);
    },
  };
}
