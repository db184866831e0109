import { Failure } from '../../base/failure.ts';
import { translateStorageError } from './guard-storage.ts';

/** Reads within one transaction: the given stores at one moment. */
export type RawRead = <Value>(
  stores: readonly string[],
  work: (store: (name: string) => IDBObjectStore) => Promise<Value>,
) => Promise<Value | undefined>;

/**
 * A read-only way to a database that Dexie made, without Dexie: opening it costs a third, and a worker that was woken
 * for a search has nothing else to do. Never makes, upgrades or writes: what it wrote would wake no live query.
 * It lets go at once when the database is to be upgraded or deleted.
 * @param needed stores without which the database is one of an older version, and is left alone
 * @returns reads `undefined` while there is no such database
 */
export function openRaw(name: string, needed: readonly string[]): RawRead {
  let open: Promise<IDBDatabase | undefined> | undefined;

  const connect = async (): Promise<IDBDatabase | undefined> => {
    const database = await openExisting(name);
    const isWhole = needed.every((store) => database?.objectStoreNames.contains(store) === true);
    if (database === undefined || !isWhole) {
      database?.close();
      open = undefined;
      return undefined;
    }
    const letGo = (): void => {
      database.close();
      open = undefined;
    };
    database.addEventListener('versionchange', letGo);
    database.addEventListener('close', letGo);
    return database;
  };

  const begin = async (stores: readonly string[]): Promise<IDBTransaction | undefined> => {
    open ??= connect();
    const mine = open;
    try {
      return (await mine)?.transaction([...stores], 'readonly');
    } catch (error) {
      if (open === mine) open = undefined;
      throw error;
    }
  };

  return async (stores, work) => {
    try {
      // A connection that was closed between two reads is opened once more.
      const transaction = await begin(stores).catch(() => begin(stores));
      return transaction === undefined ? undefined : await work((store) => transaction.objectStore(store));
    } catch (error) {
      throw translateStorageError(error);
    }
  };
}

/** The answer to one request. */
export function answered<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Failure('storage-broken')));
  });
}

function openExisting(name: string): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let isNew = false;
    request.addEventListener('upgradeneeded', () => {
      // There was none, and an empty one would look like one of Dexie's to Dexie: the abort takes it back.
      isNew = true;
      request.transaction?.abort();
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', (event) => {
      event.preventDefault();
      if (isNew) resolve(undefined);
      else reject(request.error ?? new Failure('storage-broken'));
    });
  });
}
