import { parseBlockId } from '../base/ids.ts';
import type { BlockId } from '../base/ids.ts';
import type { Block } from '../text/block.ts';
import { parseAddress } from './address.ts';
import { fingerprintBlocks } from '../text/block-fingerprint.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { Column, PageRecord } from './notion-reader.ts';
import type { Page, Property } from './page.ts';

/** What a page is put together from. */
export type PageParts = Omit<Page, 'fingerprint'>;

/** Notion's name for an empty title. */
const UNTITLED = 'Untitled';

/** Kinds of blocks that Markdown never holds and that have nothing to read. */
const SILENT: ReadonlySet<string> = new Set(['breadcrumb', 'template', 'table_of_contents', 'divider']);

export function assemblePage(parts: PageParts): Page {
  const title = parts.title.trim() === '' ? UNTITLED : parts.title;
  return { ...parts, title, fingerprint: fingerprintPage(title, parts.properties, parts.blocks) };
}

function fingerprintPage(title: string, properties: readonly Property[], blocks: readonly Block[]): string {
  return fingerprint(
    title,
    ...properties.flatMap((property) => [property.name, property.text]),
    fingerprintBlocks(blocks),
  );
}

/** Kinds that Markdown does not hold, or holds as a link: asked for as a page, a child page would give its own content. */
const BLOCK_ONLY: ReadonlySet<string> = new Set(['bookmark', 'embed', 'link_preview', 'child_page', 'child_database']);

/** A hole that Notion left in a page's Markdown, and how to fill it. */
export interface Hole {
  /** Place of its stand-in among the blocks. */
  readonly at: number;
  readonly id: BlockId;
  /** `markdown`: past the size limit or not readable. `block`: a kind that Markdown does not hold. */
  readonly through: 'markdown' | 'block';
}

/** Finds the stand-ins for what Notion left out; blocks with nothing to read are passed over. */
export function findHoles(blocks: readonly Block[], unknownIds: readonly BlockId[]): readonly Hole[] {
  const left = new Set<string>(unknownIds);
  return blocks.flatMap((block, at): readonly Hole[] => {
    if (block.kind !== 'unknown') return [];
    const place = parseAddress(block.url ?? '');
    const id = place?.blockId ?? parseBlockId(place?.pageId ?? '');
    if (id === undefined) return [];
    if (SILENT.has(block.text)) return [];
    return [{ at, id, through: left.has(id) && !BLOCK_ONLY.has(block.text) ? 'markdown' : 'block' }];
  });
}

/**
 * Puts what was found into its holes, as deep as the hole stood. Stand-ins of silent kinds go; a hole that nothing was
 * found for stays as an `unknown` block, so that a reader sees that something is there.
 */
export function fillHoles(blocks: readonly Block[], found: ReadonlyMap<number, readonly Block[]>): readonly Block[] {
  return blocks.flatMap((block, at) => {
    const filling = found.get(at);
    if (filling !== undefined) return filling.map((each) => ({ ...each, depth: each.depth + block.depth }));
    return block.kind === 'unknown' && SILENT.has(block.text) ? [] : [block];
  });
}

/** How many blocks are named and not read. */
export function countMissing(blocks: readonly Block[]): number {
  return blocks.filter((block) => block.kind === 'unknown').length;
}

/** A database as reading text: its description, its columns, then a line a row. */
export function databaseBlocks(
  description: string,
  columns: readonly Column[],
  rows: readonly PageRecord[],
): readonly Block[] {
  const schema = columns.map((column) => `${column.name} (${columnWords(column)})`).join(', ');
  const head = [description, schema === '' ? '' : `Columns: ${schema}`].filter((text) => text !== '');
  return [
    ...head.map((text): Block => ({ kind: 'paragraph', depth: 0, text })),
    ...rows.map((row): Block => ({ kind: 'row', depth: 0, text: rowWords(row), url: row.url })),
  ];
}

function columnWords(column: Column): string {
  const type = column.type.replaceAll('_', ' ');
  return column.options === undefined || column.options.length === 0 ? type : `${type}: ${column.options.join(', ')}`;
}

function rowWords(row: PageRecord): string {
  const values = row.properties
    .filter((property) => property.type !== 'title' && property.text !== '')
    .map((property) => `${property.name}: ${property.text}`);
  return [row.title === '' ? UNTITLED : row.title, ...values].join(' | ');
}
