import { Dexie } from 'dexie';
import type { Table } from 'dexie';
import { Failure } from '../../base/failure.ts';
import { isNewer } from '../../keeping/adding.ts';
import type { TableChange } from '../../keeping/adding.ts';
import type { BackupHeader } from '../../keeping/backup-format.ts';
import type { RestoreWay, Staging } from '../../keeping/backup-ports.ts';
import { unlessCancelled } from '../../keeping/cancelled.ts';
import { DATABASES, ruleOf, tablesWhere } from '../../keeping/kinds.ts';
import type { DatabaseName, TableName } from '../../keeping/kinds.ts';
import { restoredRow } from '../../keeping/restored-row.ts';
import { readRow, writeRow } from '../../keeping/row-text.ts';
import { guardStorage } from './guard-storage.ts';
import { emptiedTable } from './remove-rows.ts';
import { MirrorDatabase } from './mirror-database.ts';
import { eachBatch, keyOf, nextBatch } from './snapshot.ts';
import type { Databases, RowKey } from './snapshot.ts';
import { WordsDatabase } from './words-database.ts';

/** Names of what is staged; whatever a restore that was ended left behind has one of them. */
export const STAGED: Readonly<Record<DatabaseName, string>> = {
  words: 'restoring-words',
  mirror: 'restoring-mirror',
};

/** Takes away what a restore left behind that was ended half way. */
export async function dropStaged(): Promise<void> {
  for (const database of DATABASES) await Dexie.delete(STAGED[database]);
}

/** A place beside what is here, in the version of the backup; opened by the present one, the migrations run over it. */
export async function openStaging(here: Databases, versions: BackupHeader['databases']): Promise<Staging> {
  await guardStorage(dropStaged);
  const make = {
    words: (upTo?: number) => new WordsDatabase(STAGED.words, upTo),
    mirror: (upTo?: number) => new MirrorDatabase(STAGED.mirror, upTo),
  };
  let staged: Record<DatabaseName, Dexie> = { words: make.words(versions.words), mirror: make.mirror(versions.mirror) };
  // A backup without the copy of Notion leaves the one that is here alone.
  const used = new Set<DatabaseName>(['words']);
  const inOrder = (): readonly DatabaseName[] => DATABASES.filter((database) => used.has(database));
  const close = (): void => DATABASES.forEach((database) => staged[database].close());

  return {
    async add({ database, table, lines }) {
      used.add(database);
      const into = staged[database];
      await guardStorage(() => into.open());
      if (!into.tables.some(({ name }) => name === table)) throw new Failure('backup-damaged');
      const rows = lines.map(parsed);
      for (const row of rows) keyOf(into.table(table), row);
      await guardStorage(() => into.table(table).bulkPut(rows));
    },

    async migrate() {
      close();
      staged = { words: make.words(), mirror: make.mirror() };
      for (const database of inOrder()) await guardStorage(() => staged[database].open());
    },

    async compare() {
      const changes: TableChange[] = [];
      for (const name of tablesOf(inOrder()))
        changes.push(await compared(staged[name.database], here[name.database], name));
      return changes;
    },

    async take(how, now, signal) {
      // The words come last: they are what a restore is for, and when they are in, it is done.
      for (const database of inOrder().toReversed()) {
        await guardStorage(() => taken(database, staged[database], here[database], { how, now, signal }));
      }
    },

    async drop() {
      close();
      await guardStorage(dropStaged);
    },
  };
}

/** Tables that rows come into, in the order of the list. */
const tablesOf = (databases: readonly DatabaseName[]): readonly TableName[] =>
  databases.flatMap((database) =>
    tablesWhere(database, ({ backup }) => backup !== 'made-again').map((table): TableName => ({ database, table })),
  );

function parsed(line: string): unknown {
  try {
    return readRow(line);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Failure('backup-damaged', { cause: error });
    throw error;
  }
}

async function compared(staged: Dexie, here: Dexie, { database, table }: TableName): Promise<TableChange> {
  const ours = here.table(table);
  let [rows, fresh, same] = [0, 0, 0];
  await guardStorage(() =>
    eachBatch(staged.table(table), async (batch) => {
      const known = await ours.bulkGet(batch.map((row) => keyOf(ours, row)));
      rows += batch.length;
      for (const [at, row] of batch.entries()) {
        if (known[at] === undefined) fresh += 1;
        else if (writeRow(known[at]) === writeRow(row)) same += 1;
      }
    }),
  );
  return {
    database,
    table,
    rows,
    here: await guardStorage(() => ours.count()),
    fresh,
    same,
    differs: rows - fresh - same,
  };
}

interface Taking {
  readonly how: RestoreWay;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** All of one database, or nothing of it. */
async function taken(database: DatabaseName, staged: Dexie, here: Dexie, taking: Taking): Promise<void> {
  await here.transaction('rw', here.tables, async () => {
    const how = database === 'mirror' ? await wayOfCopy(here, taking.how) : taking.how;
    if (how === undefined) return;
    // Where a log ends stands among the single values, also when all of its entries were let go.
    const keepsLog = database === 'words' && (await here.table('meta').get('activity')) !== undefined;
    for (const ours of here.tables) {
      const name = { database, table: ours.name };
      const rule = ruleOf(name);
      if (how === 'replace') await emptiedTable(ours);
      if (rule === undefined || rule.backup === 'made-again') continue;
      const isWhole = how === 'add' && rule.adding === 'whole';
      if (isWhole && ((ours.name === 'activity' && keepsLog) || (await ours.count()) > 0)) continue;
      await poured(staged.table(ours.name), ours, name, taking);
    }
  });
}

/** A copy of Notion is whole or nothing: beside one that is here, which the next sync keeps up to date, none is added. */
async function wayOfCopy(mirror: Dexie, how: RestoreWay): Promise<RestoreWay | undefined> {
  if (how === 'replace') return how;
  const isEmpty = (await mirror.table('heads').count()) === 0 && (await mirror.table('pages').count()) === 0;
  return isEmpty ? 'replace' : undefined;
}

/** Rows of the staged table into ours, in the transaction around it: `waitFor` keeps that open meanwhile. */
async function poured(from: Table, ours: Table, name: TableName, { now, signal }: Taking): Promise<void> {
  let last: RowKey | undefined;
  for (;;) {
    unlessCancelled(signal);
    const batch: readonly unknown[] = await Dexie.waitFor(Dexie.ignoreTransaction(() => nextBatch(from, last)));
    if (batch.length === 0) return;
    const keys = batch.map((row) => keyOf(ours, row));
    const known = await ours.bulkGet(keys);
    const rows = batch.flatMap((row, at) => {
      const there: unknown = known[at];
      return there === undefined || isNewer(row, there) ? [restoredRow(name, row, now)] : [];
    });
    await ours.bulkPut(rows);
    last = keys.at(-1);
  }
}
