import type { FailureFacts } from '../../base/failure.ts';
import type { PageId } from '../../base/ids.ts';
import type { Job } from '../../jobs/job.ts';
import type { MirrorDatabase } from './mirror-database.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

/** So many of the last jobs tell what a person relies on. */
const MOST_JOBS = 300;

/** What was asked for lately, the newest first, and which of its pages are on this device. */
export interface Used {
  readonly jobs: readonly Job[];
  readonly copies: ReadonlySet<PageId>;
}

export function watchUsed(
  words: WordsDatabase,
  mirror: MirrorDatabase,
  show: (used: Used) => void,
  onTrouble: (failure: FailureFacts | undefined) => void,
): () => void {
  return watchQuery(
    async () => {
      const jobs = await words.jobs.orderBy('createdAt').reverse().limit(MOST_JOBS).toArray();
      const ids = [...new Set(jobs.flatMap(({ input }) => input.target?.pageId ?? []))];
      return { jobs, copies: new Set(await mirror.pages.where('id').anyOf(ids).primaryKeys()) };
    },
    show,
    onTrouble,
  );
}
