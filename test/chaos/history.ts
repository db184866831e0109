import type { JobId, MessageId } from '../../lib/base/ids.ts';
import type { Message } from '../../lib/chat/conversation.ts';
import type { Answer } from '../../lib/jobs/answer.ts';
import type { Job, JobState } from '../../lib/jobs/job.ts';

/** A request that was taken in: its promise to the person had been kept when the worker answered. */
export interface Accepted {
  readonly jobId: JobId;
  /** Stands in the question and nowhere else: by it a request is known at the model's door. Absent without a question. */
  readonly token?: string;
  readonly how: 'asked' | 'retry' | 'proceed';
  readonly of?: JobId;
  /** The words as they were typed last; absent where a worker died over a change of them. */
  words?: string | undefined;
}

/** One request as the model's door saw it. */
export interface Knock {
  /** True time, and the time that the device's clock showed then. */
  readonly at: number;
  readonly shownAt: number;
  readonly life: number;
  readonly model: string;
  /** Of the newest question in it. */
  readonly token?: string;
  /** Questions before it, in order. */
  readonly earlier: readonly string[];
  requestId?: string;
  endedAt?: number;
  /** The browser itself may have sent it once more, because the connection that it had kept broke before any answer. */
  readonly isRepeat?: boolean;
}

/** Words that a model port handed to the flows in one attempt. */
export interface Heard {
  readonly life: number;
  readonly token?: string;
  text: string;
  /** Its life ended, or the person stopped it, before the flows could have put all of it away. */
  torn: boolean;
}

/** All that happened in one schedule, and what is on the disk in the end. */
export interface History {
  readonly accepted: readonly Accepted[];
  /** Messages as they were typed last, those that a dying worker may not have changed left out. */
  readonly said: ReadonlyMap<MessageId, string>;
  readonly knocks: readonly Knock[];
  readonly heard: readonly Heard[];
  /** States of each job in the order in which they were stored. */
  readonly states: readonly { readonly jobId: JobId; readonly state: JobState; readonly at: number }[];
  /** Tokens of all the words that each job was asked by. */
  readonly tokens: ReadonlyMap<JobId, ReadonlySet<string>>;
  /** What each request was answered, by its id. */
  readonly composed: ReadonlyMap<string, string>;
  /** Times at which a worker died, by the device's clock. */
  readonly deaths: readonly number[];
  /** The device's clock was set meanwhile: its times cannot be compared. */
  readonly jumped: boolean;
  /** Requests were noted as they arrived, some moments after they left; those that never arrived were not. */
  readonly atService?: boolean;
  readonly jobs: readonly Job[];
  readonly answers: readonly Answer[];
  readonly messages: readonly Message[];
  /** What went wrong while it happened: text that became less, a state after the last one, a bug that was logged. */
  readonly troubles: readonly string[];
}

/** Words alone: citation marks, list signs and white space take no part in comparing. */
export const lettersOf = (text: string): string =>
  text.replaceAll(/\[\^\d+\]/gu, '').replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** The words by which a question is known at the door. */
export const tokenIn = (text: string | undefined): string | undefined => /q\d+x\d+/u.exec(text ?? '')?.[0];

export const jobsOf = ({ jobs }: History): ReadonlyMap<JobId, Job> => new Map(jobs.map((job) => [job.id, job]));

/**
 * What the door saw of one job: a question keeps what was asked for it under other words, and what goes on from an
 * answer tells its trail too.
 */
export function knocksFor({ tokens, knocks, answers }: History, { id, input }: Job): readonly Knock[] {
  const from = answers.find((answer) => answer.id === input.continues)?.jobId;
  const own = new Set([...(tokens.get(id) ?? []), ...(from === undefined ? [] : (tokens.get(from) ?? []))]);
  if (own.size === 0) return knocks;
  return knocks.filter((knock) => knock.token !== undefined && own.has(knock.token));
}
