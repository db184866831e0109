import { liveQuery } from 'dexie';
import { factsOf } from '../../base/failure.ts';
import type { FailureFacts } from '../../base/failure.ts';
import { translateStorageError } from './guard-storage.ts';

/** A store that cannot be read now may open a moment later: after an update, or when another tab lets go of it. */
const LOOK_AGAIN_MS = 2_000;

/**
 * Shows what a query finds, now and whenever that changes. Dexie ends a query that failed, so it is begun anew until
 * its watcher goes.
 * @param onTrouble told when it cannot be read, and with nothing when it can be again
 */
export function watchQuery<Value>(
  query: () => Promise<Value>,
  show: (value: Value) => void,
  onTrouble: (failure: FailureFacts | undefined) => void,
): () => void {
  let again: ReturnType<typeof setTimeout> | undefined;
  let broken = false;
  const begin = (): { unsubscribe(): void } =>
    liveQuery(query).subscribe({
      next: (value) => {
        if (broken) onTrouble(undefined);
        broken = false;
        show(value);
      },
      error: (error) => {
        broken = true;
        onTrouble(factsOf(translateStorageError(error)));
        again = setTimeout(() => {
          subscription = begin();
        }, LOOK_AGAIN_MS);
      },
    });
  let subscription = begin();
  return () => {
    clearTimeout(again);
    subscription.unsubscribe();
  };
}
