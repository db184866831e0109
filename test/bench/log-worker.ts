import type { Chained } from '../../lib/activity/chain.ts';
import { BEGINNING, chainOn } from '../../lib/activity/chain.ts';
import type { ActivityEntry } from '../../lib/activity/entry.ts';
import type { LogQuery } from '../../lib/activity/find-entries.ts';
import { NO_TOTALS } from '../../lib/activity/host-totals.ts';
import { sha256 } from '../../lib/adapters/browser/sha256.ts';
import { systemClock } from '../../lib/adapters/browser/system.ts';
import { createActivityStore } from '../../lib/adapters/dexie/activity-store.ts';
import { createActivityViews } from '../../lib/adapters/dexie/activity-views.ts';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { createActivityKeeper } from '../../lib/flows/keep-activity.ts';

/** What runs inside the extension's own worker, over the browser's own IndexedDB and WebCrypto. */

/** How long entries take: until their teller may go on, and until all of them are on the disk, in ms. */
export interface Logged {
  readonly told: number;
  readonly stored: number;
}

/** The entries that the extension itself has written behind a number. */
export async function entriesAfter(n: number): Promise<readonly Chained[]> {
  const words = new WordsDatabase();
  const rows = await words.activity.where('n').above(n).toArray();
  words.close();
  return rows;
}

/** Has the same entries written again and again, into a database of its own. */
export async function logAgain(rows: readonly Chained[], runs: number): Promise<readonly Logged[]> {
  const words = new WordsDatabase('bench-words');
  const keeper = createActivityKeeper({
    clock: systemClock,
    log: { info: () => undefined, warn: () => undefined },
    store: createActivityStore(words),
    sha256,
    traffic: () => [],
    keptDays: async () => 400,
  });
  const times: Logged[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    for (const { n: _n, hash: _hash, ...entry } of rows) keeper.record(entry);
    const told = performance.now() - begun;
    await keeper.settled();
    times.push({ told, stored: performance.now() - begun });
  }
  await words.delete();
  return times;
}

/** How long each look into a log of so many entries takes, in ms. */
export async function lookInto(entries: number, pages: number): Promise<Readonly<Record<string, number>>> {
  const words = new WordsDatabase('bench-words-long');
  const page = (at: number): string => `00000000-0000-4000-8000-${String(at % pages).padStart(12, '0')}`;
  const entryAt = (at: number): ActivityEntry => ({
    at: 1_790_000_000_000 + at * 1_000,
    ...(at % 50 === 0
      ? { kind: 'model', what: 'answer', host: 'api.anthropic.com', model: 'claude-sonnet-5-5' }
      : { kind: 'read', what: 'content', host: 'api.notion.com' }),
    outcome: at % 997 === 0 ? 'failed' : 'done',
    page: page(at),
  });
  const store = createActivityStore(words);
  for (let begun = 0; begun < entries; begun += 5_000) {
    const head = await store.head();
    const rows = await chainOn(
      head,
      Array.from({ length: 5_000 }, (_row, at) => entryAt(begun + at)),
      sha256,
    );
    const { n, hash } = rows.at(-1) ?? head;
    await store.change(head, { rows, head: { n, hash, from: BEGINNING, days: [] } });
  }
  const views = createActivityViews(words, new MirrorDatabase('bench-mirror'), () => undefined);
  const times: Record<string, number> = {};
  const timed = async (name: string, look: () => Promise<unknown>): Promise<void> => {
    const begun = performance.now();
    await look();
    times[name] = performance.now() - begun;
  };
  const read = (query: LogQuery) => views.read(query, undefined, 50);
  await timed('the newest', () => read({}));
  await timed('one page', () => read({ page: page(7) }));
  await timed('model calls', () => read({ kind: 'model' }));
  await timed('failures', () => read({ outcome: 'failed' }));
  await timed('a host', () => read({ host: 'api.anthropic.com' }));
  await timed('words that stand nowhere', () => read({ words: 'no such words' }));
  await timed('sums of all', () => views.totals(NO_TOTALS));
  await words.delete();
  return times;
}
