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
  fc.constant({ type: 'stand-in' as const, modelFreeId: asAnswerId('extract') }),
  fc.record({
    type: fc.constant('wait' as const),
    wait: fc.record({
      cause: fc.constant({ code: 'model-overloaded' as const }),
      since: fc.nat(20),
      expiresAt: fc.integer({ min: 21, max: 60 }),
    }),
    saw: fc.constantFrom(['one'], ['two']),
  }),
  fc.constant({ type: 'wake' as const }),
  fc.constant({ type: 'wake' as const, by: 'person' as const }),
  fc.constant({ type: 'edit' as const, question: 'Who?' }),
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

  it('knows what it waits for exactly while it waits', () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const job = walk(events);
        expect(job.wait !== undefined).toBe(job.state === 'waiting');
      }),
    );
  });

  it('is never given longer by the queue, however often it is woken in vain', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 4, maxLength: 40 }), (events) => {
        let job = queued;
        const waits = events.flatMap((one, at) => {
          job = advance(job, one, at);
          return job.state === 'waiting' && job.waited !== undefined ? [{ now: job.wait, first: job.waited }] : [];
        });
        const terms = ({ since, expiresAt }: { readonly since: number; readonly expiresAt: number }) => [
          since,
          expiresAt,
        ];
        expect(waits.map(({ now }) => now && terms(now))).toEqual(waits.map(({ first }) => terms(first)));
      }),
    );
  });

  it('remembers the page as it was when it was first asked', () => {
    const wait = { cause: { code: 'model-overloaded' }, since: 1, expiresAt: 9 } as const;
    const job = walk([
      { type: 'wait', wait, saw: ['first'] },
      { type: 'wake' },
      { type: 'wait', wait, saw: ['second'] },
    ]);
    expect(job.saw).toEqual(['first']);
  });

  it('takes new words only while it waits, and drops what stood in for an answer to the old ones', () => {
    const wait = { cause: { code: 'model-overloaded' }, since: 1, expiresAt: 9 } as const;
    const edit: JobEvent = { type: 'edit', question: 'Who?' };
    const job = walk([{ type: 'wait', wait, modelFreeId: asAnswerId('a'), lastGoodId: asAnswerId('b') }, edit]);
    expect(job.input.question).toBe('Who?');
    expect(job).not.toHaveProperty('modelFreeId');
    expect(job).not.toHaveProperty('lastGoodId');
    expect(walk([edit]).input.question).toBeUndefined();
  });

  it('tells the digest what the queue let go, and not what the person ran', () => {
    const wait = { cause: { code: 'model-overloaded' }, since: 1, expiresAt: 9 } as const;
    expect(walk([{ type: 'wait', wait }, { type: 'wake' }]).waited).toEqual({ since: 1, expiresAt: 9, ranAt: 1 });
    expect(
      walk([
        { type: 'wait', wait },
        { type: 'wake', by: 'person' },
      ]),
    ).not.toHaveProperty('waited');
    const late = walk([
      { type: 'wait', wait },
      { type: 'fail', failure: { code: 'waited-too-long' } },
    ]);
    expect(late).toMatchObject({ state: 'failed', waited: { since: 1, ranAt: 1 } });
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
