import { Failure } from '../../base/failure.ts';
import type { Clock } from '../../base/ports.ts';

/** Without one byte for this long the service counts as silent; a healthy stream pings more often. */
const SILENCE_MS = 30_000;

/** One request on its way: ended by the person, by silence or by its own end, whichever comes first. */
export interface Attempt {
  /** For the request itself: aborting it closes the socket. */
  readonly signal: AbortSignal;
  /** The service gave a sign of life. */
  touch(): void;
  /** The value, unless the attempt is ended before: then the person's reason, or the failure `claude-silent`. */
  until<Value>(promise: Promise<Value>): Promise<Value>;
  /** Why it was ended before its own end, if it was. */
  ended(): { readonly reason: unknown } | undefined;
  /** Closes what is still open. Must be called, whatever happened. */
  close(): void;
}

export function beginAttempt(clock: Clock, person: AbortSignal): Attempt {
  const request = new AbortController();
  const watch = new AbortController();
  const stop = Promise.withResolvers<never>();
  let lastLife = clock.now();
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

  async function watchSilence(): Promise<void> {
    for (;;) {
      const left = lastLife + SILENCE_MS - clock.now();
      if (left <= 0) return end(new Failure('claude-silent'));
      await clock.sleep(left, watch.signal);
    }
  }

  const onAbort = () => end(person.reason);
  if (person.aborted) onAbort();
  else {
    person.addEventListener('abort', onAbort, { once: true });
    watchSilence().catch((error: unknown) => {
      if (!watch.signal.aborted) end(error);
    });
  }

  return {
    signal: request.signal,
    touch() {
      lastLife = clock.now();
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
