import type { Log } from '../base/ports.ts';
import { letRun } from './let-run.ts';

/** Stores values that follow one another fast: one write at a time, always the newest, none in between. */
export function keepNewest<Value>(store: (value: Value) => Promise<void>, log: Log): (value: Value) => void {
  let newest: { readonly value: Value } | undefined;
  let storing = false;
  const drain = async (): Promise<void> => {
    storing = true;
    try {
      for (let next = newest; next !== undefined; next = newest) {
        newest = undefined;
        await store(next.value);
      }
    } finally {
      storing = false;
    }
  };
  return (value) => {
    newest = { value };
    if (!storing) letRun(drain(), log, 'session memory');
  };
}
