import * as SQLite from '@journeyapps/wa-sqlite';
import loadSqlite from '@journeyapps/wa-sqlite/dist/wa-sqlite-jspi.mjs';
import { IDBBatchAtomicVFS } from '@journeyapps/wa-sqlite/src/examples/IDBBatchAtomicVFS.js';
import type { CorpusText } from '../corpus/corpus.ts';
import { MOST } from './engine.ts';
import type { OpenEngine } from './engine.ts';
import { serve } from './serve.ts';

type Value = string | number;

/** The package's types are those of an older file system. */
const files = IDBBatchAtomicVFS as unknown as { create(name: string, module: unknown): Promise<SQLiteVFS> };

const INSERT = 'INSERT OR REPLACE INTO texts(rowid, title, body) VALUES (?, ?, ?)';
const SEARCH = `SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 2.0, 1.0) LIMIT ${MOST}`;
const SIZE = 'SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()';
const CREATE = `
  PRAGMA page_size=8192;
  PRAGMA cache_size=-65536;
  CREATE VIRTUAL TABLE texts
    USING fts5(title, body, content='', contentless_delete=1, tokenize='porter unicode61');
  BEGIN`;

/** SQLite's FTS5 on the file system that runs in an extension worker: contentless, with its own Porter stemmer. */
const openSqlite: OpenEngine = async (name) => {
  const module: unknown = await loadSqlite();
  const sqlite = SQLite.Factory(module);
  sqlite.vfs_register(await files.create(`sqlite-${name}`, module), true);
  const database = await sqlite.open_v2(`search-${name}`);
  const valuesOf = ({ id, title, body }: CorpusText): Value[] => [id, title, body];

  /** Runs one statement with each list of values in turn. The first column of its rows. */
  async function run(sql: string, lists: Iterable<Value[]>): Promise<readonly number[]> {
    const column: number[] = [];
    for await (const statement of sqlite.statements(database, sql)) {
      for (const values of lists) {
        await sqlite.reset(statement);
        sqlite.bind_collection(statement, values);
        while ((await sqlite.step(statement)) === SQLite.SQLITE_ROW) column.push(Number(sqlite.column(statement, 0)));
      }
    }
    return column;
  }

  return {
    async build(texts) {
      await sqlite.exec(database, CREATE);
      await run(INSERT, mapped(texts, valuesOf));
      await sqlite.exec(database, 'COMMIT');
    },
    search: (query, how) => run(SEARCH, [[matchOf(query, how === 'typed')]]),
    async update(text) {
      await run(INSERT, [valuesOf(text)]);
    },
    bytes: async () => (await run(SIZE, [[]]))[0] ?? 0,
  };
};

function* mapped<From, To>(items: Iterable<From>, map: (item: From) => To): Generator<To> {
  for (const item of items) yield map(item);
}

/** Any of the words, each quoted, so that none is read as an operator. */
function matchOf(query: string, typing: boolean): string {
  const words = query.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.map((word, at) => `"${word}"${typing && at === words.length - 1 ? '*' : ''}`).join(' OR ');
}

serve(openSqlite);
