import type { KitStore } from '../../mirror/offline-kit.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';

/** Pinned projects. Rows are written by the kit keeper alone; eviction and sync read them. */
export function createKitStore({ kits }: Pick<MirrorDatabase, 'kits'>, guard: Guard = guardStorage): KitStore {
  return {
    get: (id) => guard(() => kits.get(id)),
    all: () => guard(async () => (await kits.toArray()).toSorted((one, other) => other.pinnedAt - one.pinnedAt)),
    add: (kit) =>
      guard(async () => {
        await kits.put(kit);
      }),
    change: (id, change) =>
      guard(() =>
        kits.db.transaction('rw', kits, async () => {
          const before = await kits.get(id);
          if (before === undefined) return undefined;
          const after = change(before);
          await kits.put(after);
          return after;
        }),
      ),
    remove: (id) => guard(() => kits.delete(id)),
  };
}
