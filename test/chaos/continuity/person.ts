import { asMessageId } from '../../../lib/base/ids.ts';
import type { ConversationId, JobId } from '../../../lib/base/ids.ts';
import { proceedTurn, regenerate, sendMessage } from '../../../lib/flows/chat.ts';
import type { Job, JobInput, JobState, PageTarget } from '../../../lib/jobs/job.ts';
import type { Accepted } from '../history.ts';
import { tokenIn } from '../history.ts';
import type { Background } from './background.ts';
import type { Disk } from './disk.ts';
import type { Deed } from './plan.ts';

/** Models that a person may switch to. */
const ELSEWHERE = ['claude-haiku-5-5', 'claude-opus-5-5'] as const;

type OwnDeed = Exclude<Deed, { readonly type: 'rewrite' | 'fault' | 'offline' | 'clock-jump' | 'death' }>;

const elsewhere = ({ pick, elsewhere: asked }: { readonly pick: number; readonly elsewhere: boolean }) =>
  asked ? ELSEWHERE[Math.floor(pick * 7) % ELSEWHERE.length] : undefined;

/** Presses and types as a person does, looking at what stands on the disk. Writes down what was taken in. */
export interface Person {
  /** Resolves when the worker has answered, or has died over it: then nothing was promised. */
  act(deed: OwnDeed, background: Background): Promise<void>;
}

/** @param target the page of so many */
export function createPerson(
  seed: number,
  disk: Disk,
  accepted: Accepted[],
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
  const take = (jobId: JobId, how: Accepted['how'], words: string | undefined, more: Partial<Accepted> = {}): void => {
    const token = tokenIn(words);
    accepted.push({
      jobId,
      how,
      ...(token === undefined ? {} : { token }),
      ...(words === undefined ? {} : { words }),
      ...more,
    });
  };

  const begin = async ({ life, runner }: Background, input: JobInput): Promise<void> => {
    const jobId = await life.lives(runner.start(input));
    if (jobId !== undefined) take(jobId, 'asked', input.question);
  };

  return {
    async act(deed, background) {
      const { life, runner, ports } = background;
      const chat = { ...ports, chats: background.chats, start: runner.start };
      switch (deed.type) {
        case 'ask':
          return begin(background, { action: 'ask', question: ask(), length: 'medium', target: target(deed.page) });
        case 'summarize':
          return begin(background, { action: 'summarize', length: 'medium', target: target(deed.page) });
        case 'message': {
          const at = Math.floor(deed.pick * conversations.length);
          const conversationId = deed.fresh ? undefined : conversations[at];
          const words = ask();
          const about = conversationId === undefined ? { target: target(0) } : { conversationId };
          const sent = await life.lives(sendMessage(chat, { text: words, length: 'medium', ...about }));
          if (sent === undefined) return;
          if (conversationId === undefined) conversations.push(sent.conversationId);
          take(sent.jobId, 'asked', words, {
            conversationId: sent.conversationId,
            messageId: asMessageId(sent.messageId),
          });
          return;
        }
        case 'stop':
        case 'pause': {
          const job = await chosen(deed.pick, 'queued', 'running', 'waiting');
          if (job !== undefined) await life.lives(runner[deed.type](job.id));
          return;
        }
        case 'resume': {
          const job = await chosen(deed.pick, 'paused');
          if (job !== undefined) await life.lives(runner.resume(job.id));
          return;
        }
        case 'retry': {
          const job = await chosen(deed.pick, 'failed', 'cancelled', 'done');
          if (job === undefined) return;
          const model = elsewhere(deed);
          const { messageId, question } = job.input;
          const jobId = await life.lives(
            messageId === undefined ? runner.retry(job.id, model) : regenerate(chat, messageId, 'medium', model),
          );
          if (jobId !== undefined) take(jobId, 'retry', question, { of: job.id });
          return;
        }
        case 'proceed': {
          const job = await chosen(deed.pick, 'failed');
          if (job?.answerId === undefined) return;
          const model = elsewhere(deed);
          const jobId = await life.lives(proceedTurn(chat, job, (store) => runner.proceed(job.id, model, store)));
          if (jobId !== undefined) take(jobId, 'proceed', job.input.question, { of: job.id });
          return;
        }
        case 'edit':
        case 'run-now':
          return;
      }
    },
  };
}
