import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { createQueueViews } from '../../lib/adapters/dexie/queue-views.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { asAnswerId, asJobId } from '../../lib/base/ids.ts';
import { aJob, anAnswer } from '../fixtures/memory-stores.ts';

let lives = 0;
function open() {
  const words = new WordsDatabase(`words with a queue ${(lives += 1)}`);
  return { words, views: createQueueViews(words, () => undefined) };
}
const DAY = 24 * 60 * 60_000;
const waited = (ranAt: number) => ({ since: ranAt - 1_000, expiresAt: ranAt + DAY, ranAt });

describe('the watched queue', () => {
  it('shows what waits for service or for its turn, oldest first, until it does no more', async () => {
    const { words, views } = open();
    const shown: string[][] = [];
    const unwatch = views.watchWaiting((list) => shown.push(list.map(({ job }) => job.id)));
    await words.jobs.bulkAdd([
      aJob('late', { state: 'waiting', createdAt: 3 }),
      aJob('turn', { state: 'queued', behind: asJobId('late'), createdAt: 4 }),
      aJob('early', { state: 'waiting', createdAt: 2 }),
      aJob('about to run', { state: 'queued', createdAt: 1 }),
      aJob('done', { state: 'done', createdAt: 1 }),
    ]);
    await vi.waitFor(() => expect(shown.at(-1)).toEqual(['early', 'late', 'turn']));
    await words.jobs.update(asJobId('early'), { state: 'cancelled' });
    await vi.waitFor(() => expect(shown.at(-1)).toEqual(['late', 'turn']));
    unwatch();
  });
});

describe('the watched digest', () => {
  it('shows what has waited and ended since it was put away, with its answer, newest first', async () => {
    const { words, views } = open();
    const shown: [string, string | undefined][][] = [];
    const unwatch = views.watchDigest((list) => shown.push(list.map(({ job, answer }) => [job.id, answer?.text])));
    await words.answers.add(anAnswer('a', { text: 'In May.' }));
    const answerId = asAnswerId('a');
    await words.jobs.bulkAdd([
      aJob('first', { state: 'done', waited: waited(10 * DAY), updatedAt: 10 * DAY + 5, answerId }),
      aJob('second', { state: 'failed', waited: waited(10 * DAY + 10), updatedAt: 10 * DAY + 20 }),
      aJob('still running', { state: 'running', waited: waited(10 * DAY + 30) }),
      aJob('taken back', { state: 'cancelled', waited: waited(10 * DAY + 40), updatedAt: 10 * DAY + 50 }),
      aJob('never waited', { state: 'done', updatedAt: 10 * DAY + 60 }),
    ]);
    await vi.waitFor(() =>
      expect(shown.at(-1)).toEqual([
        ['second', undefined],
        ['first', 'In May.'],
      ]),
    );
    await words.meta.put({ key: 'digest', value: { dismissedAt: 10 * DAY + 20 } });
    await vi.waitFor(() => expect(shown.at(-1)).toEqual([]));
    await words.jobs.update(asJobId('still running'), { state: 'done', updatedAt: 10 * DAY + 70 });
    await vi.waitFor(() => expect(shown.at(-1)).toEqual([['still running', undefined]]));
    unwatch();
  });
});
