import { extension } from './extension.ts';

/** Firefox refuses where nothing is set; Chrome gives an empty object. */
const NOTHING_SET = /manifest not found/i;

/** What the organization set for this extension; `undefined` where it set nothing. Rejects when the browser cannot tell. */
async function read(): Promise<unknown> {
  try {
    return await extension.storage.managed.get(null);
  } catch (error) {
    if (error instanceof Error && NOTHING_SET.test(error.message)) return undefined;
    throw error;
  }
}

/** Tells of every change while the browser runs. Chrome has some; Firefox reads policies at its start alone. */
function watch(changed: () => void): void {
  extension.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') changed();
  });
}

/** `storage.managed`: written by the administrator of the browser, read by us, changed by nobody else. */
export const managedStorage = { read, watch };
