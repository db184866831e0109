import type { AnswerId, JobId, PageId } from '../base/ids.ts';
import type { Answer } from './answer.ts';
import type { Job, Step } from './job.ts';

/** Where jobs rest. Every change is on disk before the promise resolves. Throws `storage-full` or `storage-broken`. */
export interface JobStore {
  add(job: Job): Promise<void>;
  get(id: JobId): Promise<Job | undefined>;
  /** Applies a change to the stored row in one transaction; `undefined` leaves it as it is. */
  change(id: JobId, change: (job: Job) => Job | undefined): Promise<Job | undefined>;
  /** Jobs that are queued or running. */
  unfinished(): Promise<readonly Job[]>;
  /** Jobs that wait for service, oldest first. */
  waiting(): Promise<readonly Job[]>;
  /** Finished jobs that were asked after `time`. */
  doneSince(time: number): Promise<readonly Job[]>;
}

export interface AnswerStore {
  get(id: AnswerId): Promise<Answer | undefined>;
  /** On disk before the promise resolves: only then may a surface show the text. */
  put(answer: Answer): Promise<void>;
  /** Finished answers of models to the same question, newest first. */
  finished(questionKey: string): Promise<readonly Answer[]>;
}

/** Kept pieces of work. The writer is the flow; whoever has the same inputs may read. */
export interface StepStore {
  get(key: string): Promise<Step | undefined>;
  put(step: Step): Promise<void>;
}

/** Words typed but not sent. */
export interface DraftStore {
  read(key: string): Promise<string>;
  keep(key: string, text: string): Promise<void>;
}

/** Answers about a page, for "recent results". */
export interface RecentAnswers {
  recent(limit: number, pageId?: PageId): Promise<readonly Answer[]>;
}
