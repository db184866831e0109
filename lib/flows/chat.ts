import type { HistoryTurn } from '../actions/action.ts';
import { Failure } from '../base/failure.ts';
import { asConversationId, asMessageId } from '../base/ids.ts';
import type { ConversationId, JobId, MessageId } from '../base/ids.ts';
import type { Chance, Clock } from '../base/ports.ts';
import type { ChatStore } from '../chat/chat-store.ts';
import type { Conversation, Message } from '../chat/conversation.ts';
import { branchTo } from '../chat/branch.ts';
import { toldTurns } from '../chat/told-turns.ts';
import type { Answer } from '../jobs/answer.ts';
import { contentsOf } from '../jobs/contents-of.ts';
import { hasEnded } from '../jobs/advance.ts';
import type { AnswerStore, JobStore } from '../jobs/stores.ts';
import type { Job, JobInput, PageTarget } from '../jobs/job.ts';
import type { AnswerLength } from '../settings/settings.ts';
import type { KeepJob } from './run-jobs.ts';

const TITLE_CHARS = 80;

export interface ChatPorts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly chats: ChatStore;
  readonly answers: AnswerStore;
  readonly jobs: Pick<JobStore, 'get'>;
  /** Stores a job by `store`, then begins it; one that is behind an unended turn is begun once that has ended. */
  start(input: JobInput, store: KeepJob, behind?: Job): Promise<JobId>;
}

export interface NewMessage {
  readonly text: string;
  readonly conversationId?: ConversationId;
  /** The message it follows; `root` begins a new first turn; absent follows the end of the shown branch. */
  readonly parentId?: MessageId | 'root';
  readonly target?: PageTarget;
  /** Exactly what goes with it, the page that it is about first, in place of `target` and of the conversation's page. */
  readonly pages?: readonly PageTarget[];
  readonly model?: string;
  readonly length: AnswerLength;
  /** For a new conversation: it is kept only while it is open. */
  readonly temporary?: boolean;
}

/** Stores a message together with the job that answers it, then begins that: no death leaves one without the other. */
export async function sendMessage(
  ports: ChatPorts,
  sent: NewMessage,
): Promise<{ readonly conversationId: ConversationId; readonly messageId: MessageId; readonly jobId: JobId }> {
  const now = ports.clock.now();
  const before = sent.conversationId === undefined ? undefined : await ports.chats.conversation(sent.conversationId);
  const conversation: Conversation = before ?? {
    id: asConversationId(ports.chance.id()),
    title: sent.text.trim().slice(0, TITLE_CHARS),
    createdAt: now,
    updatedAt: now,
    ...begunAbout(sent),
    ...(sent.temporary === true ? { temporary: true } : {}),
  };
  const parentId = sent.parentId === 'root' ? undefined : (sent.parentId ?? conversation.tip);
  const asked: Message = {
    id: asMessageId(ports.chance.id()),
    conversationId: conversation.id,
    role: 'user',
    text: sent.text,
    createdAt: now,
    ...(parentId === undefined ? {} : { parentId }),
    ...withPages(sent.pages ?? (sent.target === undefined ? undefined : [sent.target])),
  };
  const wish = { length: sent.length, model: sent.model };
  const jobId = await reply(ports, conversation, asked, wish, [asked]);
  return { conversationId: conversation.id, messageId: asked.id, jobId };
}

/**
 * Goes on from a cut answer: the turn shows the continuation in its place, and keeps its own place on the branch.
 * @param proceed starts the continuation, stored as it is told; without a turn it stores it itself
 */
export async function proceedTurn(
  { chats, clock }: Pick<ChatPorts, 'chats' | 'clock'>,
  cut: Job | undefined,
  proceed: (store?: KeepJob) => Promise<JobId>,
): Promise<JobId> {
  const { conversationId } = cut?.input ?? {};
  if (cut === undefined || conversationId === undefined) return proceed();
  const [conversation, messages] = await Promise.all([
    chats.conversation(conversationId),
    chats.messages(conversationId),
  ]);
  const turn = messages.find((message) => message.jobId === cut.id);
  if (conversation === undefined || turn === undefined) return proceed();
  return proceed((job) => chats.add({ ...conversation, updatedAt: clock.now() }, [{ ...turn, jobId: job.id }], job));
}

/** Answers a message once more; the earlier answer stays as another branch. */
export async function regenerate(
  ports: ChatPorts,
  messageId: MessageId,
  length: AnswerLength,
  model?: string,
): Promise<JobId> {
  const message = await ports.chats.message(messageId);
  const asked =
    message?.role === 'assistant' && message.parentId !== undefined
      ? await ports.chats.message(message.parentId)
      : message;
  const conversation = asked === undefined ? undefined : await ports.chats.conversation(asked.conversationId);
  if (asked === undefined || conversation === undefined) throw new Failure('storage-broken');
  return reply(ports, conversation, asked, { length, model }, []);
}

const withPages = (pages: readonly PageTarget[] | undefined): Pick<Message, 'pages'> =>
  pages === undefined ? {} : { pages };

function begunAbout({ pages, target }: NewMessage): Pick<Conversation, 'target' | 'pageId'> {
  const about = pages === undefined ? target : pages[0];
  return about === undefined ? {} : { target: about, pageId: about.pageId };
}

interface Wish {
  readonly length: AnswerLength;
  readonly model: string | undefined;
}

/** @param unstored messages that are stored with the answer's own row and its job */
async function reply(
  ports: ChatPorts,
  conversation: Conversation,
  asked: Message,
  { length, model }: Wish,
  unstored: readonly Message[],
): Promise<JobId> {
  const id = asMessageId(ports.chance.id());
  // Rows of an earlier version do not say what went along: it was the conversation's page.
  const [target = asked.pages === undefined ? conversation.target : undefined, ...pages] = asked.pages ?? [];
  const input: JobInput = {
    action: 'chat',
    length,
    question: asked.text,
    conversationId: conversation.id,
    messageId: asked.id,
    ...(target === undefined ? {} : { target }),
    ...(pages.length === 0 ? {} : { pages }),
    ...(conversation.temporary === true ? { temporary: true } : {}),
    ...(model === undefined ? {} : { model }),
  };
  // Later than the question even within one millisecond: messages are shown in the order of their times.
  const now = Math.max(ports.clock.now(), asked.createdAt + 1);
  const behind = await unendedTurn(ports, asked, unstored);
  const row = { id, conversationId: conversation.id, parentId: asked.id, role: 'assistant', text: '' } as const;
  const store: KeepJob = (job) =>
    ports.chats.add(
      { ...conversation, tip: id, updatedAt: now },
      [...unstored, { ...row, jobId: job.id, createdAt: now }],
      job,
    );
  return behind === undefined ? ports.start(input, store) : ports.start(input, store, behind);
}

/** The nearest turn before a message on its branch that is still to be answered. A paused one holds nobody up. */
export async function unendedTurn(
  { chats, jobs }: ChatPorts,
  asked: Message,
  unstored: readonly Message[],
): Promise<Job | undefined> {
  if (asked.parentId === undefined) return undefined;
  const before = branchTo([...(await chats.messages(asked.conversationId)), ...unstored], asked.id);
  for (const { jobId } of before.toReversed()) {
    const job = jobId === undefined ? undefined : await jobs.get(jobId);
    if (job !== undefined && !hasEnded(job) && job.state !== 'paused') return job;
  }
  return undefined;
}

/** The job that waits to answer a message, so that answering it once more runs that one now. */
export async function waitingTurn(
  { chats, jobs }: Pick<ChatPorts, 'chats' | 'jobs'>,
  messageId: MessageId,
): Promise<Job | undefined> {
  const message = await chats.message(messageId);
  const all = message === undefined ? [] : await chats.messages(message.conversationId);
  const asked = message?.role === 'assistant' ? message.parentId : message?.id;
  for (const { jobId, parentId } of all) {
    const job = jobId === undefined || parentId !== asked ? undefined : await jobs.get(jobId);
    if (job?.state === 'waiting') return job;
  }
  return undefined;
}

/**
 * The turns before a message on its branch, as a model is told them; a summary that is written and not undone stands for
 * those that it covers. Empty answers are left out: an API refuses them.
 */
export async function historyBefore(
  { chats }: Pick<ChatPorts, 'chats'>,
  answerOf: (jobId: JobId) => Promise<Answer | undefined>,
  conversationId: ConversationId,
  messageId: MessageId,
): Promise<readonly HistoryTurn[]> {
  const all = await chats.messages(conversationId);
  // What is to be summarized ends where the summary says, not where it stands.
  const upTo = all.find(({ id }) => id === messageId)?.summary?.upTo;
  const branch = upTo === undefined ? branchTo(all, messageId).slice(0, -1) : branchTo(all, upTo);
  const told = await Promise.all(
    branch.map(async (message) => ({
      message,
      answer: message.jobId === undefined ? undefined : await answerOf(message.jobId),
    })),
  );
  const answers = new Map(told.map(({ message, answer }) => [message.id, answer]));
  return toldTurns(told).flatMap(({ message, text, by }) => {
    if (text.trim() === '') return [];
    const answer = answers.get(message.id);
    return [
      {
        role: message.role,
        text,
        ...(by === undefined ? {} : { by }),
        ...(answer === undefined ? {} : { contents: contentsOf(answer) }),
      },
    ];
  });
}
