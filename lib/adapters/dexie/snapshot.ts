import type { Dexie, Table } from 'dexie';
import { Failure } from '../../base/failure.ts';
import type { ConversationId, JobId } from '../../base/ids.ts';
import { SLICE_CHARS } from '../../keeping/backup-format.ts';
import type { TableCount } from '../../keeping/backup-format.ts';
import type { Slice, Snapshot } from '../../keeping/backup-ports.ts';
import { unlessCancelled } from '../../keeping/cancelled.ts';
import { tablesWhere } from '../../keeping/kinds.ts';
import type { DatabaseName, TableName, TableRule } from '../../keeping/kinds.ts';
import { isLeftOut, isOfPassing, isPassing } from '../../keeping/left-out.ts';
import type { Passing } from '../../keeping/left-out.ts';
import { TableSum, writeRow } from '../../keeping/row-text.ts';
import { guardStorage } from './guard-storage.ts';
import type { MirrorDatabase } from './mirror-database.ts';
import type { WordsDatabase } from './words-database.ts';

/** Rows read at a time. */
const BATCH = 200;

/** All keys of rows are words or numbers. */
export type RowKey = string | number;

interface Kept extends TableName {
  /** Outside of our own memory, where the browser keeps it. */
  readonly text: Blob;
}

export interface Databases {
  readonly words: WordsDatabase;
  readonly mirror: MirrorDatabase;
}

/**
 * Everything that a backup or an export is made of, each database as it was at one moment: writers wait meanwhile.
 * @param withCopy the copy of Notion too
 * @param told how many rows were read
 */
export async function takeSnapshot(
  { words, mirror }: Databases,
  withCopy: boolean,
  signal: AbortSignal,
  told: (rows: number) => void = () => {},
): Promise<Snapshot> {
  const kept: Kept[] = [];
  const tables: TableCount[] = [];
  let rows = 0;
  const reading = (database: DatabaseName, from: Dexie, wanted: (rule: TableRule) => boolean): Promise<void> => {
    const names = tablesWhere(database, wanted);
    return guardStorage(() =>
      from.transaction('r', names, async () => {
        const passing = database === 'words' ? await passingOf(words) : NONE;
        for (const table of names) {
          const keep = collector({ database, table }, kept);
          await eachBatch(from.table(table), async (batch) => {
            unlessCancelled(signal);
            for (const row of batch) if (!isLeftOut({ database, table }, row, passing)) keep.add(row);
            rows += batch.length;
            told(rows);
          });
          tables.push(keep.end());
        }
      }),
    );
  };
  await reading('words', words, ({ backup }) => backup === 'always');
  if (withCopy) await reading('mirror', mirror, ({ backup }) => backup === 'with-copy');
  return {
    versions: { words: words.verno, mirror: mirror.verno },
    tables,
    frames: kept.length,
    async *slices(): AsyncIterable<Slice> {
      for (const { text, ...name } of kept) yield { ...name, lines: (await text.text()).split('\n') };
    },
  };
}

const NONE: Passing = { conversations: new Set(), jobs: new Set() };

async function passingOf({ conversations, jobs }: WordsDatabase): Promise<Passing> {
  const going = new Set<ConversationId>();
  const theirs = new Set<JobId>();
  await conversations.each((one) => void (isPassing(one) && going.add(one.id)));
  await jobs.each((job) => void (isOfPassing(job, going) && theirs.add(job.id)));
  return { conversations: going, jobs: theirs };
}

/** Rows in the order of their keys, some at a time. For tables whose rows hold their key. */
export async function eachBatch(table: Table, deal: (rows: readonly unknown[]) => PromiseLike<void>): Promise<void> {
  let rows = await nextBatch(table, undefined);
  while (rows.length > 0) {
    await deal(rows);
    rows = await nextBatch(table, keyOf(table, rows.at(-1)));
  }
}

/** The rows behind a key, or the first ones. */
export const nextBatch = (table: Table, last: RowKey | undefined): Promise<readonly unknown[]> =>
  (last === undefined ? table.orderBy(':id') : table.where(':id').above(last)).limit(BATCH).toArray();

/** The primary key that stands in a row. */
export function keyOf(table: Table, row: unknown): RowKey {
  const path = table.schema.primKey.keyPath;
  const key: unknown =
    typeof row === 'object' && row !== null && typeof path === 'string'
      ? (row as Readonly<Record<string, unknown>>)[path]
      : undefined;
  if (typeof key !== 'string' && typeof key !== 'number') throw new Failure('backup-damaged');
  return key;
}

function collector(name: TableName, kept: Kept[]) {
  const sum = new TableSum();
  let lines: string[] = [];
  let chars = 0;
  const flush = (): void => {
    if (lines.length > 0) kept.push({ ...name, text: new Blob([lines.join('\n')]) });
    lines = [];
    chars = 0;
  };
  return {
    add(row: unknown): void {
      const line = writeRow(row);
      sum.add(line, byteLength(line) + 1);
      lines.push(line);
      chars += line.length;
      if (chars > SLICE_CHARS) flush();
    },
    end(): TableCount {
      flush();
      return { ...name, rows: sum.rows, bytes: sum.bytes, fingerprint: sum.fingerprint };
    },
  };
}

const utf8 = new TextEncoder();
const byteLength = (text: string): number => utf8.encode(text).length;
