import { Dexie } from 'dexie';
import { Failure } from '../../base/failure.ts';

/** The border to storage: past this nobody sees an error of Dexie's. */
export type Guard = <Value>(work: () => PromiseLike<Value>) => Promise<Value>;

export const guardStorage: Guard = async (work) => {
  try {
    return await work();
  } catch (error) {
    throw translateStorageError(error);
  }
};

/**
 * A guard that makes room on a full disk, one step after the other, and tries the work again after each. What it still
 * throws then is `storage-full`.
 * @param steps each drops what can be had again, the cheapest first
 */
export function guardMakingRoom(steps: readonly (() => PromiseLike<void>)[]): Guard {
  return async (work) => {
    for (const makeRoom of steps) {
      try {
        return await guardStorage(work);
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'storage-full') throw error;
        // Should even this fail, the next step may still help.
        await guardStorage(makeRoom).catch(() => undefined);
      }
    }
    return guardStorage(work);
  };
}

const FULL = new Set(['QuotaExceededError']);
const NEWER = new Set(['VersionError']);

/** What an error of the database means to a person; anything that is none of its errors comes back as it is. */
export function translateStorageError(error: unknown): unknown {
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
