import { guardStorage } from '../adapters/dexie/guard-storage.ts';
import { heldNames } from '../adapters/browser/held-locks.ts';
import { asMessageId } from '../base/ids.ts';
import type { ConversationId } from '../base/ids.ts';
import { tipOf } from '../chat/branch.ts';
import { compactTurns } from '../flows/chat-compact.ts';
import { proposeChat } from '../flows/chat-publish.ts';
import { sweepChats } from '../flows/chat-sweep.ts';
import { regenerate, sendMessage, waitingTurn } from '../flows/chat.ts';
import type { CHAT_SHAPES } from '../messages/chat-messages.ts';
import { openName } from '../messages/chat-shelf.ts';
import type { Handlers } from '../messages/router.ts';
import type { Household } from './household.ts';

/** What our own pages ask about conversations. */
export function createChatHandlers(house: Household): Pick<Handlers, keyof typeof CHAT_SHAPES> {
  const { runner, chats, meta } = house;
  const chat = { ...house, start: runner.start };
  return {
    'chat.send': async ({ parentId, ...message }) => {
      const { length } = await meta.settings();
      const parent =
        parentId === undefined ? {} : { parentId: parentId === 'root' ? ('root' as const) : asMessageId(parentId) };
      return sendMessage(chat, { ...message, ...parent, length });
    },
    'chat.regenerate': async ({ messageId, model }) => {
      const waiting = await waitingTurn(chat, messageId);
      if (waiting !== undefined) return runner.retry(waiting.id, model);
      return regenerate(chat, messageId, (await meta.settings()).length, model);
    },
    'chat.choose': async ({ conversationId, tip }) =>
      chats.choose(conversationId, tipOf(await chats.messages(conversationId), tip)),
    'chat.compact': async ({ conversationId, model }) =>
      compactTurns(chat, conversationId, (await meta.settings()).length, model),
    'chat.forget': (id) => forgetChat(house, id),
    'chat.publish': async (conversation) => {
      const id = await proposeChat(
        {
          chats,
          pages: house.pages,
          answerOf: async (job) => {
            const answerId = (await house.jobs.get(job))?.answerId;
            return answerId === undefined ? undefined : house.answers.get(answerId);
          },
          connected: async () => (await house.notion.connections()).map((one) => one.id),
          propose: house.outbox.propose,
        },
        conversation,
      );
      await guardStorage(() => house.words.meta.put({ key: 'published', value: { id, at: house.clock.now() } }));
      return id;
    },
    'chat.sweep': () => sweepHouse(house),
  };
}

/** Takes conversations away that are not to stay, now. */
export async function sweepHouse(house: Pick<Household, 'clock' | 'chats' | 'runner'>): Promise<void> {
  const held = new Set(await heldNames());
  await sweepChats({
    clock: house.clock,
    chats: house.chats,
    isOpen: (id) => held.has(openName(id)),
    forget: (id) => forgetChat(house, id),
  });
}

/** What is still being written would come back after it was forgotten. */
async function forgetChat({ chats, runner }: Pick<Household, 'chats' | 'runner'>, id: ConversationId): Promise<void> {
  const jobs = (await chats.messages(id)).flatMap(({ jobId }) => jobId ?? []);
  await Promise.all(jobs.map(runner.stop));
  await Promise.all(jobs.map(runner.settled));
  await chats.forget(id);
}
