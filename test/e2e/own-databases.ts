import type { Tab } from '../browsers/browser.ts';

/** Every database of the origin in one text; bytes as the characters that they would be. */
export const READ_DATABASES = `async () => {
  const readable = (_key, value) => {
    const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
    return ArrayBuffer.isView(bytes) ? Array.from(bytes, (byte) => String.fromCharCode(byte)).join('') : value;
  };
  const all = {};
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    all[name] = {};
    for (const store of database.objectStoreNames) {
      all[name][store] = await new Promise((resolve) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
      });
    }
    database.close();
  }
  return JSON.stringify(all, readable);
}`;

/** What the extension has stored, as text to look for words in. `tab` shows one of its pages. */
export async function storedText(tab: Tab): Promise<string> {
  return (await tab.evaluate(READ_DATABASES)) as string;
}

/** The stores, as `database/store`, that hold one of these words in their values. */
export async function storesHolding(tab: Tab, words: readonly string[]): Promise<readonly string[]> {
  const all = JSON.parse(await storedText(tab)) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return Object.entries(all).flatMap(([database, stores]) =>
    Object.entries(stores).flatMap(([store, rows]) => {
      const text = JSON.stringify(rows);
      return words.some((word) => text.includes(word)) ? [`${database}/${store}`] : [];
    }),
  );
}

/** Never creates the database: where there is none, there are no rows. */
const READ_STORE = `async (name, store) => {
  const known = await indexedDB.databases();
  if (!known.some((one) => one.name === name)) return '[]';
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  try {
    if (!database.objectStoreNames.contains(store)) return '[]';
    return await new Promise((resolve, reject) => {
      const request = database.transaction(store).objectStore(store).getAll();
      request.onsuccess = () => resolve(JSON.stringify(request.result));
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}`;

/** The rows of one store of plain data; none while it does not exist. */
export async function storedRows(tab: Tab, database: string, store: string): Promise<readonly unknown[]> {
  return JSON.parse((await tab.evaluate(READ_STORE, database, store)) as string) as readonly unknown[];
}
