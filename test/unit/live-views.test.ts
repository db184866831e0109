import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { createChatViews } from '../../lib/adapters/dexie/chat-views.ts';
import { createLiveViews } from '../../lib/adapters/dexie/live-views.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { asAnswerId, asConversationId, asJobId, asMessageId, parsePageId } from '../../lib/base/ids.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import { aJob, anAnswer } from '../fixtures/memory-stores.ts';

let lives = 0;
function open() {
  const words = new WordsDatabase(`words to watch ${(lives += 1)}`);
  const troubles: (FailureFacts | undefined)[] = [];
  return { words, troubles, views: createLiveViews(words, (failure) => troubles.push(failure)) };
}

const pageId = parsePageId('0123456789abcdef0123456789abcdef');
const target = { pageId: pageId ?? expect.unreachable('not an id'), title: 'Plan', url: 'https://app.notion.com/' };

describe('live views', () => {
  it('show a job with its answer, and again when either changes', async () => {
    const { words, views } = open();
    const shown: (string | undefined)[] = [];
    const unwatch = views.job(asJobId('one'), (view) => shown.push(view?.answer?.text));
    await vi.waitFor(() => expect(shown).toEqual([undefined]));
    await words.answers.put(anAnswer('a', { text: 'It la' }));
    await words.jobs.add(aJob('one', { answerId: asAnswerId('a') }));
    await vi.waitFor(() => expect(shown.at(-1)).toBe('It la'));
    await words.answers.put(anAnswer('a', { text: 'It launches' }));
    await vi.waitFor(() => expect(shown.at(-1)).toBe('It launches'));
    unwatch();
  });

  it('show the newest job of a page, whoever began it, but no turn of a chat', async () => {
    const { words, views } = open();
    const of = (action: 'summarize' | 'chat') => ({ action, length: 'short', target }) as const;
    await words.jobs.add(aJob('old', { input: of('summarize'), createdAt: 1 }));
    await words.jobs.add(aJob('new', { input: of('summarize'), createdAt: 2 }));
    await words.jobs.add(aJob('turn', { input: of('chat'), createdAt: 3 }));
    const shown: (string | undefined)[] = [];
    const unwatch = views.latest(target.pageId, (view) => shown.push(view?.job.id));
    await vi.waitFor(() => expect(shown).toEqual(['new']));
    unwatch();
  });

  it('find a conversation by its title, by what was asked and by what was answered', async () => {
    const { words } = open();
    for (const [name, title, asked, answered] of [
      ['title', 'Harbour talks', 'hello', 'hi'],
      ['question', 'Talk', 'Where is the harbour?', 'There'],
      ['answer', 'Talk', 'Where to?', 'To the Harbour.'],
      ['none', 'Talk', 'hello', 'hi'],
    ] as const) {
      const conversationId = asConversationId(name);
      await words.conversations.add({ id: conversationId, title, createdAt: 1, updatedAt: 1 });
      await words.answers.add(anAnswer(name, { text: answered }));
      await words.jobs.add(aJob(name, { answerId: asAnswerId(name) }));
      await words.messages.bulkAdd([
        { id: asMessageId(`${name}?`), conversationId, role: 'user', text: asked, createdAt: 1 },
        {
          id: asMessageId(`${name}!`),
          conversationId,
          role: 'assistant',
          text: '',
          jobId: asJobId(name),
          createdAt: 2,
        },
      ]);
    }
    const shown: string[][] = [];
    const unwatch = createChatViews(words, () => undefined).watchConversations(' harbour ', (list) =>
      shown.push(list.map(({ id }) => id)),
    );
    await vi.waitFor(() => expect(shown.at(-1)?.toSorted()).toEqual(['answer', 'question', 'title']));
    unwatch();
  });

  it('say that stored state cannot be read, and go on by themselves once it can', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { words, views, troubles } = open();
      const future = { ...DEFAULT_SETTINGS, version: 2 };
      // A row as a newer Understudy leaves it.
      await words.table('meta').put({ key: 'settings', value: future });
      const lengths: string[] = [];
      const unwatch = views.settings(({ length }) => lengths.push(length));
      await vi.waitFor(() => expect(troubles).toEqual([{ code: 'database-newer' }]));
      await words.meta.put({ key: 'settings', value: { ...DEFAULT_SETTINGS, length: 'long' } });
      await vi.advanceTimersByTimeAsync(2_000);
      await vi.waitFor(() => expect(lengths).toEqual(['long']));
      expect(troubles.at(-1)).toBeUndefined();
      unwatch();
    } finally {
      vi.useRealTimers();
    }
  });
});
