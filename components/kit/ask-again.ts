import type { Job } from '../../lib/jobs/job.ts';
import type { Desk } from '../../lib/messages/desk.ts';

/** Asks once more in place of a job. One that still waits is taken back then: nothing is answered twice. */
export async function askAgain<Given>(desk: Desk, job: Job, again: () => Promise<Given>): Promise<Given> {
  const given = await again();
  if (job.state === 'waiting') await desk.stop(job.id);
  return given;
}
