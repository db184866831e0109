/** One value in an IndexedDB database of its own: the plainest way to keep an index between two lives of a worker. */
export interface KeptValue {
  read(): Promise<unknown>;
  write(value: unknown): Promise<void>;
}

const STORE = 'value';

export async function openKeptValue(name: string): Promise<KeptValue> {
  const opening = indexedDB.open(name, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE));
  const database = await settled(opening);
  return {
    read: () => settled(database.transaction(STORE).objectStore(STORE).get(STORE)),
    write(value) {
      const transaction = database.transaction(STORE, 'readwrite', { durability: 'relaxed' });
      transaction.objectStore(STORE).put(value, STORE);
      return new Promise((resolve, reject) => {
        transaction.addEventListener('complete', () => resolve());
        transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
      });
    },
  };
}

const settled = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('refused')));
  });
