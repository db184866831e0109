import type { Left } from '../../keeping/size.ts';
import { extension } from './extension.ts';

const AREAS = ['local', 'session', 'sync'] as const;

/** Empties what the browser keeps for us beside the databases: its storage areas, alarms and caches. */
export async function clearOwnStorage(): Promise<void> {
  for (const area of AREAS) await extension.storage[area].clear();
  await extension.alarms.clearAll();
  for (const name of await caches.keys()) await caches.delete(name);
}

/** What stands there, found by looking. */
export async function leftInOwnStorage(): Promise<readonly Left[]> {
  const left: Left[] = [];
  for (const area of AREAS) {
    const held = await extension.storage[area].get(null);
    const names = Object.keys(held);
    const bytes = names.length === 0 ? 0 : new TextEncoder().encode(JSON.stringify(held)).length;
    left.push({ store: `storage.${area}`, rows: names.length, bytes });
  }
  const alarms = (await extension.alarms.getAll()).length;
  const kept = (await caches.keys()).length;
  return [...left, { store: 'alarms', rows: alarms, bytes: 0 }, { store: 'caches', rows: kept, bytes: 0 }];
}
