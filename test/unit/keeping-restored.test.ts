import { describe, expect, it } from 'vitest';
import { hasEnded } from '../../lib/jobs/advance.ts';
import type { Job, JobState } from '../../lib/jobs/job.ts';
import { restoredRow } from '../../lib/keeping/restored-row.ts';
import { advanceEntry } from '../../lib/outbox/advance-entry.ts';
import type { OutboxEntry, OutboxState } from '../../lib/outbox/entry.ts';
import { HAPPENS_IN } from '../../lib/outbox/outbox-event.ts';
import { aJob } from '../fixtures/memory-stores.ts';

const NOW = 1_800_000_000_000;

const JOBS: readonly JobState[] = ['queued', 'running', 'paused', 'waiting', 'done', 'failed', 'cancelled'];
const ENTRIES: readonly OutboxState[] = [
  'proposed',
  'approved',
  'sending',
  'unsure',
  'written',
  'audited',
  'done',
  'conflicted',
  'blocked',
  'cancelled',
  'undoing',
  'undone',
];

const anEntry = (state: OutboxState): OutboxEntry =>
  ({
    id: 'o1',
    state,
    operation: { kind: 'append' },
    approval: { by: 'person', at: 1, shown: 'h' },
    sent: { epoch: 3, owner: 'elsewhere', chunk: 1, of: 2, sentAt: 5, begunAt: 4, blocks: [], tries: 1 },
    createdAt: 2,
    updatedAt: 5,
  }) as unknown as OutboxEntry;

const restoredEntry = (state: OutboxState): OutboxEntry =>
  restoredRow({ database: 'words', table: 'outbox' }, anEntry(state), NOW) as OutboxEntry;

describe('what comes back with a backup', () => {
  it.each(JOBS)('is never run by itself: a job that was %s', (state) => {
    const job = restoredRow({ database: 'words', table: 'jobs' }, aJob('j1', { state }), NOW) as Job;
    expect(hasEnded(job)).toBe(true);
    expect(job.lease).toBeUndefined();
  });

  it.each(ENTRIES)('is never sent by itself: a change that was %s', (state) => {
    expect(HAPPENS_IN.take).not.toContain(restoredEntry(state).state);
  });

  it.each(['proposed', 'approved', 'sending', 'unsure', 'blocked'] as const)(
    'is approved anew, and then looked for in Notion before anything is sent: a change that was %s',
    (state) => {
      const back = restoredEntry(state);
      expect(back).toMatchObject({ state: 'proposed', failure: { code: 'restored-write' } });
      expect(back.approval).toBeUndefined();
      const approval = { by: 'person', at: NOW, shown: 'h' } as const;
      expect(advanceEntry(back, { type: 'approve', approval }, NOW)).toMatchObject({
        state: 'unsure',
        sent: { open: true, begunAt: 4 },
      });
    },
  );
});
