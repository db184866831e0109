import type { FailureFacts } from '../../base/failure.ts';
import type { ConversationId, JobId } from '../../base/ids.ts';
import type { Conversation } from '../../chat/conversation.ts';
import { inOrder } from '../../chat/in-order.ts';
import type { ChatDesk } from '../../messages/desk.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

/** The history as it stands in the store. Temporary chats and those that were taken away are in no list. */
export function createChatViews(
  words: WordsDatabase,
  onTrouble: (failure: FailureFacts | undefined) => void,
): Pick<ChatDesk, 'watchConversations'> {
  const listed = async (search: string): Promise<readonly Conversation[]> => {
    const list = await words.conversations
      .filter(({ temporary, deletedAt }) => temporary !== true && deletedAt === undefined)
      .toArray();
    if (search.trim() === '') return inOrder(list);
    const found = await conversationsWith(words, search.trim().toLocaleLowerCase());
    return inOrder(list.filter(({ id }) => found.has(id)));
  };
  return { watchConversations: (search, show) => watchQuery(() => listed(search), show, onTrouble) };
}

/** Conversations whose title, messages or answers hold the words. A scan: histories are small beside pages. */
async function conversationsWith(words: WordsDatabase, needle: string): Promise<ReadonlySet<ConversationId>> {
  const holds = (text: string): boolean => text.toLocaleLowerCase().includes(needle);
  const found = new Set<ConversationId>();
  await words.conversations.each(({ id, title }) => {
    if (holds(title)) found.add(id);
  });
  const turns = new Map<JobId, ConversationId>();
  await words.messages.each(({ conversationId, text, jobId }) => {
    if (holds(text)) found.add(conversationId);
    if (jobId !== undefined) turns.set(jobId, conversationId);
  });
  const jobs = await words.jobs.bulkGet([...turns.keys()]);
  const written = jobs.flatMap((job) => (job?.answerId === undefined ? [] : [{ id: job.id, answerId: job.answerId }]));
  const answers = await words.answers.bulkGet(written.map(({ answerId }) => answerId));
  for (const [at, { id }] of written.entries()) {
    const conversation = turns.get(id);
    if (conversation !== undefined && holds(answers[at]?.text ?? '')) found.add(conversation);
  }
  return found;
}
