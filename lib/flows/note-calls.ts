import { Failure } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { Around } from './each-call.ts';

/** How one call ended, and when. */
export interface CallEnd {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Absent when it was answered. */
  readonly failure?: FailureFacts;
}

/** Tells every call's end. A call that nobody waits for any more tells nothing. */
export const noteCalls =
  (clock: Pick<Clock, 'now'>, note: (end: CallEnd) => void): Around =>
  async (ask) => {
    const startedAt = clock.now();
    try {
      const value = await ask();
      note({ startedAt, endedAt: clock.now() });
      return value;
    } catch (error) {
      if (error instanceof Failure) note({ startedAt, endedAt: clock.now(), failure: error.facts });
      throw error;
    }
  };
