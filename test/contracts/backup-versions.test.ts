import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { reindexSome } from '../../lib/adapters/dexie/page-index.ts';
import { createSearchSource } from '../../lib/adapters/dexie/search-source.ts';
import { settingsIn } from '../../lib/adapters/dexie/settings-in.ts';
import { openStaging } from '../../lib/adapters/dexie/staging.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { backupSealers } from '../../lib/adapters/vault/backup-sealers.ts';
import { openBackup, readBackup } from '../../lib/flows/read-backup.ts';

const NOW = 1_800_000_000_000;
const never = new AbortController().signal;

/** Recorded when each version of the databases was the present one; never written anew. */
const recorded = (version: number): Uint8Array =>
  new Uint8Array(readFileSync(`test/fixtures/backups/version-${version}.understudy`));

let lives = 0;

async function restored(version: number, ours = { words: 99, mirror: 99 }) {
  lives += 1;
  const here = { words: new WordsDatabase(`words here ${lives}`), mirror: new MirrorDatabase(`mirror here ${lives}`) };
  await here.words.open();
  await here.mirror.open();
  const file = recorded(version);
  const source = { size: file.length, read: async (at: number, length: number) => file.slice(at, at + length) };
  const opened = await openBackup(source, backupSealers, ours);
  const sealer = await backupSealers.from(opened.header.sealing, undefined);
  const staging = await openStaging(here, opened.header.databases);
  await readBackup(source, opened, sealer, (slice) => staging.add(slice), never);
  await staging.migrate();
  await staging.take('replace', NOW, never);
  await staging.drop();
  return here;
}

it.each([1, 2, 3])('brings a backup of version %i of the databases to the present one', async (version) => {
  const { words, mirror } = await restored(version);
  expect(await words.answers.toArray()).toMatchObject([{ id: 'a1', text: 'The supplier signs in May.[^1]' }]);
  expect(await words.conversations.toArray()).toMatchObject([{ title: 'Who signs in May?', tip: 'm2' }]);
  expect((await words.messages.toArray()).map(({ id }) => id)).toEqual(['m1', 'm2']);
  expect(await words.drafts.get('ask:launch')).toMatchObject({ text: 'What is left to do before May?' });
  expect(await settingsIn(words)).toMatchObject({ model: 'claude-haiku-5-5', language: 'de', keyMode: 'clear' });
  // What version 1 knew of services had another form: the migration takes it away, also from a backup.
  expect(await words.meta.get('health:claude')).toBeUndefined();
  expect(await words.jobs.get('j1' as never)).toMatchObject({ state: 'done' });
  expect(await mirror.heads.toArray()).toMatchObject([{ title: 'Launch plan', state: 'mirrored', doc: 1 }]);
  while ((await reindexSome(mirror, 10)) > 0);
  expect((await createSearchSource(mirror.name).view())?.live).toBe(1);
});

it('runs, sends and allows nothing of what came back', async () => {
  const { words } = await restored(3);
  expect(await words.jobs.get('j2' as never)).toMatchObject({ state: 'failed', failure: { code: 'restored' } });
  const [entry] = await words.outbox.toArray();
  expect(entry).toMatchObject({ state: 'proposed', failure: { code: 'restored-write' }, sent: { open: true } });
  expect(entry?.approval).toBeUndefined();
  expect(await words.approvals.toArray()).toMatchObject([{ revokedAt: NOW }]);
  expect(await words.schedules.toArray()).toMatchObject([{ on: false, seenUpTo: NOW }]);
});

it('refuses a backup of a newer version of either database', async () => {
  await expect(restored(3, { words: 2, mirror: 2 })).rejects.toMatchObject({ code: 'backup-newer' });
  await expect(restored(3, { words: 3, mirror: 1 })).rejects.toMatchObject({ code: 'backup-newer' });
});
