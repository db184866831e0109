import type { FailureFacts } from '../base/failure.ts';
import type { AnswerId } from '../base/ids.ts';
import type { TrailStep } from './answer.ts';
import type { Job, Lease, Progress, Wait } from './job.ts';

/** A worker that was killed this often over one job will be killed again: the person decides. */
const MOST_ATTEMPTS = 5;

export type JobEvent =
  | { readonly type: 'take'; readonly lease: Lease }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'try'; readonly step: TrailStep }
  | { readonly type: 'answer-start'; readonly answerId: AnswerId }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'stop' }
  | { readonly type: 'finish'; readonly answerId: AnswerId }
  | ({ readonly type: 'stand-in' } & StandIns)
  | ({ readonly type: 'wait'; readonly wait: Wait } & StandIns)
  | { readonly type: 'wake' }
  | { readonly type: 'edit'; readonly question: string }
  | ({ readonly type: 'fail'; readonly failure: FailureFacts } & StandIns);

/** What stands beside or in place of an answer: made on the device, or the last good one. */
export interface StandIns {
  readonly modelFreeId?: AnswerId;
  readonly lastGoodId?: AnswerId;
  readonly lastGoodChanges?: { readonly changed: number; readonly total: number };
}

/**
 * `queued → running ⇄ paused → done | failed | waiting | cancelled`, and from `waiting` back to `queued`. An ended job ignores everything, so a worker that
 * comes back late cannot undo what was decided meanwhile. Returns the same object when nothing changes.
 */
export function advance(job: Job, event: JobEvent, now: number): Job {
  if (hasEnded(job)) return job;
  const changed = { ...job, updatedAt: now };
  switch (event.type) {
    case 'take':
      if (job.state !== 'queued' && job.state !== 'running') return job;
      if (job.attempts >= MOST_ATTEMPTS) {
        return { ...withoutLease(changed), state: 'failed', failedAt: now, failure: { code: 'too-many-restarts' } };
      }
      return { ...changed, state: 'running', attempts: job.attempts + 1, lease: event.lease };
    case 'stand-in':
      return job.state === 'running' ? { ...changed, ...standInsOf(event) } : job;
    case 'wait':
      return { ...withoutLease(changed), state: 'waiting', wait: event.wait, ...standInsOf(event) };
    case 'wake':
      return job.state === 'waiting' ? woken(changed, now) : job;
    case 'edit':
      return job.state === 'waiting' ? { ...changed, input: { ...job.input, question: event.question } } : job;
    case 'progress':
      return job.state === 'running' ? { ...changed, progress: event.progress } : job;
    case 'try':
      return { ...changed, trail: [...job.trail, event.step] };
    case 'answer-start':
      return { ...changed, answerId: event.answerId };
    case 'pause':
      return { ...withoutLease(changed), state: 'paused' };
    case 'resume':
      return job.state === 'paused' ? { ...changed, state: 'queued', attempts: 0 } : job;
    case 'stop':
      return { ...withoutLease(changed), state: 'cancelled' };
    case 'finish':
      return { ...withoutLease(changed), state: 'done', answerId: event.answerId };
    case 'fail':
      return {
        ...withoutLease(changed),
        state: 'failed',
        failure: event.failure,
        failedAt: now,
        ...standInsOf(event),
      };
  }
}

const standInsOf = ({ modelFreeId, lastGoodId, lastGoodChanges }: StandIns): StandIns => ({
  ...(modelFreeId === undefined ? {} : { modelFreeId }),
  ...(lastGoodId === undefined ? {} : { lastGoodId }),
  ...(lastGoodChanges === undefined ? {} : { lastGoodChanges }),
});

/** Taken out of the queue: it is tried anew, and the digest knows how long it waited. */
function woken(job: Job, now: number): Job {
  const { wait, ...rest } = job;
  const since = job.waited?.since ?? wait?.since ?? now;
  return { ...rest, state: 'queued', attempts: 0, waited: { since, ranAt: now } };
}

export const hasEnded = (job: Job): boolean =>
  job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';

function withoutLease(job: Job): Job {
  const { lease: _released, ...rest } = job;
  return rest;
}

/** Whether a worker with this id may take the job: it waits, or the life that held it is over. */
export function mayTake(job: Job, owner: string): boolean {
  return job.state === 'queued' || (job.state === 'running' && job.lease?.owner !== owner);
}
