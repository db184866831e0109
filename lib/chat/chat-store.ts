import type { ConversationId, MessageId } from '../base/ids.ts';
import type { Conversation, Message } from './conversation.ts';

/** Where conversations rest. Every change is on disk before the promise resolves. */
export interface ChatStore {
  conversation(id: ConversationId): Promise<Conversation | undefined>;
  message(id: MessageId): Promise<Message | undefined>;
  messages(id: ConversationId): Promise<readonly Message[]>;
  /** Adds a message and the new state of its conversation, both or neither. */
  add(conversation: Conversation, message: Message): Promise<void>;
  choose(id: ConversationId, tip: MessageId): Promise<void>;
  forget(id: ConversationId): Promise<void>;
}
