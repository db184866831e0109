import { writeRow } from '../../keeping/row-text.ts';
import type { Left } from '../../keeping/size.ts';
import { translateStorageError } from './guard-storage.ts';
import { answered } from './raw-database.ts';

/** A store that holds more than this is not empty, and is not measured to its end. */
const MOST_MEASURED = 1_000;

/** Every store of every database of this extension as the browser lists them, whoever made it. */
export async function leftInDatabases(): Promise<readonly Left[]> {
  try {
    const left: Left[] = [];
    for (const { name } of await indexedDB.databases()) if (name !== undefined) left.push(...(await leftIn(name)));
    return left;
  } catch (error) {
    throw translateStorageError(error);
  }
}

async function leftIn(name: string): Promise<readonly Left[]> {
  const database = await answered(indexedDB.open(name));
  try {
    const stores = [...database.objectStoreNames];
    const left: Left[] = [];
    for (const store of stores) {
      const from = database.transaction(store).objectStore(store);
      const [rows, some] = await Promise.all([
        answered(from.count()),
        answered(from.getAll(undefined, MOST_MEASURED) as IDBRequest<unknown[]>),
      ]);
      left.push({ store: `${name} / ${store}`, rows, bytes: some.reduce<number>((sum, row) => sum + bytesOf(row), 0) });
    }
    return left;
  } finally {
    database.close();
  }
}

const bytesOf = (row: unknown): number =>
  row instanceof Uint8Array ? row.length : new TextEncoder().encode(writeRow(row)).length;
