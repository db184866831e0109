import type { ConversationId, JobId, MessageId, PageId } from '../base/ids.ts';
import type { PageTarget } from '../jobs/job.ts';

export interface Conversation {
  readonly id: ConversationId;
  readonly title: string;
  /** The page it began on. */
  readonly target?: PageTarget;
  readonly pageId?: PageId;
  /** The end of the branch that is shown. */
  readonly tip?: MessageId;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One turn. Editing makes a sibling: nothing that was said is overwritten. */
export interface Message {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly parentId?: MessageId;
  readonly role: 'user' | 'assistant';
  /** What the person wrote; an assistant's text is in its answer. */
  readonly text: string;
  readonly jobId?: JobId;
  readonly createdAt: number;
}
