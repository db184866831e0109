import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readMarkdown } from '../../../lib/text/read-markdown.ts';
import type { Block } from '../../../lib/text/block.ts';

const DATA = new URL('../../../../shared/data/', import.meta.url).pathname;
const PAGES = join(DATA, 'handbook/sourcegraph');
const QUERIES = join(DATA, 'search/handbook-known-item.json');

/** Why a benchmark over the handbook did not run, where its data is not on this machine; `undefined` where it is. */
export const handbookMissing = (): string | undefined =>
  existsSync(PAGES) && existsSync(QUERIES) ? undefined : `the Sourcegraph handbook is not at ${DATA}`;

/** A stretch of one handbook page, cut between blocks. */
export interface Section {
  /** Of the page, and the heading that it stands under. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** Characters of a section, about. */
const LONG = 2_700;
/** What is left over at the end of a page and shorter than this is no section of its own. */
const SHORT = 900;

/** All sections of the handbook, in the order of its files. */
export function readSections(): readonly Section[] {
  const files = globSync('content/**/*.md', { cwd: PAGES }).toSorted();
  return files.flatMap((file) => sectionsOf(file, readFileSync(join(PAGES, file), 'utf8')));
}

function sectionsOf(file: string, source: string): readonly Section[] {
  const blocks = readMarkdown(source.replace(/^---\n[^]*?\n---\n/, ''), 'v2').filter(({ text }) => text !== '');
  const title = blocks.find(({ kind }) => kind === 'heading')?.text ?? basename(file, '.md').replaceAll('-', ' ');
  const sections: { heading: string; blocks: Block[]; length: number }[] = [];
  let heading = '';
  for (const { kind, depth, text, level } of blocks.flatMap(shorten)) {
    if (kind === 'heading' && text !== title) heading = text;
    const last = sections.at(-1);
    const block: Block = { kind, depth, text, ...(level === undefined ? {} : { level }) };
    if (last !== undefined && last.length + text.length <= LONG) {
      last.blocks.push(block);
      last.length += text.length + 1;
    } else {
      sections.push({ heading, blocks: [block], length: text.length + 1 });
    }
  }
  return sections
    .filter(({ length }) => length >= SHORT)
    .map(({ heading, blocks }) => ({ title: heading === '' ? title : `${title}: ${heading}`, blocks }));
}

/** A block longer than a section becomes several. */
function shorten(block: Block): readonly Block[] {
  if (block.text.length <= LONG) return [block];
  const pieces: string[] = [];
  for (const word of block.text.split(' ')) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + word.length < LONG) pieces[pieces.length - 1] = `${last} ${word}`;
    else pieces.push(word);
  }
  return pieces.map((text) => ({ ...block, text }));
}

/** Texts of links of the handbook, two to five words long: what people call the page that they mean. */
export function readAnchors(): readonly string[] {
  const parsed: unknown = JSON.parse(readFileSync(QUERIES, 'utf8'));
  const queries: unknown = isRecord(parsed) ? parsed['queries'] : undefined;
  if (!Array.isArray(queries)) throw new Error('handbook-known-item.json holds no queries.');
  const texts = queries.map((query: unknown) => (isRecord(query) ? String(query['text']) : ''));
  const words = (text: string): number => text.trim().split(/\s+/).length;
  return [...new Set(texts)].filter((text) => words(text) >= 2 && words(text) <= 5);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
