import type { Clock } from '../base/ports.ts';

/** So long a call waits for the person; then it does not run, and the answer goes on without it. */
const PATIENCE_MS = 10 * 60_000;

/** Calls that wait for the person. */
export interface ToolAsks {
  /** @param call names the call for the whole of this life of the worker */
  ask(call: string, signal: AbortSignal): Promise<boolean>;
  /** False where nothing waits under that name any more. */
  decide(call: string, mayRun: boolean): boolean;
}

export function createToolAsks(clock: Clock): ToolAsks {
  const waiting = new Map<string, (mayRun: boolean) => void>();
  return {
    async ask(call, signal) {
      const decided = Promise.withResolvers<boolean>();
      const over = new AbortController();
      const stop = (): void => over.abort(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      waiting.set(call, decided.resolve);
      try {
        signal.throwIfAborted();
        return await Promise.race([decided.promise, clock.sleep(PATIENCE_MS, over.signal).then(() => false)]);
      } finally {
        waiting.delete(call);
        signal.removeEventListener('abort', stop);
        over.abort();
      }
    },
    decide(call, mayRun) {
      const resolve = waiting.get(call);
      resolve?.(mayRun);
      return resolve !== undefined;
    },
  };
}
