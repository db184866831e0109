import { Failure } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';

/** Without one byte for this long the service counts as silent; a healthy stream pings more often. */
const SILENCE_MS = 30_000;
/** Signs of life alone do not count for longer than this: a model that only pings will not answer any more. */
const STANDSTILL_MS = 120_000;

/** One request on its way: ended by the person, by silence or by its own end, whichever comes first. */
export interface Attempt {
  /** For the request itself: aborting it closes the socket. */
  readonly signal: AbortSignal;
  /** The service gave a sign of life. */
  touch(): void;
  /** The answer itself moved on. */
  progress(): void;
  /** The value, unless the attempt is ended before: then the person's reason, or `claude-silent` or `claude-timeout`. */
  until<Value>(promise: Promise<Value>): Promise<Value>;
  /** Why it was ended before its own end, if it was. */
  ended(): { readonly reason: unknown } | undefined;
  /** Closes what is still open. Must be called, whatever happened. */
  close(): void;
}

/**
 * @param person ends the attempt when the person stops it
 * @param isSlow it may be silent for as long as it may stand still: a computer that reads a long page shows no sign of life
 */
export function beginAttempt(clock: Clock, person: AbortSignal, isSlow = false): Attempt {
  const request = new AbortController();
  const watch = new AbortController();
  const stop = Promise.withResolvers<never>();
  let lastLife = clock.now();
  let lastProgress = lastLife;
  let ended: { readonly reason: unknown } | undefined;

  // Whoever waits sees the rejection; when nobody waits it is no error.
  stop.promise.catch(() => undefined);

  function end(reason: unknown): void {
    if (ended !== undefined) return;
    ended = { reason };
    stop.reject(reason);
    request.abort(reason);
    watch.abort();
  }

  async function keepWatch(): Promise<void> {
    for (;;) {
      const now = clock.now();
      const silent = isSlow ? Number.POSITIVE_INFINITY : lastLife + SILENCE_MS - now;
      const still = lastProgress + STANDSTILL_MS - now;
      if (silent <= 0) return end(new Failure('claude-silent'));
      if (still <= 0) return end(new Failure('claude-timeout'));
      await clock.sleep(Math.min(silent, still), watch.signal);
    }
  }

  const onAbort = () => end(person.reason);
  if (person.aborted) onAbort();
  else {
    person.addEventListener('abort', onAbort, { once: true });
    keepWatch().catch((error: unknown) => {
      if (!watch.signal.aborted) end(error);
    });
  }

  return {
    signal: request.signal,
    touch() {
      lastLife = clock.now();
    },
    progress() {
      lastProgress = clock.now();
    },
    until: (promise) => Promise.race([promise, stop.promise]),
    ended: () => ended,
    close() {
      person.removeEventListener('abort', onAbort);
      watch.abort();
      request.abort();
    },
  };
}
