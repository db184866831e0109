import type { ConversationId, JobId, MessageId } from '../base/ids.ts';
import type { Job } from '../jobs/job.ts';
import type { Conversation, Message } from './conversation.ts';

/** Where conversations rest. Every change is on disk before the promise resolves. */
export interface ChatStore {
  conversation(id: ConversationId): Promise<Conversation | undefined>;
  message(id: MessageId): Promise<Message | undefined>;
  messages(id: ConversationId): Promise<readonly Message[]>;
  /**
   * Adds messages, where their conversation now ends and the job that answers, all or nothing. A conversation that is
   * there keeps the name and the place that the person gave it meanwhile.
   */
  add(conversation: Conversation, messages: readonly Message[], job?: Job): Promise<void>;
  /** Gives a message other words together with the job that is to answer it; neither where the job does not take them. */
  reword(id: MessageId, text: string, job: JobId, change: (job: Job) => Job): Promise<Job | undefined>;
  choose(id: ConversationId, tip: MessageId): Promise<void>;
  forget(id: ConversationId): Promise<void>;
  /** Conversations that are not to stay: temporary ones, and those taken away before `time`. */
  passing(time: number): Promise<readonly Conversation[]>;
}
