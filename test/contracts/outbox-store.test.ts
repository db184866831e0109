import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createOutboxStore } from '../../lib/adapters/dexie/outbox-store.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { asApprovalId, asOutboxId } from '../../lib/base/ids.ts';
import type { OutboxStore } from '../../lib/outbox/outbox-store.ts';
import { anApproval, anEntry } from '../fixtures/an-entry.ts';
import { createMemoryOutbox } from '../fixtures/memory-outbox.ts';

let lives = 0;
const KINDS: readonly (readonly [string, () => OutboxStore])[] = [
  ['Dexie', () => createOutboxStore(new WordsDatabase(`outbox ${(lives += 1)}`))],
  ['memory', () => createMemoryOutbox()],
];

describe.each(KINDS)('an outbox in %s', (_kind, make) => {
  let store: OutboxStore;
  beforeEach(() => {
    store = make();
  });

  it('lists what is not at its end, oldest first', async () => {
    await store.add([
      anEntry('late', { createdAt: 3, state: 'unsure' }),
      anEntry('ended', { createdAt: 1, state: 'done' }),
      anEntry('early', { createdAt: 2, state: 'proposed' }),
      anEntry('stuck', { createdAt: 4, state: 'blocked' }),
      anEntry('left', { createdAt: 0, state: 'cancelled' }),
      anEntry('back', { createdAt: 5, state: 'undone' }),
    ]);
    expect((await store.unfinished()).map(({ id }) => id)).toEqual(['early', 'late', 'stuck']);
  });

  it('keeps all of what is proposed together, or nothing', async () => {
    await store.add([anEntry('one')]);
    await expect(store.add([anEntry('two'), anEntry('one')])).rejects.toMatchObject({
      facts: { code: 'storage-broken' },
    });
    expect(await store.get(asOutboxId('two'))).toBeUndefined();
  });

  it('changes an entry by what is stored, and tells how it is then', async () => {
    const id = asOutboxId('one');
    await store.add([anEntry('one')]);
    const both = [1, 2].map(() => store.change(id, (entry) => ({ ...entry, updatedAt: entry.updatedAt + 1 })));
    expect((await Promise.all(both)).map((entry) => entry?.updatedAt)).toEqual([1, 2]);
    expect(await store.change(id, () => undefined)).toMatchObject({ updatedAt: 2 });
    expect(await store.change(asOutboxId('nobody'), (entry) => entry)).toBeUndefined();
  });

  it('counts what is used of a standing approval', async () => {
    const id = asApprovalId('weekly');
    expect(await store.changeApproval(id, () => undefined)).toBeUndefined();
    await store.changeApproval(id, () => anApproval('weekly'));
    const use = () => store.changeApproval(id, (approval) => approval && { ...approval, used: approval.used + 1 });
    await Promise.all([use(), use()]);
    expect(await store.approvals()).toMatchObject([{ id: 'weekly', used: 2 }]);
  });
});
