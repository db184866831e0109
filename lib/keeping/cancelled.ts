/** The person gave up long work before its end. */
export class Cancelled extends Error {}

export function unlessCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Cancelled('Cancelled', { cause: signal.reason });
}
