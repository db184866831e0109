import { hasEnded } from '../jobs/advance.ts';
import type { Job } from '../jobs/job.ts';
import type { JobStore } from '../jobs/stores.ts';

/** The turn that has to end before a job is begun. One that was taken back leaves its place to the turn before it. */
export async function turnBefore(
  jobs: Pick<JobStore, 'get'>,
  { behind }: Pick<Job, 'behind'>,
): Promise<Job | undefined> {
  for (let id = behind; id !== undefined;) {
    const turn = await jobs.get(id);
    if (turn === undefined || !hasEnded(turn)) return turn;
    id = turn.behind;
  }
  return undefined;
}
