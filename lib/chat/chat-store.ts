import type { ConversationId, JobId, MessageId } from '../base/ids.ts';
import type { Job } from '../jobs/job.ts';
import type { Conversation, Message } from './conversation.ts';

/** Where conversations rest. Every change is on disk before the promise resolves. */
export interface ChatStore {
  conversation(id: ConversationId): Promise<Conversation | undefined>;
  message(id: MessageId): Promise<Message | undefined>;
  messages(id: ConversationId): Promise<readonly Message[]>;
  /** Adds messages, the new state of their conversation and the job that answers, all or nothing. */
  add(conversation: Conversation, messages: readonly Message[], job?: Job): Promise<void>;
  /** Gives a message other words together with the job that is to answer it; neither where the job does not take them. */
  reword(id: MessageId, text: string, job: JobId, change: (job: Job) => Job): Promise<Job | undefined>;
  choose(id: ConversationId, tip: MessageId): Promise<void>;
  forget(id: ConversationId): Promise<void>;
}
