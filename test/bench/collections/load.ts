import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readMarkdown } from '../../../lib/text/read-markdown.ts';
import { DATA, testPage } from './collection.ts';
import type { Collection, TestPage, TestQuery } from './collection.ts';

const SEARCH = join(DATA, 'search');
const HANDBOOK = join(DATA, 'handbook/sourcegraph');

/** Why nothing can be measured on this machine, in words; `undefined` where the collections are. */
export const collectionsMissing = (): string | undefined =>
  existsSync(SEARCH) && existsSync(HANDBOOK) ? undefined : `not run: the test collections are not at ${DATA}`;

const read = (path: string): string => readFileSync(join(SEARCH, path), 'utf8');

/** Scientific claims, and the abstracts that speak for or against them (BEIR's test set). */
export function loadScifact(): Collection {
  const [, ...rows] = readCsv(read('scifact/corpus_train.csv'));
  const pages = rows.map(([id = '', title = '', sentences = '']) =>
    testPage(id, title, [readList(sentences).join(' ')]),
  );
  return {
    pages,
    queries: withGains(readTopics(read('scifact/topics.beir.test.tsv')), read('scifact/qrels.beir.test.txt')),
  };
}

/** Abstracts on aerodynamics and questions of those who worked on it, 1967. */
export function loadCranfield(): Collection {
  const pages = [...read('cranfield/cran.all.1400.xml').matchAll(/<doc>(.*?)<\/doc>/gs)].map(([, doc = '']) =>
    testPage(
      tagIn(doc, 'docno'),
      tagIn(doc, 'title'),
      [tagIn(doc, 'text')].filter((text) => text !== ''),
    ),
  );
  // Answers are numbered by the place of the query, not by the number that it carries.
  const topics = [...read('cranfield/cran.qry.xml').matchAll(/<title>(.*?)<\/title>/gs)].map(
    ([, text = ''], at) => [String(at + 1), oneLine(text)] as const,
  );
  return { pages, queries: withGains(topics, read('cranfield/cranqrel.trec.txt')) };
}

/** Paragraphs of the Chinese Wikipedia and questions that each answers. */
export function loadCmrc(): Collection {
  const { data }: CmrcFile = JSON.parse(read('cmrc2018/cmrc2018_dev.json'));
  const found = data.flatMap(({ title, paragraphs }) => paragraphs.map((paragraph) => ({ title, ...paragraph })));
  return {
    pages: found.map(({ id, title, context }) => testPage(id, title, [context])),
    queries: found.flatMap(({ id, qas }) =>
      qas.map(({ id: query, question }): TestQuery => ({ id: query, text: question, gains: new Map([[id, 1]]) })),
    ),
  };
}

interface CmrcFile {
  readonly data: readonly {
    readonly title: string;
    readonly paragraphs: readonly {
      readonly id: string;
      readonly context: string;
      readonly qas: readonly { readonly id: string; readonly question: string }[];
    }[];
  }[];
}

export interface KnownItem extends TestQuery {
  /** The text of the link is not the title of the page. */
  readonly hard: boolean;
}

/** The pages of a handbook, and the texts of the links between them: what people call the page that they mean. */
export function loadHandbook(): Collection & { readonly queries: readonly KnownItem[] } {
  const files = globSync('content/**/*.md', { cwd: HANDBOOK }).toSorted();
  const { queries }: KnownItemFile = JSON.parse(read('handbook-known-item.json'));
  const pages = files.map((file) => handbookPage(file, readFileSync(join(HANDBOOK, file), 'utf8')));
  return {
    pages: placed(pages),
    queries: queries.map(({ id, text, pages, differs_from_title: hard }) => ({
      id,
      // A link's quotation marks are no search syntax.
      text: text.replaceAll(/["“”]/g, ' ').trim(),
      gains: new Map(pages.map((page) => [page, 1])),
      hard,
    })),
  };
}

interface KnownItemFile {
  readonly queries: readonly {
    readonly id: string;
    readonly text: string;
    readonly pages: readonly string[];
    readonly differs_from_title: boolean;
  }[];
}

function handbookPage(file: string, source: string): TestPage {
  const blocks = readMarkdown(source.replace(/^---\n.*?\n---\n/s, ''), 'v2').filter(({ text }) => text !== '');
  const heading = blocks.findIndex(({ kind }) => kind === 'heading');
  const title = blocks[heading]?.text ?? basename(file, '.md').replaceAll(/[-_]/g, ' ');
  return { id: file, title, properties: [], blocks: blocks.filter((_, at) => at !== heading) };
}

/** The page named `index` of a folder holds the others in it, as a page holds pages in Notion. */
function placed(pages: readonly TestPage[]): readonly TestPage[] {
  const byFile = new Map(pages.map((page) => [page.id, page]));
  return pages.map((page) => {
    const hub = basename(page.id) === 'index.md';
    const folder = hub ? dirname(dirname(page.id)) : dirname(page.id);
    const above = byFile.get(join(folder, 'index.md'));
    return { ...page, hub, ...(above === undefined ? {} : { place: above.title }) };
  });
}

const readTopics = (file: string): (readonly [string, string])[] =>
  file
    .split('\n')
    .map((line) => line.split('\t'))
    .flatMap(([id = '', text = '']) => (text === '' ? [] : [[id, text] as const]));

/** The queries that have answers; `qrels` has lines of query, `0`, page and gain. */
function withGains(topics: readonly (readonly [string, string])[], qrels: string): readonly TestQuery[] {
  const gains = new Map<string, Map<string, number>>();
  for (const line of qrels.split('\n')) {
    const [query = '', , page = '', gain = '0'] = line.trim().split(/\s+/);
    if (Number(gain) <= 0) continue;
    const known = gains.get(query) ?? new Map<string, number>();
    gains.set(query, known.set(page, Number(gain)));
  }
  return topics
    .map(([id, text]) => ({ id, text, gains: gains.get(id) ?? new Map() }))
    .filter((one) => one.gains.size > 0);
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
const tagIn = (doc: string, tag: string): string =>
  oneLine(new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(doc)?.[1] ?? '');

/** Rows of comma-separated values; a quoted one may hold commas, line breaks and doubled quotes. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

/** The sentences of a list as Python writes it. */
function readList(text: string): readonly string[] {
  const quoted = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gs;
  return [...text.matchAll(quoted)].map(([, single, double = '']) =>
    oneLine((single ?? double).replaceAll(/\\n/g, ' ').replaceAll(/\\(.)/gs, '$1')),
  );
}
