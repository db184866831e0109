import type { FillRun } from '../autofill/fill-run.ts';
import type { Answer } from '../jobs/answer.ts';
import type { Job } from '../jobs/job.ts';
import type { Schedule, ScheduleSlot } from '../jobs/schedule.ts';
import type { OutboxEntry, OutboxState, Sent } from '../outbox/entry.ts';
import type { StandingApproval } from '../outbox/standing-approval.ts';
import type { TableName } from './kinds.ts';

/**
 * A row as it comes back from a backup. The device that made the backup may have gone on since, and may still: nothing
 * that comes back runs, is sent, or is allowed by itself. What was under way ends with a cause and can be asked again.
 * What may already stand in Notion is proposed anew, and once approved is read back before anything is sent.
 */
export function restoredRow({ database, table }: TableName, row: unknown, now: number): unknown {
  if (database !== 'words') return row;
  const rule = RULES[table];
  return rule === undefined ? row : rule(row, now);
}

const RULES: Readonly<Record<string, (row: unknown, now: number) => unknown>> = {
  jobs: (row, now) => restJob(row as Job, now),
  answers: (row) => restAnswer(row as Answer),
  outbox: (row, now) => restEntry(row as OutboxEntry, now),
  approvals: (row, now) => endApproval(row as StandingApproval, now),
  schedules: (row, now) => ({ ...(row as Schedule), on: false, seenUpTo: now }),
  // Its result would be published again.
  slots: (row) => ({ ...(row as ScheduleSlot), settled: true }),
  fillRuns: (row) => endFill(row as FillRun),
};

const ENDED: ReadonlySet<Job['state']> = new Set(['done', 'failed', 'cancelled']);

function restJob(job: Job, now: number): Job {
  if (ENDED.has(job.state)) return job;
  const { lease: _held, wait: _waited, behind: _before, progress: _past, ...rest } = job;
  return { ...rest, state: 'failed', failure: { code: 'restored' }, failedAt: now };
}

const restAnswer = (answer: Answer): Answer =>
  answer.state === 'streaming' ? { ...answer, state: 'interrupted' } : answer;

const STANDS: ReadonlySet<OutboxState> = new Set<OutboxState>(['written', 'audited', 'undoing']);
const OVER: ReadonlySet<OutboxState> = new Set<OutboxState>(['done', 'cancelled', 'undone']);

const NOTHING_SENT: Sent = { epoch: 0, owner: '', chunk: 0, of: 0, blocks: [], tries: 0 };

function restEntry(entry: OutboxEntry, now: number): OutboxEntry {
  if (OVER.has(entry.state)) return entry;
  const { approval: _given, notBefore: _then, undoFrom: _was, ...rest } = entry;
  if (STANDS.has(entry.state)) return { ...rest, state: 'done', ...(entry.approval && { approval: entry.approval }) };
  const { sentAt: _under, ...sent } = { begunAt: entry.createdAt, ...NOTHING_SENT, ...entry.sent };
  const unclear = { ...sent, open: true, unsureAt: now, tries: 0 } as const;
  if (entry.state === 'conflicted') return { ...rest, sent: unclear };
  return { ...rest, state: 'proposed', failure: { code: 'restored-write' }, sent: unclear };
}

const endApproval = (approval: StandingApproval, now: number): StandingApproval =>
  approval.revokedAt === undefined && approval.expiresAt > now ? { ...approval, revokedAt: now } : approval;

function endFill(run: FillRun): FillRun {
  if (run.state === 'done' || run.state === 'cancelled') return run;
  const { until: _then, ...rest } = run;
  return { ...rest, state: 'cancelled', failure: { code: 'restored' } };
}
