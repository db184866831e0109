import type { OutboxEntry } from '../../outbox/entry.ts';
import type { ChatStore } from '../../chat/chat-store.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

export function createChatStore(words: WordsDatabase, guard: Guard = guardStorage): ChatStore {
  const both = [words.conversations, words.messages];
  return {
    conversation: (id) => guard(() => words.conversations.get(id)),
    message: (id) => guard(() => words.messages.get(id)),
    messages: (id) => guard(() => words.messages.where('conversationId').equals(id).sortBy('createdAt')),
    add: (conversation, messages, job) =>
      guard(() =>
        words.transaction('rw', job === undefined ? both : [...both, words.jobs], async () => {
          const before = await words.conversations.get(conversation.id);
          const { tip, updatedAt } = conversation;
          await words.conversations.put(
            before === undefined ? conversation : { ...before, updatedAt, ...(tip === undefined ? {} : { tip }) },
          );
          await words.messages.bulkPut([...messages]);
          if (job !== undefined) await words.jobs.add(job);
        }),
      ),
    reword: (id, text, jobId, change) =>
      guard(() =>
        words.transaction('rw', words.messages, words.jobs, async () => {
          const before = await words.jobs.get(jobId);
          const after = before === undefined ? undefined : change(before);
          if (after === undefined || after === before) return before;
          await words.jobs.put(after);
          await words.messages.update(id, { text });
          return after;
        }),
      ),
    choose: (id, tip) =>
      guard(async () => {
        await words.conversations.update(id, { tip });
      }),
    forget: (id) =>
      guard(() =>
        words.transaction('rw', [...both, words.answers, words.jobs, words.outbox], async () => {
          const messages = await words.messages.where('conversationId').equals(id).toArray();
          const jobs = messages.flatMap(({ jobId }) => (jobId === undefined ? [] : [jobId]));
          await words.answers.where('jobId').anyOf(jobs).delete();
          await words.jobs.bulkDelete(jobs);
          await words.messages.where('conversationId').equals(id).delete();
          const isTemporary = (await words.conversations.get(id))?.temporary === true;
          if (isTemporary)
            await words.outbox.filter((entry) => entry.origin.conversationId === id && isUnsaid(entry)).delete();
          await words.conversations.delete(id);
        }),
      ),
    passing: (time) =>
      guard(() =>
        words.conversations
          .filter(({ temporary, deletedAt }) => temporary === true || (deletedAt ?? time) < time)
          .toArray(),
      ),
  };
}

/** Nobody approved it and nothing of it was ever sent: of a chat that leaves nothing behind it is not to stay. */
const isUnsaid = ({ state, sent, approval }: OutboxEntry): boolean =>
  sent?.begunAt === undefined && (state === 'cancelled' || (state === 'proposed' && approval === undefined));
