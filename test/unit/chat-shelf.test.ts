import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { createChatShelf } from '../../lib/adapters/dexie/chat-shelf.ts';
import { createChatStore } from '../../lib/adapters/dexie/chat-store.ts';
import { createChatViews } from '../../lib/adapters/dexie/chat-views.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { asConversationId, asMessageId } from '../../lib/base/ids.ts';
import { REGRET_MS } from '../../lib/chat/regret.ts';
import { sweepChats } from '../../lib/flows/chat-sweep.ts';
import { anEntry } from '../fixtures/an-entry.ts';

let opened = 0;
function open() {
  const words = new WordsDatabase(`shelf ${(opened += 1)}`);
  let ids = 0;
  const ports = {
    words,
    clock: { now: () => 1_000_000 },
    chance: { id: () => `new-${(ids += 1)}` },
    onTrouble: () => undefined,
  };
  const listed = async (): Promise<readonly string[]> => {
    const shown: (readonly string[])[] = [];
    const unwatch = createChatViews(words, () => undefined).watchConversations('', (list) =>
      shown.push(list.map(({ title }) => title)),
    );
    await vi.waitFor(() => expect(shown).toHaveLength(1));
    unwatch();
    return shown[0] ?? [];
  };
  const add = async (title: string, differs: object = {}) => {
    const id = asConversationId(title);
    await words.conversations.add({ id, title, createdAt: 1, updatedAt: 1, ...differs });
    return id;
  };
  return { words, listed, add, shelf: createChatShelf(ports), chats: createChatStore(words) };
}

describe('the shelf of conversations', () => {
  it('shows the pinned first, then the latest, and neither temporary nor deleted ones', async () => {
    const { add, listed, shelf } = open();
    const old = await add('old');
    await add('newer', { updatedAt: 5 });
    await add('temporary', { temporary: true });
    const gone = await add('gone', { updatedAt: 9 });
    await shelf.pin(old, true);
    await shelf.takeAway(gone);
    expect(await listed()).toEqual(['old', 'newer']);
    await shelf.pin(old, false);
    expect(await shelf.bringBack(gone)).toBe(true);
    expect(await listed()).toEqual(['gone', 'newer', 'old']);
    expect(await shelf.bringBack(asConversationId('never'))).toBe(false);
  });

  it('keeps the name and place that a conversation was given while an answer was on its way', async () => {
    const { add, shelf, chats, words } = open();
    const id = await add('first words');
    const asItWas = await chats.conversation(id);
    await shelf.rename(id, 'Plan');
    await shelf.file(id, 'Launch');
    if (asItWas === undefined) throw new Error('not kept');
    await chats.add({ ...asItWas, tip: asMessageId('tip'), updatedAt: 7 }, []);
    expect(await words.conversations.get(id)).toMatchObject({
      title: 'Plan',
      folder: 'Launch',
      tip: 'tip',
      updatedAt: 7,
    });
    await shelf.file(id, '');
    expect(await words.conversations.get(id)).not.toHaveProperty('folder');
  });

  it('brings a conversation in from its own file, as another one', async () => {
    const { add, shelf, words } = open();
    const id = await add('talk');
    await words.messages.add({ id: asMessageId('m'), conversationId: id, role: 'user', text: 'Hi', createdAt: 2 });
    const file = await shelf.fileOf(id);
    if (file === undefined) throw new Error('no file');
    const brought = await shelf.bringIn(file);
    expect(brought).not.toBe(id);
    expect(await words.messages.where('conversationId').equals(brought).toArray()).toMatchObject([{ text: 'Hi' }]);
    expect(await shelf.fileOf(asConversationId('never'))).toBeUndefined();
  });

  it('puts a summary aside and takes it up again', async () => {
    const { shelf, words } = open();
    const id = asMessageId('s');
    const summary = { upTo: asMessageId('m') };
    const row = {
      id,
      conversationId: asConversationId('c'),
      role: 'assistant',
      text: '',
      createdAt: 1,
      summary,
    } as const;
    await words.messages.add(row);
    await shelf.useSummary(id, false);
    expect((await words.messages.get(id))?.summary).toEqual({ upTo: 'm', undone: true });
    await shelf.useSummary(id, true);
    expect((await words.messages.get(id))?.summary).toEqual(summary);
  });

  it('takes off the disk what is not to stay, and nothing else', async () => {
    const { add, chats, words } = open();
    const now = 10_000_000;
    await add('kept', { createdAt: 1 });
    await add('deleted long ago', { deletedAt: now - REGRET_MS - 1 });
    await add('deleted just now', { deletedAt: now - 10 });
    await add('temporary, closed', { temporary: true });
    await add('temporary, open', { temporary: true });
    await add('temporary, just begun', { temporary: true, createdAt: now - 10 });
    await words.messages.add({
      id: asMessageId('secret'),
      conversationId: asConversationId('temporary, closed'),
      role: 'user',
      text: 'secret',
      createdAt: 1,
    });
    await sweepChats({
      clock: { now: () => now },
      chats,
      isOpen: (id) => id === 'temporary, open',
      forget: chats.forget,
    });
    expect((await words.conversations.toArray()).map(({ title }) => title).toSorted()).toEqual([
      'deleted just now',
      'kept',
      'temporary, just begun',
      'temporary, open',
    ]);
    expect(await words.messages.count()).toBe(0);
  });

  it('leaves of what a temporary chat proposed nothing behind but what was approved', async () => {
    const { add, chats, words } = open();
    const leaving = asConversationId('leaving');
    await add('leaving', { temporary: true });
    await add('staying', {});
    const sent = { epoch: 1, owner: 'life', chunk: 1, of: 1, blocks: [], tries: 0, begunAt: 1 };
    const origin = (conversationId: typeof leaving) => ({ label: 'Chat', conversationId, sources: [], addresses: [] });
    await words.outbox.bulkAdd([
      anEntry('undecided', { origin: origin(leaving) }),
      anEntry('declined', { origin: origin(leaving), state: 'cancelled' }),
      anEntry('approved', {
        origin: origin(leaving),
        state: 'approved',
        approval: { by: 'person', at: 1, shown: 'x' },
      }),
      anEntry('stopped midway', { origin: origin(leaving), state: 'cancelled', sent }),
      anEntry('of another chat', { origin: origin(asConversationId('staying')) }),
    ]);
    await chats.forget(leaving);
    await chats.forget(asConversationId('staying'));
    expect((await words.outbox.toArray()).map(({ id }) => id).toSorted()).toEqual([
      'approved',
      'of another chat',
      'stopped midway',
    ]);
  });
});
