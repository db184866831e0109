import type { FailureFacts } from '../base/failure.ts';
import type { AnswerId } from '../base/ids.ts';
import type { Redacted } from '../policy/redaction/redacted.ts';
import type { TrailStep } from './answer.ts';
import type { Job, Lease, Progress, Wait } from './job.ts';

/** A worker that was killed this often over one job will be killed again: the person decides. */
const MOST_ATTEMPTS = 5;

export type JobEvent =
  | { readonly type: 'take'; readonly lease: Lease }
  | ({ readonly type: 'progress' } & Told)
  | { readonly type: 'try'; readonly step: TrailStep }
  | { readonly type: 'answer-start'; readonly answerId: AnswerId }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'stop' }
  | { readonly type: 'finish'; readonly answerId: AnswerId; readonly changed?: NonNullable<Job['changed']> }
  | ({ readonly type: 'stand-in' } & StandIns)
  | ({ readonly type: 'wait'; readonly wait: Wait; readonly saw?: readonly string[] } & StandIns)
  | { readonly type: 'wake'; readonly by?: 'person' }
  | { readonly type: 'edit'; readonly question: string }
  | ({ readonly type: 'fail'; readonly failure: FailureFacts } & StandIns);

/** What a running job tells of itself: what it does, or what was found in what it sends. */
type Told = { readonly progress: Progress } | { readonly redacted: Redacted };

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
        return { ...letGo(changed), state: 'failed', failedAt: now, failure: { code: 'too-many-restarts' } };
      }
      return { ...changed, state: 'running', attempts: job.attempts + 1, lease: event.lease };
    case 'stand-in':
      return job.state === 'running' ? { ...changed, ...standInsOf(event) } : job;
    case 'wait':
      return {
        ...letGo(changed),
        state: 'waiting',
        wait: sinceFirst(job, event.wait),
        ...standInsOf(event),
        ...(event.saw === undefined || job.saw !== undefined ? {} : { saw: event.saw }),
      };
    case 'wake':
      return job.state === 'waiting' ? woken(changed, event.by, now) : job;
    case 'edit':
      return isUnbegun(job) ? reworded(changed, event.question) : job;
    case 'progress':
      return job.state === 'running' ? { ...changed, ...toldOf(event) } : job;
    case 'try':
      return { ...changed, trail: [...job.trail, event.step] };
    case 'answer-start':
      return { ...changed, answerId: event.answerId };
    case 'pause':
      if (job.state === 'waiting') return job;
      return { ...letGo(changed), state: 'paused' };
    case 'resume':
      return job.state === 'paused' ? { ...changed, state: 'queued', attempts: 0 } : job;
    case 'stop':
      return { ...letGo(changed), state: 'cancelled' };
    case 'finish':
      return {
        ...letGo(changed),
        state: 'done',
        answerId: event.answerId,
        ...(event.changed === undefined ? {} : { changed: event.changed }),
      };
    case 'fail':
      return {
        ...letGo(job.state === 'waiting' ? expired(changed, now) : changed),
        state: 'failed',
        failure: event.failure,
        failedAt: now,
        ...standInsOf(event),
      };
  }
}

const toldOf = (event: Told): Told =>
  'progress' in event ? { progress: event.progress } : { redacted: event.redacted };

const standInsOf = ({ modelFreeId, lastGoodId, lastGoodChanges }: StandIns): StandIns => ({
  ...(modelFreeId === undefined ? {} : { modelFreeId }),
  ...(lastGoodId === undefined ? {} : { lastGoodId }),
  ...(lastGoodChanges === undefined ? {} : { lastGoodChanges }),
});

/** However often it is woken in vain: it has waited since the first time, and no try gives it longer. */
function sinceFirst({ waited }: Job, wait: Wait): Wait {
  return waited === undefined ? wait : { ...wait, since: waited.since, expiresAt: waited.expiresAt };
}

/** Taken out of the queue: it is tried anew. The digest tells only of what nobody has asked to run now. */
function woken(job: Job, by: 'person' | undefined, now: number): Job {
  const { wait, waited: _before, ...rest } = job;
  const { since, expiresAt } = wait ?? { since: now, expiresAt: now };
  return {
    ...rest,
    state: 'queued',
    attempts: 0,
    ...(by === undefined ? { waited: { since, expiresAt, ranAt: now } } : {}),
  };
}

/** It waited in vain: the digest tells of it too. */
function expired(job: Job, now: number): Job {
  const { since, expiresAt } = job.wait ?? { since: now, expiresAt: now };
  return { ...job, waited: { since, expiresAt, ranAt: now } };
}

/** What stood in for an answer to the earlier words answers these no more. */
function reworded(job: Job, question: string): Job {
  const { modelFreeId: _extract, lastGoodId: _earlier, lastGoodChanges: _since, ...rest } = job;
  return { ...rest, input: { ...job.input, question } };
}

/** Nobody has been asked yet, or nobody answered. */
const isUnbegun = ({ state, behind }: Job): boolean =>
  state === 'waiting' || (state === 'queued' && behind !== undefined);

export const hasEnded = (job: Job): boolean =>
  job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';

/** What holds only while a job runs or waits. */
function letGo(job: Job): Job {
  const { lease: _released, wait: _over, ...rest } = job;
  return rest;
}

/** Whether a worker with this id may take the job: it waits, or the life that held it is over. */
export function mayTake(job: Job, owner: string): boolean {
  return job.state === 'queued' || (job.state === 'running' && job.lease?.owner !== owner);
}
