import type { JobId } from '../../../lib/base/ids.ts';
import { hasEnded } from '../../../lib/jobs/advance.ts';
import type { Answer } from '../../../lib/jobs/answer.ts';
import type { Job, JobState } from '../../../lib/jobs/job.ts';
import { lettersOf, tokenIn } from '../history.ts';
import type { Disk } from './disk.ts';

/** Compares each row with what stood there before it, for a surface shows each. */
export interface Witness {
  /** Tokens of all the words that each job was asked by. */
  readonly tokens: ReadonlyMap<JobId, Set<string>>;
  readonly states: { readonly jobId: JobId; readonly state: JobState; readonly at: number }[];
  /** @param at when its row became so */
  sawJob(job: Job, at: number): void;
  sawAnswer(answer: Answer): void;
}

export function createWitness(troubles: string[]): Witness {
  const states: Witness['states'] = [];
  const jobs = new Map<JobId, Job>();
  const answers = new Map<string, Answer>();

  const tokens = new Map<JobId, Set<string>>();

  const sawJob = (job: Job, at: number): void => {
    const known = tokens.get(job.id) ?? new Set();
    const token = tokenIn(job.input.question);
    tokens.set(job.id, token === undefined ? known : known.add(token));
    const before = jobs.get(job.id);
    jobs.set(job.id, job);
    if (before?.state === job.state) return;
    states.push({ jobId: job.id, state: job.state, at });
    if (before !== undefined && hasEnded(before))
      troubles.push(`${job.id} was ${before.state} and became ${job.state}`);
  };
  const sawAnswer = (answer: Answer): void => {
    const before = answers.get(answer.id);
    answers.set(answer.id, answer);
    // What is made on the device is made anew from a page that changed.
    if (before?.provenance.answeredBy === undefined) return;
    if (!lettersOf(answer.text).startsWith(lettersOf(before.text)))
      troubles.push(`${answer.id} lost words: “${before.text.slice(-40)}” became “${answer.text.slice(-40)}”`);
    if (before.state === 'done' && answer.state !== 'done')
      troubles.push(`${answer.id} was done and became ${answer.state}`);
  };

  return { states, tokens, sawJob, sawAnswer };
}

/** The same disk, and the witness who sees each row that is put there. */
export function watchDisk(disk: Disk, now: () => number, troubles: string[]): Witness & { readonly disk: Disk } {
  const witness = createWitness(troubles);
  const sawJob = (job: Job | undefined): void => {
    if (job !== undefined) witness.sawJob(job, now());
  };
  const watched: Disk = {
    ...disk,
    jobs: {
      ...disk.jobs,
      async add(job) {
        await disk.jobs.add(job);
        sawJob(job);
      },
      async change(id, change) {
        const after = await disk.jobs.change(id, change);
        sawJob(after);
        return after;
      },
    },
    answers: {
      ...disk.answers,
      async put(answer) {
        await disk.answers.put(answer);
        witness.sawAnswer(answer);
      },
    },
    chats: {
      ...disk.chats,
      async reword(messageId, text, jobId, change) {
        const after = await disk.chats.reword(messageId, text, jobId, change);
        sawJob(after);
        return after;
      },
      async add(conversation, messages, job) {
        await disk.chats.add(conversation, messages, job);
        sawJob(job);
      },
    },
  };
  return { ...witness, disk: watched };
}
