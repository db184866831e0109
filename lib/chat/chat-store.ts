import type { ConversationId, MessageId } from '../base/ids.ts';
import type { Job } from '../jobs/job.ts';
import type { Conversation, Message } from './conversation.ts';

/** Where conversations rest. Every change is on disk before the promise resolves. */
export interface ChatStore {
  conversation(id: ConversationId): Promise<Conversation | undefined>;
  message(id: MessageId): Promise<Message | undefined>;
  messages(id: ConversationId): Promise<readonly Message[]>;
  /** Adds messages, the new state of their conversation and the job that answers, all or nothing. */
  add(conversation: Conversation, messages: readonly Message[], job?: Job): Promise<void>;
  choose(id: ConversationId, tip: MessageId): Promise<void>;
  forget(id: ConversationId): Promise<void>;
}
