import { asMessageId } from '../base/ids.ts';
import type { ConversationId, JobId } from '../base/ids.ts';
import { branchTo } from '../chat/branch.ts';
import type { Message } from '../chat/conversation.ts';
import { summaryEnd } from '../chat/summary-end.ts';
import type { JobInput } from '../jobs/job.ts';
import type { AnswerLength } from '../settings/settings.ts';
import type { ChatPorts } from './chat.ts';
import { unendedTurn } from './chat.ts';

/**
 * Has a model put the earlier turns of the shown branch into few words, as a turn of its own at the end of it. Nothing is
 * taken away: the turns stay, and the summary can be undone.
 * @returns `undefined` where there is too little to be worth it
 */
export async function compactTurns(
  ports: ChatPorts,
  conversationId: ConversationId,
  length: AnswerLength,
  model?: string,
): Promise<JobId | undefined> {
  const conversation = await ports.chats.conversation(conversationId);
  const branch = branchTo(await ports.chats.messages(conversationId), conversation?.tip);
  const upTo = summaryEnd(branch);
  const last = branch.at(-1);
  if (conversation === undefined || upTo === undefined || last === undefined) return undefined;
  const now = Math.max(ports.clock.now(), last.createdAt + 1);
  const row: Message = {
    id: asMessageId(ports.chance.id()),
    conversationId,
    parentId: last.id,
    role: 'assistant',
    text: '',
    createdAt: now,
    summary: { upTo },
  };
  const input: JobInput = {
    action: 'compact',
    length,
    conversationId,
    messageId: row.id,
    fresh: true,
    ...(model === undefined ? {} : { model }),
    ...(conversation.temporary === true ? { temporary: true } : {}),
  };
  const behind = await unendedTurn(ports, row, [row]);
  const store: Parameters<ChatPorts['start']>[1] = (job) =>
    ports.chats.add({ ...conversation, tip: row.id, updatedAt: now }, [{ ...row, jobId: job.id }], job);
  return behind === undefined ? ports.start(input, store) : ports.start(input, store, behind);
}
