import { Failure } from '../base/failure.ts';
import { asConversationId, asMessageId } from '../base/ids.ts';
import type { ConversationId, JobId, MessageId } from '../base/ids.ts';
import type { Chance, Clock } from '../base/ports.ts';
import type { ChatStore } from '../chat/chat-store.ts';
import type { Conversation, Message } from '../chat/conversation.ts';
import { branchTo } from '../chat/branch.ts';
import type { Answer } from '../jobs/answer.ts';
import type { AnswerStore } from '../jobs/stores.ts';
import type { Job, JobInput, PageTarget } from '../jobs/job.ts';
import type { AnswerLength } from '../settings/settings.ts';

const TITLE_CHARS = 80;

export interface ChatPorts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly chats: ChatStore;
  readonly answers: AnswerStore;
  start(input: JobInput): Promise<JobId>;
}

export interface NewMessage {
  readonly text: string;
  readonly conversationId?: ConversationId;
  /** The message it follows; `root` begins a new first turn; absent follows the end of the shown branch. */
  readonly parentId?: MessageId | 'root';
  readonly target?: PageTarget;
  readonly model?: string;
  readonly length: AnswerLength;
}

/** Stores a message, then starts its answer: a message that was sent is never only in memory. */
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
    ...(sent.target === undefined ? {} : { target: sent.target, pageId: sent.target.pageId }),
  };
  const parentId = sent.parentId === 'root' ? undefined : (sent.parentId ?? conversation.tip);
  const asked: Message = {
    id: asMessageId(ports.chance.id()),
    conversationId: conversation.id,
    role: 'user',
    text: sent.text,
    createdAt: now,
    ...(parentId === undefined ? {} : { parentId }),
  };
  await ports.chats.add({ ...conversation, tip: asked.id, updatedAt: now }, asked);
  const jobId = await reply(ports, conversation, asked, sent.target ?? conversation.target, sent.length, sent.model);
  return { conversationId: conversation.id, messageId: asked.id, jobId };
}

/** Goes on from a cut answer: the turn shows the continuation in its place, and keeps its own place on the branch. */
export async function proceedTurn(
  { chats, clock }: Pick<ChatPorts, 'chats' | 'clock'>,
  cut: Job | undefined,
  proceed: () => Promise<JobId>,
): Promise<JobId> {
  const jobId = await proceed();
  const { conversationId } = cut?.input ?? {};
  if (cut === undefined || conversationId === undefined) return jobId;
  const [conversation, messages] = await Promise.all([
    chats.conversation(conversationId),
    chats.messages(conversationId),
  ]);
  const turn = messages.find((message) => message.jobId === cut.id);
  if (conversation !== undefined && turn !== undefined)
    await chats.add({ ...conversation, updatedAt: clock.now() }, { ...turn, jobId });
  return jobId;
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
  return reply(ports, conversation, asked, conversation.target, length, model);
}

async function reply(
  ports: ChatPorts,
  conversation: Conversation,
  asked: Message,
  target: PageTarget | undefined,
  length: AnswerLength,
  model: string | undefined,
): Promise<JobId> {
  const id = asMessageId(ports.chance.id());
  const jobId = await ports.start({
    action: 'chat',
    length,
    question: asked.text,
    conversationId: conversation.id,
    messageId: asked.id,
    ...(target === undefined ? {} : { target }),
    ...(model === undefined ? {} : { model }),
  });
  const now = ports.clock.now();
  const answer: Message = {
    id,
    conversationId: conversation.id,
    parentId: asked.id,
    role: 'assistant',
    text: '',
    jobId,
    createdAt: now,
  };
  await ports.chats.add({ ...conversation, tip: id, updatedAt: now }, answer);
  return jobId;
}

/** The turns before a message on its branch, as a model is told them. Empty answers are left out: an API refuses them. */
export async function historyBefore(
  { chats }: Pick<ChatPorts, 'chats'>,
  answerOf: (jobId: JobId) => Promise<Answer | undefined>,
  conversationId: ConversationId,
  messageId: MessageId,
): Promise<readonly { readonly role: 'user' | 'assistant'; readonly text: string }[]> {
  const branch = branchTo(await chats.messages(conversationId), messageId).slice(0, -1);
  const turns = await Promise.all(
    branch.map(async ({ role, text, jobId }) => ({
      role,
      text: role === 'user' ? text : jobId === undefined ? '' : ((await answerOf(jobId))?.text ?? ''),
    })),
  );
  return turns.filter(({ text }) => text.trim() !== '');
}
