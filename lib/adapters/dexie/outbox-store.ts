import type { OutboxState } from '../../outbox/entry.ts';
import type { OutboxStore } from '../../outbox/outbox-store.ts';
import { guardStorage } from './guard-storage.ts';
import type { Guard } from './guard-storage.ts';
import type { WordsDatabase } from './words-database.ts';

const ENDED: readonly OutboxState[] = ['done', 'cancelled', 'undone'];

export function createOutboxStore(words: WordsDatabase, guard: Guard = guardStorage): OutboxStore {
  return {
    add: (entries) =>
      guard(() =>
        // Only a transaction takes back the first ones where a later one is refused.
        words.transaction('rw', words.outbox, async () => {
          await words.outbox.bulkAdd([...entries]);
        }),
      ),
    get: (id) => guard(() => words.outbox.get(id)),
    change: (id, change) =>
      guard(() =>
        words.transaction('rw', words.outbox, async () => {
          const before = await words.outbox.get(id);
          const after = before === undefined ? undefined : change(before);
          if (after !== undefined) await words.outbox.put(after);
          return after ?? before;
        }),
      ),
    unfinished: () => guard(() => words.outbox.where('state').noneOf(ENDED).sortBy('createdAt')),
    approvals: () => guard(() => words.approvals.toArray()),
    changeApproval: (id, change) =>
      guard(() =>
        words.transaction('rw', words.approvals, async () => {
          const before = await words.approvals.get(id);
          const after = change(before);
          if (after !== undefined) await words.approvals.put(after);
          return after ?? before;
        }),
      ),
  };
}
