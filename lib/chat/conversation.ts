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
  /** Where the person filed it. */
  readonly folder?: string;
  readonly pinnedAt?: number;
  /** Taken away by the person: shown nowhere, and gone for good once it can no longer be taken back. */
  readonly deletedAt?: number;
  /** Kept only while the panel that shows it is open; in no list, export or digest. */
  readonly temporary?: true;
}

/** One turn. Editing makes a sibling: nothing that was said is overwritten. */
export interface Message {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly parentId?: MessageId;
  readonly role: 'user' | 'assistant';
  /** What the person wrote; an assistant's text is in its answer, but where the conversation was brought in from a file. */
  readonly text: string;
  readonly jobId?: JobId;
  readonly createdAt: number;
  /** What goes to the model with it, the page that it is about first. Absent in rows of an earlier version: the conversation's page. */
  readonly pages?: readonly PageTarget[];
  /** It stands for what was said before it. */
  readonly summary?: Summary;
  /** The model that wrote it, where the conversation was brought in from a file. */
  readonly by?: string;
}

/** In place of the turns up to `upTo` on its branch, once its answer is written. Those turns stay as they are. */
interface Summary {
  readonly upTo: MessageId;
  /** The person wants the turns themselves told again. */
  readonly undone?: true;
}
