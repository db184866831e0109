import type { ConversationId, JobId, MessageId } from '../../../lib/base/ids.ts';
import { proceedTurn, regenerate, sendMessage } from '../../../lib/flows/chat.ts';
import type { Job, JobInput, JobState, PageTarget } from '../../../lib/jobs/job.ts';
import type { Accepted } from '../history.ts';
import type { Background } from './background.ts';
import type { Disk } from './disk.ts';
import type { Deed } from './plan.ts';

/** Models that a person may switch to. */
const ELSEWHERE = ['claude-haiku-5-5', 'claude-opus-5-5'] as const;

type OwnDeed = Exclude<Deed, { readonly type: 'rewrite' | 'fault' | 'offline' | 'clock-jump' | 'death' }>;

type Of<Type extends OwnDeed['type']> = Extract<OwnDeed, { readonly type: Type }>;

const elsewhere = ({ pick, elsewhere: asked }: { readonly pick: number; readonly elsewhere: boolean }) =>
  asked ? ELSEWHERE[Math.floor(pick * 7) % ELSEWHERE.length] : undefined;

/** Presses and types as a person does, looking at what stands on the disk. Writes down what was taken in. */
export interface Person {
  /** Resolves when the worker has answered, or has died over it: then nothing was promised. */
  act<Type extends OwnDeed['type']>(deed: Of<Type>, by: Background): Promise<void>;
}

/** What a person has been promised, as it grows. */
export interface Promised {
  readonly accepted: Accepted[];
  readonly said: Map<MessageId, string>;
}

/** @param target the page of so many */
export function createPerson(
  seed: number,
  disk: Disk,
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

  const acts: { readonly [Type in OwnDeed['type']]: (deed: Of<Type>, by: Background) => Promise<void> } = {
    ask: ({ page }, by) => begin(by, { action: 'ask', question: ask(), length: 'medium', target: target(page) }),
    summarize: ({ page }, by) => begin(by, { action: 'summarize', length: 'medium', target: target(page) }),
    async message({ pick, fresh }, { life, chat }) {
      const known = fresh ? undefined : conversations[Math.floor(pick * conversations.length)];
      const text = ask();
      const about = known === undefined ? { target: target(0) } : { conversationId: known };
      const sent = await life.lives(sendMessage(chat, { text, length: 'medium', ...about }));
      if (sent === undefined) return;
      if (known === undefined) conversations.push(sent.conversationId);
      said.set(sent.messageId, text);
      take(sent.jobId, 'asked', text);
    },
    async stop({ pick }, { life, runner }) {
      const job = await chosen(pick, 'queued', 'running', 'waiting');
      if (job !== undefined) await life.lives(runner.stop(job.id));
    },
    async pause({ pick }, { life, runner }) {
      const job = await chosen(pick, 'queued', 'running');
      if (job !== undefined) await life.lives(runner.pause(job.id));
    },
    async resume({ pick }, { life, runner }) {
      const job = await chosen(pick, 'paused');
      if (job !== undefined) await life.lives(runner.resume(job.id));
    },
    async edit({ pick }, { life, queue }) {
      const job = await chosen(pick, 'waiting');
      if (job?.input.question === undefined) return;
      const { messageId } = job.input;
      const words = ask();
      const done = await life.lives(queue.edit(job.id, words));
      if (done === false) return;
      // Its worker died over it: the old words stand, or the new ones.
      const now = done === undefined ? undefined : words;
      for (const one of accepted) if (one.jobId === job.id) one.words = now;
      if (messageId === undefined) return;
      if (now === undefined) said.delete(messageId);
      else said.set(messageId, now);
    },
    async 'run-now'({ pick }, { life, queue }) {
      const job = await chosen(pick, 'waiting');
      if (job !== undefined) await life.lives(queue.runNow(job.id));
    },
    async retry(deed, { life, runner, chat }) {
      const job = await chosen(deed.pick, 'failed', 'cancelled', 'done', 'waiting');
      if (job === undefined) return;
      const { messageId, question } = job.input;
      const model = elsewhere(deed);
      const again =
        messageId === undefined || job.state === 'waiting'
          ? runner.retry(job.id, model)
          : regenerate(chat, messageId, 'medium', model);
      const jobId = await life.lives(again);
      if (jobId !== undefined) take(jobId, 'retry', messageId === undefined ? question : said.get(messageId));
    },
    async proceed(deed, { life, runner, chat }) {
      const job = await chosen(deed.pick, 'failed');
      if (job?.answerId === undefined) return;
      const model = elsewhere(deed);
      const jobId = await life.lives(proceedTurn(chat, job, (store) => runner.proceed(job.id, model, store)));
      if (jobId !== undefined) take(jobId, 'proceed', job.input.question);
    },
  };

  const begin = async ({ life, runner }: Background, input: JobInput): Promise<void> => {
    const jobId = await life.lives(runner.start(input));
    if (jobId !== undefined) take(jobId, 'asked', input.question);
  };

  return {
    act: <Type extends OwnDeed['type']>(deed: Of<Type>, by: Background) => acts[deed.type](deed, by),
  };
}
