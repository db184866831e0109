import type { Page } from '../mirror/page.ts';
import type { Source } from '../models/answer-event.ts';
import type { Block } from '../text/block.ts';
import { cleanText } from '../text/clean-text.ts';

/** Where the words of one item stand. An empty range at 0 means the page itself: its title and properties. */
export interface ItemPlace {
  /** Which page: 0 for the one in question, then the related ones in order. */
  readonly page: number;
  readonly start: number;
  readonly end: number;
  /** The words themselves, where they stand in no block. */
  readonly words?: string;
}

/** A source, and for each of its items the places it was made from. */
export interface PlacedSource {
  readonly source: Source;
  readonly places: readonly (readonly ItemPlace[])[];
  /** How many invisible characters were taken out of it. */
  readonly removed: number;
}

export interface PageSourceOptions {
  /** Which page this is, for the places. */
  readonly page: number;
  readonly properties: boolean;
  /** Runs of blocks to show, in order; absent means all. */
  readonly runs?: readonly { readonly start: number; readonly end: number }[];
  /** Stands behind the title, for example the section's path. */
  readonly subtitle?: string;
}

/** Neighbours below this many characters share an item, up to a limit: alone they say little, and each item costs. */
const TINY = 24;
const MOST_TOGETHER = 120;

/** A page, or runs of its blocks, as one source: one item a property and one a block, so that a citation leads to it. */
export function pageSource(page: Page, options: PageSourceOptions): PlacedSource {
  const items: string[] = [];
  const places: ItemPlace[][] = [];
  let removed = 0;

  function clean(text: string): string {
    const cleaned = cleanText(text);
    removed += cleaned.removed;
    return cleaned.text;
  }

  if (options.properties) {
    for (const property of page.properties) {
      if (property.text === '') continue;
      const words = clean(`${property.name}: ${property.text}${property.more === true ? ', …' : ''}`);
      items.push(words);
      places.push([{ page: options.page, start: 0, end: 0, words }]);
    }
  }
  for (const run of options.runs ?? [{ start: 0, end: page.blocks.length }]) {
    for (const { start, end, text } of groups(page.blocks, run.start, run.end)) {
      items.push(clean(text));
      places.push([{ page: options.page, start, end }]);
    }
  }
  const title = clean(options.subtitle === undefined ? page.title : `${page.title} › ${options.subtitle}`);
  return { source: { title: title.replaceAll('\n', ' '), url: page.url, items }, places, removed };
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function groups(blocks: readonly Block[], from: number, to: number): readonly Group[] {
  const found: Group[] = [];
  for (let at = from; at < to; at += 1) {
    const block = blocks[at];
    if (block === undefined || block.text.trim() === '') continue;
    const text = blockLine(block);
    const last = found.at(-1);
    const before = last === undefined ? undefined : blocks[last.start];
    if (last !== undefined && last.end === at && before !== undefined && together(before, block, last.text + text)) {
      found[found.length - 1] = { start: last.start, end: at + 1, text: `${last.text}\n${text}` };
    } else {
      found.push({ start: at, end: at + 1, text });
    }
  }
  return found;
}

/** Only runs of one kind of list or of plain lines: rows, to-dos and headings are cited one by one. */
function together(first: Block, next: Block, text: string): boolean {
  const plain = next.kind === 'bullet' || next.kind === 'number' || next.kind === 'paragraph';
  return (
    plain &&
    first.kind === next.kind &&
    first.text.length < TINY &&
    next.text.length < TINY &&
    text.length <= MOST_TOGETHER
  );
}

/** A block as one piece of Markdown, its depth shown by indents. */
export function blockLine(block: Block): string {
  const indent = '  '.repeat(Math.min(block.depth, 6));
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level ?? 1)} ${block.text}`;
    case 'bullet':
      return `${indent}- ${block.text}`;
    case 'number':
      return `${indent}1. ${block.text}`;
    case 'todo':
      return `${indent}- [${block.checked === true ? 'x' : ' '}] ${block.text}`;
    case 'quote':
    case 'callout':
      return `${indent}> ${block.text}`;
    case 'code':
      return `Code (${block.language ?? 'plain'}):\n${block.text}`;
    case 'page':
      return `${indent}Page: ${block.text}`;
    case 'database':
      return `${indent}Database: ${block.text}`;
    case 'media':
      return `${indent}Media: ${block.text}`;
    case 'paragraph':
    case 'toggle':
    case 'equation':
    case 'row':
    case 'unknown':
      return indent + block.text;
  }
}
