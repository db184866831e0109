import { extension } from './extension.ts';

/** `storage.session`: gone when the browser closes, never on the disk, not readable by content scripts. */
export const sessionMemory = {
  get: async (key: string): Promise<unknown> => (await extension.storage.session.get(key))[key],
  set: (key: string, value: unknown): Promise<void> => extension.storage.session.set({ [key]: value }),
  remove: (key: string): Promise<void> => extension.storage.session.remove(key),
};

/** Shuts content scripts out of `storage.local` where the browser can (Chrome; Firefox has no such call). */
export async function closeStorageToPages(): Promise<void> {
  const area: unknown = extension.storage.local;
  if (typeof area !== 'object' || area === null || !('setAccessLevel' in area)) return;
  const { setAccessLevel } = area;
  if (typeof setAccessLevel === 'function') await setAccessLevel.call(area, { accessLevel: 'TRUSTED_CONTEXTS' });
}
