import type { FailureFacts } from '../../base/failure.ts';
import type { JobView } from '../../jobs/job-view.ts';
import type { Job } from '../../jobs/job.ts';
import type { QueueDesk } from '../../messages/queue-desk.ts';
import { viewOf } from './view-of.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

/** No woken job is under way for longer than this: then it waits again, or has ended. */
const LONGEST_RUN_MS = 24 * 60 * 60_000;
const MOST_SHOWN = 100;

/** The queue and its digest as they stand in the store. */
export function createQueueViews(
  words: WordsDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): Pick<QueueDesk, 'watchWaiting' | 'watchDigest'> {
  const viewsOf = (jobs: readonly Job[]): Promise<readonly JobView[]> =>
    Promise.all(jobs.map((job) => viewOf(words, job)));
  const waiting = async (): Promise<readonly JobView[]> => {
    const jobs = await words.jobs.where('state').anyOf('waiting', 'queued').sortBy('createdAt');
    return viewsOf(jobs.filter(({ state, behind }) => state === 'waiting' || behind !== undefined));
  };
  const digest = async (): Promise<readonly JobView[]> => {
    const row = await words.meta.get('digest');
    const dismissedAt = row?.key === 'digest' ? row.value.dismissedAt : 0;
    const jobs = await words.jobs
      .where('waited.ranAt')
      .above(dismissedAt - LONGEST_RUN_MS)
      .reverse()
      .filter(({ state, updatedAt }) => (state === 'done' || state === 'failed') && updatedAt > dismissedAt)
      .filter(({ input }) => input.temporary !== true)
      .limit(MOST_SHOWN)
      .toArray();
    return viewsOf(jobs);
  };
  return {
    watchWaiting: (show) => watchQuery(waiting, show, onTrouble),
    watchDigest: (show) => watchQuery(digest, show, onTrouble),
  };
}
