import type { Browser } from '../browsers/browser.ts';
import { WaitTimeout } from '../browsers/wait.ts';
import type { Surface } from './surfaces.ts';

/**
 * As if hours had gone by since an outage: what was found out about the services is forgotten, and the next life of the
 * background looks anew at what waits.
 */
export async function letOutagePass(browser: Browser, surfaces: readonly Surface[]): Promise<void> {
  const own = surfaces.find(({ name }) => name !== 'companion')?.tab;
  if (own === undefined) throw new Error('No surface is a page of the extension');
  await own.evaluate(FORGET);
  try {
    await browser.killBackground();
  } catch (error) {
    // Open surfaces call the next life in the same moment, so that nobody sees the background dead.
    if (!(error instanceof WaitTimeout)) throw error;
  }
}

const FORGET = `async () => {
  const request = indexedDB.open('words');
  const words = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const stores = ['breakers', 'services', 'incidents', 'days'];
  const change = words.transaction(stores, 'readwrite');
  for (const store of stores) change.objectStore(store).clear();
  await new Promise((resolve) => { change.oncomplete = resolve; });
  words.close();
}`;
