import type { ConversationId, JobId, MessageId } from '../../../lib/base/ids.ts';
import type { NewMessage } from '../../../lib/flows/chat.ts';
import type { Job, JobInput, JobState, PageTarget } from '../../../lib/jobs/job.ts';
import type { Accepted } from '../history.ts';
import type { Disk } from './disk.ts';
import type { Deed } from './plan.ts';

/** Models that a person may switch to. */
const ELSEWHERE = ['claude-haiku-5-5', 'claude-opus-5-5'] as const;

export type OwnDeed = Exclude<Deed, { readonly type: 'rewrite' | 'fault' | 'offline' | 'clock-jump' | 'death' }>;

type Of<Type extends OwnDeed['type']> = Extract<OwnDeed, { readonly type: Type }>;

const elsewhere = ({ pick, elsewhere: asked }: { readonly pick: number; readonly elsewhere: boolean }) =>
  asked ? ELSEWHERE[Math.floor(pick * 7) % ELSEWHERE.length] : undefined;

/** How what a person does reaches the worker. `undefined` where that died over it: nothing was promised then. */
export interface Hands {
  start(input: JobInput): Promise<JobId | undefined>;
  send(message: Pick<NewMessage, 'text' | 'target' | 'conversationId'>): Promise<Sent | undefined>;
  stop(id: JobId): Promise<unknown>;
  pause(id: JobId): Promise<unknown>;
  resume(id: JobId): Promise<unknown>;
  edit(id: JobId, question: string): Promise<boolean | undefined>;
  runNow(id: JobId): Promise<unknown>;
  retry(id: JobId, model?: string): Promise<JobId | undefined>;
  /** Answers a message once more. */
  again(id: MessageId, model?: string): Promise<JobId | undefined>;
  proceed(job: Job, model?: string): Promise<JobId | undefined>;
}

interface Sent {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly jobId: JobId;
}

/** Presses and types as a person does, looking at what stands on the disk. Writes down what was taken in. */
export interface Person {
  /** Resolves when the worker has answered, or has died over it: then nothing was promised. */
  act<Type extends OwnDeed['type']>(deed: Of<Type>, by: Hands): Promise<void>;
}

/** What a person has been promised, as it grows. */
export interface Promised {
  readonly accepted: Accepted[];
  readonly said: Map<MessageId, string>;
}

/** @param target the page of so many */
export function createPerson(
  seed: number,
  disk: Pick<Disk, 'allJobs'>,
  { accepted, said }: Promised,
  target: (page: number) => PageTarget,
): Person {
  let asked = 0;
  const conversations: ConversationId[] = [];
  const ask = (): string => `Who owns the launch, and what does it cost (q${seed}x${(asked += 1)})?`;

  const chosen = async (pick: number, ...states: readonly JobState[]): Promise<Job | undefined> => {
    const found = (await disk.allJobs())
      .filter(({ state }) => states.includes(state))
      .toSorted((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1));
    return found[Math.floor(pick * found.length)];
  };
  /** A question takes its token with it into every job that repeats it. */
  const take = (jobId: JobId, how: Accepted['how'], words: string | undefined): void =>
    void accepted.push({ jobId, how, words });

  const acts: { readonly [Type in OwnDeed['type']]: (deed: Of<Type>, by: Hands) => Promise<void> } = {
    ask: ({ page }, by) => begin(by, { action: 'ask', question: ask(), length: 'medium', target: target(page) }),
    summarize: ({ page }, by) => begin(by, { action: 'summarize', length: 'medium', target: target(page) }),
    async message({ pick, fresh }, by) {
      const known = fresh ? undefined : conversations[Math.floor(pick * conversations.length)];
      const text = ask();
      const about = known === undefined ? { target: target(0) } : { conversationId: known };
      const sent = await by.send({ text, ...about });
      if (sent === undefined) return;
      if (known === undefined) conversations.push(sent.conversationId);
      said.set(sent.messageId, text);
      take(sent.jobId, 'asked', text);
    },
    async stop({ pick }, by) {
      const job = await chosen(pick, 'queued', 'running', 'waiting');
      if (job !== undefined) await by.stop(job.id);
    },
    async pause({ pick }, by) {
      const job = await chosen(pick, 'queued', 'running');
      if (job !== undefined) await by.pause(job.id);
    },
    async resume({ pick }, by) {
      const job = await chosen(pick, 'paused');
      if (job !== undefined) await by.resume(job.id);
    },
    async edit({ pick }, by) {
      const job = await chosen(pick, 'waiting');
      if (job?.input.question === undefined) return;
      const { messageId } = job.input;
      const words = ask();
      const done = await by.edit(job.id, words);
      if (done === false) return;
      // The worker died over it: the old words stand, or the new ones.
      const now = done === undefined ? undefined : words;
      for (const one of accepted) if (one.jobId === job.id) one.words = now;
      if (messageId === undefined) return;
      if (now === undefined) said.delete(messageId);
      else said.set(messageId, now);
    },
    async 'run-now'({ pick }, by) {
      const job = await chosen(pick, 'waiting');
      if (job !== undefined) await by.runNow(job.id);
    },
    async retry(deed, by) {
      const job = await chosen(deed.pick, 'failed', 'cancelled', 'done', 'waiting');
      if (job === undefined) return;
      const { messageId, question } = job.input;
      const model = elsewhere(deed);
      const jobId = await (messageId === undefined ? by.retry(job.id, model) : by.again(messageId, model));
      if (jobId !== undefined) take(jobId, 'retry', messageId === undefined ? question : said.get(messageId));
    },
    async proceed(deed, by) {
      const job = await chosen(deed.pick, 'failed');
      if (job?.answerId === undefined) return;
      const jobId = await by.proceed(job, elsewhere(deed));
      if (jobId !== undefined) take(jobId, 'proceed', job.input.question);
    },
  };

  const begin = async (by: Hands, input: JobInput): Promise<void> => {
    const jobId = await by.start(input);
    if (jobId !== undefined) take(jobId, 'asked', input.question);
  };

  return {
    act: <Type extends OwnDeed['type']>(deed: Of<Type>, by: Hands) => acts[deed.type](deed, by),
  };
}
