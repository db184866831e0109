import type { ConversationId, JobId } from '../base/ids.ts';
import type { Conversation, Message } from '../chat/conversation.ts';
import type { Answer } from '../jobs/answer.ts';
import type { Job } from '../jobs/job.ts';
import type { TableName } from './kinds.ts';

/** What is not to leave this device: temporary chats, and those taken away that can still be taken back. */
export interface Passing {
  readonly conversations: ReadonlySet<ConversationId>;
  readonly jobs: ReadonlySet<JobId>;
}

export const isPassing = ({ temporary, deletedAt }: Conversation): boolean =>
  temporary === true || deletedAt !== undefined;

export const isOfPassing = ({ input }: Job, conversations: ReadonlySet<ConversationId>): boolean =>
  input.temporary === true || (input.conversationId !== undefined && conversations.has(input.conversationId));

/** Values that mean something here and now alone, what an organization set among them; of connections the names go along, without a trace of a key. */
const HERE_ALONE: ReadonlySet<string> = new Set(['connections', 'drill', 'managed', 'retention']);

/** Whether a row stays out of backups and exports. */
export function isLeftOut({ database, table }: TableName, row: unknown, passing: Passing): boolean {
  if (database !== 'words') return false;
  switch (table) {
    case 'conversations':
      return isPassing(row as Conversation);
    case 'messages':
      return passing.conversations.has((row as Message).conversationId);
    case 'jobs':
      return passing.jobs.has((row as Job).id);
    case 'answers':
      return passing.jobs.has((row as Answer).jobId);
    case 'meta':
      return HERE_ALONE.has((row as { readonly key: string }).key);
    default:
      return false;
  }
}
