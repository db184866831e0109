import type { JobEvent } from '../jobs/advance.ts';
import type { Answer } from '../jobs/answer.ts';
import type { Job } from '../jobs/job.ts';
import type { Redacted } from '../policy/redaction/redacted.ts';
import type { AnswerPorts } from './answer-ports.ts';
import type { Judged } from './gate.ts';
import type { Prepared } from './prepared.ts';

/** A job under way: what is known of it so far, and how it tells. */
export interface Work extends Prepared {
  readonly ports: AnswerPorts;
  readonly job: Job;
  /** Finished answers to the very question, newest first; empty where it is to be asked anew. */
  readonly known: readonly Answer[];
  /** The beginning of every answer row of this job. */
  readonly blank: Answer;
  readonly signal: AbortSignal;
  /** What was found in what was sent so far. */
  redacted(): Redacted | undefined;
  /** Who may be asked, the asked one first, and who may not be sent this. */
  readonly judged: Promise<Judged>;
  /** Told before the first word is shown. */
  speaks(): void;
  /** Stores what has happened to the job. */
  note(event: JobEvent): Promise<void>;
  /** The same where nothing waits for it: a store that does not take it will not take the answer either, and says so then. */
  tell(event: JobEvent): void;
}
