import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asAnswerId, asJobId } from '../../lib/base/ids.ts';
import { advance, hasEnded, mayTake } from '../../lib/jobs/advance.ts';
import type { JobEvent } from '../../lib/jobs/advance.ts';
import type { Job } from '../../lib/jobs/job.ts';

const queued: Job = {
  id: asJobId('job'),
  input: { action: 'summarize', length: 'medium' },
  state: 'queued',
  attempts: 0,
  trail: [],
  createdAt: 0,
  updatedAt: 0,
};

const event: fc.Arbitrary<JobEvent> = fc.oneof(
  fc.record({
    type: fc.constant('take' as const),
    lease: fc.record({ owner: fc.constantFrom('a', 'b') }),
  }),
  fc.constant({ type: 'progress' as const, progress: { doing: 'sections' as const, done: 1, total: 2 } }),
  fc.constant({ type: 'answer-start' as const, answerId: asAnswerId('answer') }),
  fc.constant({ type: 'pause' as const }),
  fc.constant({ type: 'resume' as const }),
  fc.constant({ type: 'stop' as const }),
  fc.constant({ type: 'finish' as const, answerId: asAnswerId('answer') }),
  fc.constant({ type: 'fail' as const, failure: { code: 'offline' as const } }),
);

const walk = (events: readonly JobEvent[]): Job => events.reduce((job, one, at) => advance(job, one, at), queued);

describe('a job', () => {
  it('stays ended, whatever comes late', () => {
    fc.assert(
      fc.property(fc.array(event), fc.array(event), (before, after) => {
        const job = walk(before);
        fc.pre(hasEnded(job));
        expect(after.reduce((later, one) => advance(later, one, 99), job)).toBe(job);
      }),
    );
  });

  it('has a lease exactly while it runs', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const job = walk(events);
        expect(job.lease !== undefined).toBe(job.state === 'running');
      }),
    );
  });

  it('ends after five deaths instead of being tried for ever', () => {
    const take: JobEvent = { type: 'take', lease: { owner: 'a' } };
    const job = walk([take, take, take, take, take, take]);
    expect(job.failure?.code).toBe('too-many-restarts');
  });

  it('is free for a new worker as soon as the old one is gone', () => {
    const job = walk([{ type: 'take', lease: { owner: 'old life' } }]);
    expect(mayTake(job, 'old life')).toBe(false);
    expect(mayTake(job, 'new life')).toBe(true);
  });
});
