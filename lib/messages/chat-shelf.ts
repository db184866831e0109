import type { ConversationId, MessageId } from '../base/ids.ts';
import type { ChatFile } from '../chat/chat-file.ts';
import type { Conversation } from '../chat/conversation.ts';
import type { Prompt } from '../chat/prompt.ts';

type Unwatch = () => void;

/** The order that a person keeps among conversations. All of it works on rows of this device, whatever else is down. */
export interface ChatShelf {
  /** One conversation, temporary ones too, which no list holds. */
  watch(id: ConversationId, show: (conversation: Conversation | undefined) => void): Unwatch;
  rename(id: ConversationId, title: string): Promise<void>;
  /** @param folder empty takes it out of its folder */
  file(id: ConversationId, folder: string): Promise<void>;
  pin(id: ConversationId, pinned: boolean): Promise<void>;
  /** Out of every list; off the disk half a minute later. */
  takeAway(id: ConversationId): Promise<void>;
  /** False where it is gone already. */
  bringBack(id: ConversationId): Promise<boolean>;
  /** Whether a summary stands for the turns that it covers. */
  useSummary(id: MessageId, used: boolean): Promise<void>;
  /** Everything of a conversation, for a file. */
  fileOf(id: ConversationId): Promise<ChatFile | undefined>;
  /** Puts a conversation from a file beside the others, under ids of its own. */
  bringIn(file: ChatFile): Promise<ConversationId>;
  /** Says that a temporary chat is open here, until the returned function is called or this page is gone. */
  keepOpen(id: ConversationId): () => void;
  /** Takes what is not to stay off the disk. */
  sweep(): Promise<void>;
}

/** Prompts that the person keeps. */
export interface PromptShelf {
  watch(show: (prompts: readonly Prompt[]) => void): Unwatch;
  keep(prompts: readonly Prompt[]): Promise<void>;
  remove(id: string): Promise<void>;
  newId(): string;
}

/** What a panel holds, by name, while it shows a temporary chat. */
export const openName = (id: ConversationId): string => `temporary-chat:${id}`;
