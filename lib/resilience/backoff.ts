/** How stubbornly something is tried again. */
export interface Patience {
  /** Tries in all, the first included. */
  readonly tries: number;
  /** No wait ends later than this after the first try began. */
  readonly totalMs: number;
  /** Upper bound of the first wait; it doubles with each further one. */
  readonly baseMs: number;
  /** Upper bound of any wait of ours. */
  readonly capMs: number;
  /** The longest wait that a service may ask for and still be waited for here. */
  readonly longestAskedMs: number;
}

/** What has happened so far. */
export interface Tries {
  /** How many tries have failed. */
  readonly failed: number;
  readonly startedAt: number;
  readonly now: number;
  /** The wait that the service asked for. */
  readonly retryAfterMs?: number;
}

/**
 * Milliseconds to wait before the next try, or `undefined` when it is time to give up. Full jitter: any wait between
 * nothing and the bound, so that many clients do not come back together. A wait that was asked for is never cut short.
 * @param unit chance in [0, 1)
 */
export function nextWait(tries: Tries, patience: Patience, unit: number): number | undefined {
  if (tries.failed >= patience.tries) return undefined;
  const asked = tries.retryAfterMs ?? 0;
  if (asked > patience.longestAskedMs) return undefined;
  const bound = Math.min(patience.capMs, patience.baseMs * 2 ** (tries.failed - 1));
  const wait = asked + Math.floor(unit * bound);
  return tries.now - tries.startedAt + wait > patience.totalMs ? undefined : wait;
}
