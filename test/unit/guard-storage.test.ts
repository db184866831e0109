import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { describe, expect, it } from 'vitest';
import { guardMakingRoom, guardStorage } from '../../lib/adapters/dexie/guard-storage.ts';
import { guardWithRoom } from '../../lib/adapters/dexie/make-room.ts';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { Failure } from '../../lib/base/failure.ts';
import { asConversationId } from '../../lib/base/ids.ts';

import { createPageStore } from '../../lib/adapters/dexie/page-store.ts';
import { aPage } from './actions-pages.ts';

const quota = (): DOMException => new DOMException('no room', 'QuotaExceededError');

/** A disk that takes nothing until room was made so often. */
function fullUntil(rooms: number): { write(): Promise<string>; makeRoom(): Promise<void>; made(): number } {
  let made = 0;
  return {
    write: () => (made < rooms ? Promise.reject(quota()) : Promise.resolve('written')),
    makeRoom: async () => {
      made += 1;
    },
    made: () => made,
  };
}

describe('the border to storage', () => {
  it.each([
    ['a full disk', quota(), 'storage-full'],
    ['a full disk inside an aborted transaction', new Dexie.AbortError('aborted', quota()), 'storage-full'],
    ['a database from the future', new DOMException('newer', 'VersionError'), 'database-newer'],
    ['a database that closed', new Dexie.DatabaseClosedError(), 'storage-broken'],
    ['any other refusal of the database', new DOMException('gone', 'UnknownError'), 'storage-broken'],
  ])('gives %s its name', async (_what, error, code) => {
    await expect(guardStorage(() => Promise.reject(error))).rejects.toMatchObject({ facts: { code } });
  });

  it('leaves a bug a bug, and a failure the failure that it is', async () => {
    const bug = new TypeError('x of undefined');
    await expect(guardStorage(() => Promise.reject(bug))).rejects.toBe(bug);
    const failure = new Failure('offline');
    await expect(guardStorage(() => Promise.reject(failure))).rejects.toBe(failure);
  });
});

describe('a guard that makes room', () => {
  it('touches nothing while there is room', async () => {
    const disk = fullUntil(0);
    await expect(guardMakingRoom([disk.makeRoom])(disk.write)).resolves.toBe('written');
    expect(disk.made()).toBe(0);
  });

  it('makes no more room than the work needs', async () => {
    const disk = fullUntil(1);
    await expect(guardMakingRoom([disk.makeRoom, disk.makeRoom])(disk.write)).resolves.toBe('written');
    expect(disk.made()).toBe(1);
  });

  it('says that the disk is full when nothing more can give way', async () => {
    const disk = fullUntil(9);
    await expect(guardMakingRoom([disk.makeRoom, disk.makeRoom])(disk.write)).rejects.toMatchObject({
      facts: { code: 'storage-full' },
    });
  });

  it('goes on to the next step when one cannot be taken', async () => {
    const disk = fullUntil(1);
    const stuck = (): Promise<void> => Promise.reject(quota());
    await expect(guardMakingRoom([stuck, disk.makeRoom])(disk.write)).resolves.toBe('written');
  });

  it('makes no room for another kind of trouble', async () => {
    const disk = fullUntil(0);
    const broken = (): Promise<string> => Promise.reject(new Dexie.DatabaseClosedError());
    await expect(guardMakingRoom([disk.makeRoom])(broken)).rejects.toMatchObject({ facts: { code: 'storage-broken' } });
    expect(disk.made()).toBe(0);
  });

  it('gives up pages and kept steps, never what a person wrote or was told', async () => {
    const words = new WordsDatabase('words of a full disk');
    const mirror = new MirrorDatabase('mirror of a full disk');
    const page = aPage({ title: 'Launch plan' });
    await createPageStore(mirror).put(page);
    await words.steps.add({ key: 'a step', text: 'a note', madeAt: 1, usedAt: 1 });
    await words.drafts.add({ key: 'ask:1', text: 'what I typed', updatedAt: 1 });
    await words.conversations.add({ id: asConversationId('c'), title: 'A talk', createdAt: 1, updatedAt: 1 });
    let tries = 0;
    await guardWithRoom(
      words,
      mirror,
    )(async () => {
      tries += 1;
      if (tries < 5) throw quota();
    });
    expect([await mirror.pages.count(), await mirror.delta.count(), await words.steps.count()]).toEqual([0, 0, 0]);
    expect(await mirror.heads.toArray()).toMatchObject([{ title: 'Launch plan', state: 'listed' }]);
    expect([await words.drafts.count(), await words.conversations.count()]).toEqual([1, 1]);
  });
});
