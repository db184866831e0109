import { extension } from './extension.ts';

/** Firefox refuses where nothing is set; Chrome gives an empty object. */
const NOTHING_SET = /manifest not found/i;

/**
 * What the organization set for this extension; `undefined` where it set nothing. Rejects when the browser cannot tell.
 * It is written by the administrator of the browser, read by us, and changed by nobody else.
 */
export async function readManagedStorage(): Promise<unknown> {
  try {
    return await extension.storage.managed.get(null);
  } catch (error) {
    if (error instanceof Error && NOTHING_SET.test(error.message)) return undefined;
    throw error;
  }
}
