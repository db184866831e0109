import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MirrorDatabase } from '../../lib/adapters/dexie/mirror-database.ts';
import { takeSnapshot } from '../../lib/adapters/dexie/snapshot.ts';
import { openStaging } from '../../lib/adapters/dexie/staging.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { backupSealers } from '../../lib/adapters/vault/backup-sealers.ts';
import { Failure } from '../../lib/base/failure.ts';
import { makeBackup } from '../../lib/flows/make-backup.ts';
import { openBackup, readBackup } from '../../lib/flows/read-backup.ts';
import { joined } from '../../lib/keeping/backup-format.ts';
import type { TableCount } from '../../lib/keeping/backup-format.ts';
import type { BackupSource, RestoreWay } from '../../lib/keeping/backup-ports.ts';
import { DATABASES, TABLES, tablesWhere } from '../../lib/keeping/kinds.ts';
import type { DatabaseName, TableName } from '../../lib/keeping/kinds.ts';
import { restoredRow } from '../../lib/keeping/restored-row.ts';
import { readRow, TableSum, writeRow } from '../../lib/keeping/row-text.ts';

const NOW = 1_795_000_000_000;
const never = new AbortController().signal;

let lives = 0;
let words: WordsDatabase;
let mirror: MirrorDatabase;
beforeEach(() => {
  lives += 1;
  words = new WordsDatabase(`words of backup ${lives}`);
  mirror = new MirrorDatabase(`mirror of backup ${lives}`);
});
afterEach(async () => {
  await words.delete();
  await mirror.delete();
});

const tableOf = (database: DatabaseName, table: string) => (database === 'words' ? words : mirror).table(table);

const sourceOf = (file: Uint8Array): BackupSource => ({
  size: file.length,
  read: async (at, length) => file.slice(at, at + length),
});

async function backedUp(passphrase?: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const snapshot = await takeSnapshot({ words, mirror }, true, never);
  await makeBackup(
    { sealers: backupSealers, now: NOW, by: '1.0.0', write: (bytes) => void parts.push(bytes) },
    snapshot,
    [],
    passphrase,
    never,
    () => {},
  );
  return joined(...parts);
}

async function restore(file: Uint8Array, how: RestoreWay = 'replace', passphrase?: string): Promise<void> {
  const source = sourceOf(file);
  const ours = { words: (await words.open()).verno, mirror: (await mirror.open()).verno };
  const opened = await openBackup(source, backupSealers, ours);
  const sealer = await backupSealers.from(opened.header.sealing, passphrase);
  const staging = await openStaging({ words, mirror }, opened.header.databases);
  await readBackup(source, opened, sealer, (slice) => staging.add(slice), never);
  await staging.migrate();
  await staging.take(how, NOW, never);
  await staging.drop();
}

async function wipe(): Promise<void> {
  for (const database of [words, mirror]) await Promise.all(database.tables.map((table) => table.clear()));
}

const sums = async () => (await takeSnapshot({ words, mirror }, true, never)).tables;

/** What a table's count is to be once it came back: what was at rest as it was, what was under way at rest. */
async function restoredSum({ database, table }: TableName): Promise<TableCount> {
  const sum = new TableSum();
  for (const row of await tableOf(database, table).toArray()) {
    const line = writeRow(restoredRow({ database, table }, row, NOW));
    sum.add(line, new TextEncoder().encode(line).length + 1);
  }
  return { database, table, rows: sum.rows, bytes: sum.bytes, fingerprint: sum.fingerprint };
}

/** Anything that IndexedDB can hold and rows have held so far. */
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.uint8Array({ maxLength: 40 }),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('$')), tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** Rows of every table, under keys of their own; fields that an index names hold what an index takes. */
const aWorld = fc.record(
  Object.fromEntries(
    DATABASES.flatMap((database) =>
      tablesWhere(database, ({ backup }) => backup !== 'made-again').map((table) => [
        `${database}.${table}`,
        fc.uniqueArray(fc.tuple(fc.uuid(), anything), { maxLength: 5, selector: ([key]) => key }),
      ]),
    ),
  ),
);

async function fill(world: Readonly<Record<string, readonly (readonly [string, unknown])[]>>): Promise<void> {
  let doc = 0;
  for (const [name, rows] of Object.entries(world)) {
    const [database, table = ''] = name.split('.') as [DatabaseName, string?];
    const into = tableOf(database, table);
    const path = String(into.schema.primKey.keyPath);
    await into.bulkPut(
      rows.map(([key, content]) => {
        doc += 1;
        return {
          [path]: table === 'activity' ? doc : key,
          content,
          input: { action: 'summarize' },
          ...(table === 'heads' && { doc }),
        };
      }),
    );
  }
}

describe('a backup', () => {
  it('knows every table of both databases', async () => {
    await words.open();
    await mirror.open();
    expect(Object.keys(TABLES.words).toSorted()).toEqual(words.tables.map(({ name }) => name).toSorted());
    expect(Object.keys(TABLES.mirror).toSorted()).toEqual(mirror.tables.map(({ name }) => name).toSorted());
  });

  it('brings every table back by its fingerprint after everything was wiped', { timeout: 60_000 }, async () => {
    let looked = 0;
    await fc.assert(
      fc.asyncProperty(aWorld, async (world) => {
        await wipe();
        await fill(world);
        const expected = await Promise.all((await sums()).map(restoredSum));
        const file = await backedUp();
        await wipe();
        expect((await sums()).every(({ rows }) => rows === 0)).toBe(true);
        await restore(file);
        const after = await sums();
        expect(after).toEqual(expected);
        for (const { rows } of after) {
          looked += rows;
        }
      }),
      { numRuns: 25 },
    );
    expect(looked).toBeGreaterThan(100);
  });

  it('writes a row so that it comes back as it was, and equal rows alike', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const line = writeRow({ value });
        expect(line).not.toContain('\n');
        expect(writeRow(readRow(line))).toBe(line);
      }),
    );
    expect(
      readRow(writeRow({ n: -0, bytes: Uint8Array.of(1, 2, 3, 250), $: 'x', at: new Date(5), none: [undefined] })),
    ).toEqual({
      n: -0,
      bytes: Uint8Array.of(1, 2, 3, 250),
      $: 'x',
      at: new Date(5),
      none: [undefined],
    });
  });

  it.each([[undefined], ['correct horse battery']])(
    'is refused with a change of any byte, and with any end cut off (passphrase: %s)',
    { timeout: 60_000 },
    async (passphrase) => {
      await words.drafts.put({ key: 'ask:1', text: 'What is left to do?', updatedAt: NOW });
      await words.drafts.put({ key: 'ask:2', text: 'And who does it?', updatedAt: NOW });
      const file = await backedUp(passphrase);
      const ours = { words: words.verno, mirror: mirror.verno };
      // Deriving takes its time on purpose: one sealer serves wherever the header holds.
      const whole = await openBackup(sourceOf(file), backupSealers, ours);
      const sealer = await backupSealers.from(whole.header.sealing, passphrase);
      const codeOf = async (bytes: Uint8Array): Promise<string> => {
        try {
          const opened = await openBackup(sourceOf(bytes), backupSealers, ours);
          await readBackup(sourceOf(bytes), opened, sealer, async () => {}, never);
          return 'read';
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          return error.code;
        }
      };
      expect(await codeOf(file)).toBe('read');
      for (let at = 0; at < file.length; at += 1) {
        const changed = file.slice();
        changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
        expect([at, await codeOf(changed)]).not.toEqual([at, 'read']);
      }
      for (let length = 0; length < file.length; length += 7) {
        expect([length, await codeOf(file.slice(0, length))]).not.toEqual([length, 'read']);
      }
      expect(await codeOf(joined(file, Uint8Array.of(0)))).toBe('backup-damaged');
    },
  );

  it('under a passphrase shows nothing of what is in it, and opens by that passphrase alone', async () => {
    await words.drafts.put({ key: 'ask:1', text: 'zanzibarquux', updatedAt: NOW });
    const file = await backedUp('correct horse battery');
    expect(new TextDecoder('latin1').decode(file)).not.toContain('zanzibarquux');
    expect(new TextDecoder('latin1').decode(await backedUp())).toContain('zanzibarquux');
    await wipe();
    await expect(restore(file, 'replace', 'correct horse batterie')).rejects.toMatchObject({
      code: 'backup-passphrase',
    });
    expect(await words.drafts.count()).toBe(0);
    await restore(file, 'replace', 'correct horse battery');
    expect(await words.drafts.toArray()).toMatchObject([{ text: 'zanzibarquux' }]);
  });

  it('leaves all as it was when a restore ends half way, whenever that is', async () => {
    const many = Array.from({ length: 450 }, (_, at) => ({ key: `ask:${at}`, text: `old ${at}`, updatedAt: 1 }));
    await words.drafts.bulkPut(many);
    await words.meta.put({ key: 'digest', value: { dismissedAt: 3 } });
    const file = await backedUp();
    await wipe();
    await words.drafts.bulkPut(many.slice(0, 300).map((draft) => ({ ...draft, text: 'new', updatedAt: 2 })));
    const before = await sums();
    const ours = { words: words.verno, mirror: mirror.verno };
    const opened = await openBackup(sourceOf(file), backupSealers, ours);
    let ended = 0;
    for (const how of ['replace', 'add'] as const) {
      for (let looks = 1; looks < 40; looks += 1) {
        const staging = await openStaging({ words, mirror }, opened.header.databases);
        const sealer = await backupSealers.from(opened.header.sealing, undefined);
        await readBackup(sourceOf(file), opened, sealer, (slice) => staging.add(slice), never);
        await staging.migrate();
        let left = looks;
        const dying = {
          get aborted() {
            left -= 1;
            return left <= 0;
          },
          reason: 'killed',
        } as unknown as AbortSignal;
        const done = await staging.take(how, NOW, dying).then(
          () => true,
          () => false,
        );
        await staging.drop();
        if (done) break;
        ended += 1;
        // The mirror goes first and is a transaction of its own; it was empty on both sides.
        expect(await sums()).toEqual(before);
      }
      await wipe();
      await words.drafts.bulkPut(many.slice(0, 300).map((draft) => ({ ...draft, text: 'new', updatedAt: 2 })));
    }
    expect(ended).toBeGreaterThan(10);
  });

  it('added to what is here takes what is missing and what was changed later', async () => {
    await words.drafts.bulkPut([
      { key: 'a', text: 'older here', updatedAt: 5 },
      { key: 'b', text: 'from the backup', updatedAt: 5 },
    ]);
    const file = await backedUp();
    await wipe();
    await words.drafts.bulkPut([
      { key: 'a', text: 'newer here', updatedAt: 9 },
      { key: 'c', text: 'only here', updatedAt: 1 },
    ]);
    await restore(file, 'add');
    expect((await words.drafts.toArray()).map(({ text }) => text)).toEqual([
      'newer here',
      'from the backup',
      'only here',
    ]);
  });

  it('leaves nothing of its staging behind', async () => {
    await restore(await backedUp());
    expect((await Dexie.getDatabaseNames()).filter((name) => name.startsWith('restoring'))).toEqual([]);
  });
});
