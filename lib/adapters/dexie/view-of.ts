import type { AnswerId } from '../../base/ids.ts';
import type { JobView } from '../../jobs/job-view.ts';
import type { Answer } from '../../jobs/answer.ts';
import type { Job } from '../../jobs/job.ts';
import type { WordsDatabase } from './words-database.ts';

/** A job with its answers as they are stored. */
export async function viewOf(words: WordsDatabase, job: Job): Promise<JobView> {
  const answer = async (id: AnswerId | undefined): Promise<Answer | undefined> =>
    id === undefined ? undefined : words.answers.get(id);
  const [written, modelFree, lastGood] = await Promise.all([
    answer(job.answerId),
    answer(job.modelFreeId),
    answer(job.lastGoodId),
  ]);
  return {
    job,
    ...(written === undefined ? {} : { answer: written }),
    ...(modelFree === undefined ? {} : { modelFree }),
    ...(lastGood === undefined ? {} : { lastGood }),
  };
}
