import { advance } from './advance.ts';
import type { Job } from './job.ts';

/**
 * A turn of a conversation behind the one before it, which has not ended: queued while that one is worked on, waiting
 * for the same service while that one waits.
 * @param waitMs how long a request may wait, in milliseconds
 */
export function holdBehind(job: Job, turn: Job, now: number, waitMs: number): Job {
  const held = { ...job, behind: turn.id };
  if (turn.wait === undefined) return held;
  const wait = { cause: turn.wait.cause, since: now, expiresAt: now + waitMs, behind: turn.id };
  return advance(held, { type: 'wait', wait }, now);
}
