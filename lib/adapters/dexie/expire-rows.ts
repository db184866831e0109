import type { ConversationId, JobId } from '../../base/ids.ts';
import { hasEnded } from '../../jobs/advance.ts';
import type { Job } from '../../jobs/job.ts';
import type { Cuts } from '../../keeping/retention.ts';
import type { OutboxState } from '../../outbox/entry.ts';
import { guardStorage } from './guard-storage.ts';
import { isOfChat } from './remove-rows.ts';
import type { WordsDatabase } from './words-database.ts';

const OVER: ReadonlySet<OutboxState> = new Set<OutboxState>(['done', 'cancelled', 'undone']);

/**
 * Takes rows off the disk that were last touched before their kind's time. What is not over stays however old it is: a
 * request that waits, a change that was not sent or not looked at to its end, a pinned conversation, a draft.
 */
export function expireRows(words: WordsDatabase, cuts: Cuts): Promise<void> {
  return guardStorage(() =>
    words.transaction('rw', words.tables, async () => {
      const { answers, conversations, outbox, reports, autofill } = cuts;
      if (answers !== undefined) await expireAnswers(words, answers);
      if (conversations !== undefined) await expireConversations(words, conversations);
      if (outbox !== undefined) {
        await words.outbox.filter(({ state, updatedAt }) => OVER.has(state) && updatedAt < outbox).delete();
        await words.approvals.filter(({ expiresAt, revokedAt }) => (revokedAt ?? expiresAt) < outbox).delete();
      }
      if (reports !== undefined) await expireReports(words, reports);
      if (autofill !== undefined) await expireFills(words, autofill);
    }),
  );
}

async function expireAnswers(words: WordsDatabase, before: number): Promise<void> {
  const old = await words.jobs.filter((job) => isOver(job, before) && !isOfChat(job.input.action)).primaryKeys();
  await removeJobs(words, old);
  await words.steps.where('usedAt').below(before).delete();
}

const isOver = (job: Job, before: number): boolean => hasEnded(job) && job.updatedAt < before;

async function removeJobs({ jobs, answers }: WordsDatabase, going: readonly JobId[]): Promise<void> {
  await jobs.bulkDelete([...going]);
  await answers.where('jobId').anyOf(going).delete();
}

async function expireConversations(words: WordsDatabase, before: number): Promise<void> {
  const open = new Set<ConversationId | undefined>();
  await words.jobs.each((job) => void (hasEnded(job) || open.add(job.input.conversationId)));
  const old = await words.conversations
    .where('updatedAt')
    .below(before)
    .filter(({ id, pinnedAt }) => pinnedAt === undefined && !open.has(id))
    .primaryKeys();
  const messages = await words.messages.where('conversationId').anyOf(old).toArray();
  await removeJobs(
    words,
    messages.flatMap(({ jobId }) => jobId ?? []),
  );
  await words.messages.bulkDelete(messages.map(({ id }) => id));
  await words.conversations.bulkDelete(old);
}

async function expireReports({ reportRuns, gapChecks, slots }: WordsDatabase, before: number): Promise<void> {
  await reportRuns.filter(({ startedAt }) => startedAt < before).delete();
  await gapChecks.filter(({ checkedAt }) => checkedAt < before).delete();
  await slots.filter(({ settled, startedAt }) => settled === true && startedAt < before).delete();
}

/** The run that a kept filling compares its next one with stays. */
async function expireFills({ fillRuns, fillRows, keptFills }: WordsDatabase, before: number): Promise<void> {
  const kept = new Set((await keptFills.toArray()).map(({ after }) => after));
  const old = await fillRuns
    .where('state')
    .anyOf('done', 'cancelled')
    .filter(({ id, updatedAt }) => updatedAt < before && !kept.has(id))
    .primaryKeys();
  await fillRows.where('run').anyOf(old).delete();
  await fillRuns.bulkDelete(old);
}
