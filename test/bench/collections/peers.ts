import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as SQLite from '@journeyapps/wa-sqlite';
import loadSqlite from '@journeyapps/wa-sqlite/dist/wa-sqlite.mjs';
import MiniSearch from 'minisearch';
import type { SearchOptions } from 'minisearch';
import { isUnsearched } from '../../../lib/text/stop-words.ts';
import { eachWord } from '../../../lib/text/terms.ts';
import type { TestPage } from './collection.ts';
import { DEPTH } from './collection.ts';

/** Ids of the best pages for a query, best first. */
export type Search = (text: string) => Promise<readonly string[]> | readonly string[];

const bodyOf = ({ blocks }: TestPage): string => blocks.map(({ text }) => text).join('\n');

/** The same words as ours: stemmed, without stop words, in pairs where the script has no spaces. */
function ourTerms(text: string): string[] {
  const terms: string[] = [];
  eachWord(text, 'en', ({ word, term }, _from, _to, extra) => {
    if (!extra && !isUnsearched(word, 'en')) terms.push(term);
  });
  return terms;
}

/** MiniSearch as it comes, or with our words; each search with its own options. */
export function openMiniSearch(pages: readonly TestPage[], tuned: boolean): (options: SearchOptions) => Search {
  const ours = tuned ? { tokenize: ourTerms, processTerm: (term: string) => term } : {};
  const index = new MiniSearch({ fields: ['title', 'body'], ...ours });
  for (const page of pages) index.add({ id: page.id, title: page.title, body: bodyOf(page) });
  return (options) => (text) =>
    index
      .search(text, options)
      .slice(0, DEPTH)
      .map(({ id }) => String(id));
}

/** What MiniSearch offers to those who type and mistype. */
export const FORGIVING: SearchOptions = {
  fuzzy: 0.2,
  prefix: (_term, at, terms) => at === terms.length - 1,
  boost: { title: 2 },
};

const CREATE = "CREATE VIRTUAL TABLE pages USING fts5(title, body, tokenize='porter unicode61')";
const INSERT = 'INSERT INTO pages(rowid, title, body) VALUES (?, ?, ?)';
const SEARCH = `SELECT rowid FROM pages WHERE pages MATCH ? ORDER BY bm25(pages, 2.0, 1.0) LIMIT ${DEPTH}`;

/** SQLite's FTS5 in memory, with its own Porter stemmer and the title weighted. */
export async function openFts5(pages: readonly TestPage[]): Promise<Search> {
  const wasm = createRequire(import.meta.url).resolve('@journeyapps/wa-sqlite/dist/wa-sqlite.wasm');
  const sqlite = SQLite.Factory(await loadSqlite({ wasmBinary: readFileSync(wasm) }));
  const database = await sqlite.open_v2(':memory:');
  const run = async (sql: string, values: readonly (string | number)[]): Promise<readonly number[]> => {
    const rows: number[] = [];
    for await (const statement of sqlite.statements(database, sql)) {
      sqlite.bind_collection(statement, [...values]);
      while ((await sqlite.step(statement)) === SQLite.SQLITE_ROW) rows.push(Number(sqlite.column(statement, 0)));
    }
    return rows;
  };
  await run(CREATE, []);
  await run('BEGIN', []);
  for (const [at, page] of pages.entries()) await run(INSERT, [at, page.title, bodyOf(page)]);
  await run('COMMIT', []);
  return async (text) => {
    const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    const rows = await run(SEARCH, [words.map((word) => `"${word}"`).join(' OR ')]);
    return rows.map((row) => pages[row]?.id ?? '');
  };
}
