import type { Answer } from './answer.ts';
import type { Job } from './job.ts';

/** A job with its answers, as every surface shows it. */
export interface JobView {
  readonly job: Job;
  readonly answer?: Answer;
  readonly modelFree?: Answer;
  readonly lastGood?: Answer;
}
