import type { FailureFacts } from '../../base/failure.ts';
import { asConversationId } from '../../base/ids.ts';
import type { ConversationId } from '../../base/ids.ts';
import type { Chance, Clock } from '../../base/ports.ts';
import { chatFileOf, rowsOfFile } from '../../chat/chat-file.ts';
import type { Conversation } from '../../chat/conversation.ts';
import { linkedText } from '../../chat/linked-text.ts';
import type { Prompt } from '../../chat/prompt.ts';
import type { ChatShelf, PromptShelf } from '../../messages/chat-shelf.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import { watchQuery } from './watch-query.ts';
import type { WordsDatabase } from './words-database.ts';

interface ShelfPorts {
  readonly words: WordsDatabase;
  readonly clock: Pick<Clock, 'now'>;
  readonly chance: Pick<Chance, 'id'>;
  readonly guard?: Guard;
  readonly onTrouble: (failure: FailureFacts | undefined) => void;
}

/** The order among conversations, kept where their rows lie. */
export function createChatShelf({
  words,
  clock,
  chance,
  guard = guardStorage,
  onTrouble,
}: ShelfPorts): Omit<ChatShelf, 'keepOpen' | 'sweep'> {
  const change = (id: ConversationId, fields: (before: Conversation) => Conversation): Promise<boolean> =>
    guard(() =>
      words.transaction('rw', words.conversations, async () => {
        const before = await words.conversations.get(id);
        if (before !== undefined) await words.conversations.put(fields(before));
        return before !== undefined;
      }),
    );
  return {
    watch: (id, show) => watchQuery(() => words.conversations.get(id), show, onTrouble),
    async rename(id, title) {
      await change(id, (before) => ({ ...before, title }));
    },
    async file(id, folder) {
      await change(id, ({ folder: _before, ...rest }) => (folder === '' ? rest : { ...rest, folder }));
    },
    async pin(id, pinned) {
      await change(id, ({ pinnedAt: _before, ...rest }) => (pinned ? { ...rest, pinnedAt: clock.now() } : rest));
    },
    async takeAway(id) {
      await change(id, (before) => ({ ...before, deletedAt: clock.now() }));
    },
    bringBack: (id) => change(id, ({ deletedAt: _before, ...rest }) => rest),
    useSummary: (id, used) =>
      guard(() =>
        words.transaction('rw', words.messages, async () => {
          const row = await words.messages.get(id);
          if (row?.summary === undefined) return;
          const { upTo } = row.summary;
          await words.messages.put({ ...row, summary: used ? { upTo } : { upTo, undone: true } });
        }),
      ),
    fileOf: (id) =>
      guard(async () => {
        const conversation = await words.conversations.get(id);
        if (conversation === undefined) return undefined;
        const messages = await words.messages.where('conversationId').equals(id).sortBy('createdAt');
        const turns = await Promise.all(
          messages.map(async (message) => {
            const job = message.jobId === undefined ? undefined : await words.jobs.get(message.jobId);
            const answerId = job?.answerId ?? job?.modelFreeId;
            return { message, answer: answerId === undefined ? undefined : await words.answers.get(answerId) };
          }),
        );
        return chatFileOf(conversation, turns, linkedText);
      }),
    async bringIn(file) {
      const { conversation, messages } = rowsOfFile(file, asConversationId(chance.id()), chance.id, clock.now());
      await guard(() =>
        words.transaction('rw', words.conversations, words.messages, async () => {
          await words.conversations.add(conversation);
          await words.messages.bulkAdd([...messages]);
        }),
      );
      return conversation.id;
    },
  };
}

/** The person's prompts, kept as rows. */
export function createPromptShelf({ words, chance, guard = guardStorage, onTrouble }: ShelfPorts): PromptShelf {
  const byName = (one: Prompt, other: Prompt): number => one.name.localeCompare(other.name);
  return {
    watch: (show) => watchQuery(async () => (await words.prompts.toArray()).toSorted(byName), show, onTrouble),
    keep: (prompts) =>
      guard(async () => {
        await words.prompts.bulkPut([...prompts]);
      }),
    remove: (id) => guard(() => words.prompts.delete(id)),
    newId: chance.id,
  };
}
