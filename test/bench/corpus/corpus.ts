import { asConnectionId, parsePageId, undashed } from '../../../lib/base/ids.ts';
import type { PageId } from '../../../lib/base/ids.ts';
import type { PageHead } from '../../../lib/mirror/page-head.ts';
import type { Page, Property } from '../../../lib/mirror/page.ts';
import type { Block } from '../../../lib/text/block.ts';
import { fingerprint } from '../../../lib/text/fingerprint.ts';
import { createRandom } from '../../world/random.ts';
import { freshCode, freshName } from './fresh-words.ts';
import type { Section } from './handbook.ts';

export interface CorpusOptions {
  readonly sections: readonly Section[];
  /** Workspaces that the pages are dealt to in turn; one when left out. */
  readonly workspaces?: number;
  readonly seed?: number;
}

/**
 * As many pages as one likes, each made from its number alone: any part of the corpus can be made anywhere, in any
 * order, and nothing has to be held. The first pages are sections of the handbook as they are, the rest are recombined
 * from runs of three sections that lost 5 % of their words and gained names and codes that occur nowhere else.
 */
export interface Corpus {
  /** @param edit how often it was edited: another text under the same id; 0 when left out */
  page(number: number, edit?: number): CorpusPage;
}

export interface CorpusPage {
  readonly page: Page;
  readonly head: PageHead;
}

/** What an engine indexes. */
export interface CorpusText {
  readonly id: number;
  readonly title: string;
  readonly body: string;
}

export const SEED = 20_261_121;
const LOSS = 0.05;
const RUNS = 3;
const RUN_LENGTH = 720;
/** One page in three is a row; a database has so many. */
const ROWS = 500;
const NEWEST = Date.UTC(2026, 10, 20);
const OLDEST_DAYS = 700;
const DAY_MS = 24 * 60 * 60_000;
const STATES = ['Not started', 'In progress', 'In review', 'Done'] as const;

export function createCorpus({ sections, workspaces = 1, seed = SEED }: CorpusOptions): Corpus {
  const order = shuffled(sections.length, createRandom(seed));
  const section = (place: number): Section => sections[order[place] ?? 0] ?? { title: '', blocks: [] };
  return {
    page(number, edit = 0) {
      const random = createRandom(Math.imul(seed + number, 2_654_435_761) + edit);
      const name = (): string => freshName(number, random);
      const text =
        number < sections.length && edit === 0 ? section(number) : recombined(section, sections.length, name, random);
      const workspace = number % workspaces;
      return assemble(number, workspace, text, seed, name, random);
    },
  };
}

/** Title and body as one engine after the other is given them. */
export function textOf(number: number, { title, properties, blocks }: Page): CorpusText {
  const texts = [...properties.map(({ text }) => text), ...blocks.map(({ text }) => text)];
  return { id: number, title, body: texts.join('\n') };
}

/** Bytes of the text as UTF-8. */
export const bytesOf = ({ title, body }: CorpusText): number => new TextEncoder().encode(title + body).length;

function assemble(
  number: number,
  workspace: number,
  { title, blocks }: Section,
  seed: number,
  name: () => string,
  random: () => number,
): CorpusPage {
  const id = idOf(seed, `page ${number}`);
  const isRow = number % 3 === 2;
  const owner = name();
  const day = Math.floor(random() * OLDEST_DAYS);
  const editedAt = NEWEST - day * DAY_MS;
  const properties: readonly Property[] = isRow
    ? [
        { name: 'Status', type: 'status', text: STATES[Math.floor(random() * STATES.length)] ?? '' },
        { name: 'Owner', type: 'people', text: owner, people: [owner] },
      ]
    : [];
  const common = { id, connection: asConnectionId(`bench-${workspace}`), workspace: `Workspace ${workspace}`, title };
  const place = { url: `https://www.notion.so/${undashed(id)}`, editedAt, readAt: NEWEST };
  const hash = fingerprint(title, ...properties.map(({ text }) => text), ...blocks.map(({ text }) => text));
  const above = idOf(seed, isRow ? `database ${Math.floor(number / ROWS)}` : `page ${Math.floor(number / 12)}`);
  const bytes = blocks.reduce((sum, { text }) => sum + text.length + 60, 300);
  return {
    page: {
      ...common,
      ...place,
      parent: above,
      properties,
      blocks,
      completeness: { seen: 'api', missingBlocks: 0 },
      fingerprint: hash,
    },
    head: {
      ...common,
      ...place,
      kind: isRow ? 'row' : 'page',
      parent: above,
      ...(isRow ? { database: above } : {}),
      people: [owner],
      state: 'mirrored',
      readEdit: editedAt,
      fingerprint: hash,
      bytes,
    },
  };
}

function recombined(
  section: (place: number) => Section,
  count: number,
  name: () => string,
  random: () => number,
): Section {
  const pick = (): Section => section(Math.floor(random() * count));
  const blocks: Block[] = [];
  const main = pick();
  for (let run = 0; run < RUNS; run += 1) blocks.push(...runOf(run === 0 ? main : pick(), name, random));
  const code = freshCode(random);
  return { title: `${main.title} ${random() < 0.5 ? name() : code}`, blocks };
}

/** A stretch of a section with some words lost, and a name and a code in one of its blocks. */
function runOf({ blocks }: Section, name: () => string, random: () => number): readonly Block[] {
  const first = Math.floor(random() * Math.max(1, blocks.length - 3));
  const run: Block[] = [];
  let length = 0;
  for (const block of [...blocks.slice(first), ...blocks.slice(0, first)]) {
    if (length >= RUN_LENGTH) break;
    const words = block.text.split(' ').filter(() => random() >= LOSS);
    if (words.length === 0) continue;
    const text = words.join(' ').slice(0, RUN_LENGTH * 2 - length);
    run.push({ ...block, text });
    length += text.length;
  }
  const last = run.at(-1);
  if (last !== undefined) run[run.length - 1] = { ...last, text: `${last.text} ${name()} ${freshCode(random)}` };
  return run;
}

function idOf(seed: number, what: string): PageId {
  const id = parsePageId(fingerprint(String(seed), what));
  if (id === undefined) throw new Error('A fingerprint is no id any more.');
  return id;
}

/** The numbers below `count` in an order that depends on chance alone. */
function shuffled(count: number, random: () => number): readonly number[] {
  const order = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}
