import { Failure } from '../../base/failure.ts';
import type { KeyMode } from '../../settings/settings.ts';
import type { KeyName } from '../../settings/vault.ts';
import type { Sealed } from './sealing.ts';

/** One key at rest. `clear` and `sealed` exclude each other; a session key has neither. */
export interface KeyRecord {
  readonly name: KeyName;
  readonly label: string;
  readonly ending: string;
  readonly mode: KeyMode;
  readonly clear?: string;
  readonly sealed?: Sealed;
}

/** The passphrase's salt, with a sealed word that tells whether a passphrase fits. */
export interface LockRecord {
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly check: Sealed;
}

const KEYS = 'keys';
const LOCK = 'lock';

/** The vault's own database: apart from all others, and never `storage.local`, which keeps what was removed. */
export interface KeyRecords {
  keys(): Promise<readonly KeyRecord[]>;
  put(record: KeyRecord): Promise<void>;
  remove(name: KeyName): Promise<void>;
  lock(): Promise<LockRecord | undefined>;
  setLock(lock: LockRecord): Promise<void>;
  clear(): Promise<void>;
}

export function openKeyRecords(name = 'vault'): KeyRecords {
  let opened: Promise<IDBDatabase> | undefined;
  const run = async <Value>(
    mode: IDBTransactionMode,
    work: (transaction: IDBTransaction) => IDBRequest<Value>,
  ): Promise<Value> => {
    opened ??= open(name);
    const transaction = (await opened).transaction([KEYS, LOCK], mode, { durability: 'strict' });
    const request = work(transaction);
    return new Promise((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve(request.result));
      const fail = (): void => reject(storageFailure(transaction.error ?? request.error));
      transaction.addEventListener('abort', fail);
      transaction.addEventListener('error', fail);
    });
  };
  return {
    keys: () => run<KeyRecord[]>('readonly', (transaction) => transaction.objectStore(KEYS).getAll()),
    put: async (record) => {
      await run('readwrite', (transaction) => transaction.objectStore(KEYS).put(record));
    },
    remove: (key) => run('readwrite', (transaction) => transaction.objectStore(KEYS).delete(key)),
    lock: () => run<LockRecord | undefined>('readonly', (transaction) => transaction.objectStore(LOCK).get(LOCK)),
    setLock: async (lock) => {
      await run('readwrite', (transaction) => transaction.objectStore(LOCK).put(lock, LOCK));
    },
    clear: () =>
      run('readwrite', (transaction) => {
        transaction.objectStore(KEYS).clear();
        return transaction.objectStore(LOCK).clear();
      }),
  };
}

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore(KEYS, { keyPath: 'name' });
      request.result.createObjectStore(LOCK);
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(storageFailure(request.error)));
  });
}

function storageFailure(cause: DOMException | null): Failure {
  if (cause?.name === 'QuotaExceededError') return new Failure('storage-full', { cause });
  return new Failure(cause?.name === 'VersionError' ? 'database-newer' : 'storage-broken', { cause });
}
