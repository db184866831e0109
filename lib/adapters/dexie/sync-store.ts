import type { PageId } from '../../base/ids.ts';
import type { PageRecord } from '../../mirror/notion-reader.ts';
import type { PageHead } from '../../mirror/page-head.ts';
import type { SyncStore } from '../../mirror/sync-store.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';

/** Heads of a workspace are known by their connection; records and rows by their own ids. */
export function createSyncStore(mirror: MirrorDatabase, guard: Guard = guardStorage): SyncStore {
  const { heads, records, syncs } = mirror;
  return {
    row: (connection) => guard(() => syncs.get(connection)),
    rows: () => guard(() => syncs.toArray()),
    putRow: (row) =>
      guard(async () => {
        await syncs.put(row);
      }),
    land: (ids, change, row) =>
      guard(() =>
        mirror.transaction('rw', heads, records, syncs, async () => {
          const wanted = [...ids];
          const held = wanted.length === 0 ? [] : await heads.bulkGet(wanted);
          const noted: PageHead[] = [];
          const written: PageHead[] = [];
          const kept: PageRecord[] = [];
          const settled: PageId[] = [];
          for (const [at, id] of wanted.entries()) {
            const changed = change(id, held[at]);
            if (changed === undefined) continue;
            noted.push(changed.head);
            if (changed.head !== held[at]) written.push(changed.head);
            if (changed.record !== undefined) kept.push(changed.record);
            else if (changed.settled === true) settled.push(id);
          }
          if (written.length > 0) await heads.bulkPut(written);
          if (kept.length > 0) await records.bulkPut(kept);
          if (settled.length > 0) await records.bulkDelete(settled);
          if (row !== undefined) await syncs.put(row);
          return noted;
        }),
      ),
    head: (id) => guard(() => heads.get(id)),
    heads: (connection) => guard(() => heads.where('connection').equals(connection).toArray()),
    record: (id) => guard(() => records.get(id)),
    recordIds: () => guard(() => records.toCollection().primaryKeys()),
    forget: (ids, row) =>
      guard(() =>
        mirror.transaction('rw', heads, records, syncs, async () => {
          await heads.bulkDelete([...ids]);
          await records.bulkDelete([...ids]);
          if (row !== undefined) await syncs.put(row);
        }),
      ),
    forgetRow: (connection) =>
      guard(async () => {
        await syncs.delete(connection);
      }),
  };
}
