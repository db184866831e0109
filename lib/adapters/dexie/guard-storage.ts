import { Dexie } from 'dexie';
import { Failure } from '../../base/failure.ts';

/** The border to storage: past this function nobody sees an error of Dexie's. */
export async function guardStorage<Value>(work: () => PromiseLike<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw translateStorageError(error);
  }
}

const FULL = new Set(['QuotaExceededError']);
const NEWER = new Set(['VersionError']);

function translateStorageError(error: unknown): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error;
  const names = namesOf(error);
  if (names.some((name) => FULL.has(name))) return new Failure('storage-full', { cause: error });
  if (names.some((name) => NEWER.has(name))) return new Failure('database-newer', { cause: error });
  const foreign =
    error instanceof Dexie.DexieError || (typeof DOMException !== 'undefined' && error instanceof DOMException);
  return foreign ? new Failure('storage-broken', { cause: error }) : error;
}

/** Dexie wraps: an aborted transaction carries the reason inside. */
function namesOf(error: Error): readonly string[] {
  const inner: unknown = 'inner' in error ? error.inner : undefined;
  return inner instanceof Error && inner !== error ? [error.name, ...namesOf(inner)] : [error.name];
}
