import type { Dialect } from '../text/read-markdown.ts';
import { notionAddress } from './addresses.ts';
import { rulesOf } from './dialect.ts';
import type { DialectRules } from './dialect.ts';
import type { DocBlock, NotionDocument, Run } from './document.ts';
import { escapeAttribute, escapeStart } from './escape.ts';
import { aloneLines, codeLines, colorOf } from './write-leaf.ts';
import { writeRuns } from './write-runs.ts';

/**
 * A document in Notion's Markdown, as its Markdown endpoint takes it. What the dialect cannot say stands as text that
 * tells of it, or is left out: `inexpressible` says which. Reading it again gives the same document.
 */
export const writeDocument = (document: NotionDocument, dialect: Dialect): string =>
  new DocumentWriter(rulesOf(dialect)).blocks(document, 0).join('\n');

type Textual = Extract<DocBlock, { readonly runs: readonly Run[] }>;

const EMPTY = '<empty-block/>';
/** Tags of blocks that hold blocks and no text. */
const HOLDERS = { column_list: 'columns', column: 'column' } as const;

class DocumentWriter {
  readonly #rules: DialectRules;

  constructor(rules: DialectRules) {
    this.#rules = rules;
  }

  /** The lines of blocks that stand `depth` tabs in. */
  blocks(blocks: NotionDocument, depth: number): readonly string[] {
    const lines: string[] = [];
    let number = 0;
    let before: DocBlock | undefined;
    for (const block of blocks.flatMap(laidOut)) {
      number = block.kind === 'numbered_list_item' ? (number === 0 ? (block.start ?? 1) : number + 1) : 0;
      const written = this.#block(block, depth, number);
      if (written.length === 0) continue;
      if (before && this.#rules.between === '\n\n' && !(isItem(before) && isItem(block))) lines.push('');
      for (const line of written) lines.push(line);
      before = block;
    }
    return lines;
  }

  #block(block: DocBlock, depth: number, number: number): readonly string[] {
    if ('runs' in block) return this.#text(block, depth, number);
    const tabs = '\t'.repeat(depth);
    const { kind, children } = block;
    if (kind === 'code') return codeLines(block).map((line) => tabs + line);
    if (kind === 'table') return this.#table(block, depth);
    if (kind === 'tab') return this.blocks(children.map(asToggle), depth);
    if (kind === 'column_list' || kind === 'column') return this.#tagged(HOLDERS[kind], '', children, depth);
    if (kind !== 'synced_block') return aloneLines(block).map((line) => tabs + line);
    const source = block.original === undefined ? '' : `_reference url="${notionAddress(block.original)}"`;
    return this.#tagged(`synced_block${source}`, '', children, depth);
  }

  #text(block: Textual, depth: number, number: number): readonly string[] {
    switch (block.kind) {
      case 'bulleted_list_item':
        return this.#item(block, '- ', depth);
      case 'numbered_list_item':
        return this.#item(block, `${number}. `, depth);
      case 'to_do':
        return this.#item(block, block.checked ? '- [x] ' : '- [ ] ', depth);
      case 'paragraph':
      case 'heading_1':
      case 'heading_2':
      case 'heading_3':
      case 'heading_4':
      case 'quote':
        return this.#line(block, depth);
      case 'toggle':
        return this.#rules.toggle === 'details'
          ? this.#details(block, depth)
          : this.#tagged(`toggle${colorOf(block)}`, writeRuns(block.runs), block.children, depth);
      case 'callout': {
        const icon = block.icon === undefined ? '' : ` icon="${escapeAttribute(block.icon)}"`;
        return this.#tagged(`callout${icon}${colorOf(block)}`, writeRuns(block.runs), block.children, depth);
      }
    }
  }

  /** An item of a list: its children are indented in both dialects. */
  #item(block: Textual, mark: string, depth: number): readonly string[] {
    const inBraces = this.#rules.attributes === 'braces';
    const runs = inBraces || block.color === undefined ? block.runs : coloredRuns(block.runs, block.color);
    const line = '\t'.repeat(depth) + mark + writeRuns(runs) + (inBraces ? braces(block) : '');
    const children = this.blocks(block.children, depth + 1);
    const [first] = block.children;
    const parted = this.#rules.between === '\n\n' && first !== undefined && !isItem(first);
    return parted && children.length > 0 ? [line, '', ...children] : [line, ...children];
  }

  /** A block that is a line with a sign before it, or in the second dialect a tag where it holds more than text. */
  #line(block: Textual, depth: number): readonly string[] {
    const text = writeRuns(block.runs);
    const isPlain = block.children.length === 0 && block.color === undefined && !('toggleable' in block);
    if (this.#rules.attributes === 'tag' && !isPlain)
      return this.#tagged(`${TAGS[block.kind] ?? 'p'}${foldOf(block)}${colorOf(block)}`, text, block.children, depth);
    const tabs = '\t'.repeat(depth);
    const line =
      block.kind === 'paragraph'
        ? text === ''
          ? `<empty-block${colorOf(block)}/>`
          : escapeStart(text) + braces(block)
        : (SIGNS[block.kind] ?? '') + text + braces(block);
    return [tabs + line, ...this.blocks(block.children, depth + 1)];
  }

  /** A tag around a block's text and its children. */
  #tagged(tag: string, text: string, children: NotionDocument, depth: number): readonly string[] {
    const tabs = '\t'.repeat(depth);
    const end = `</${tag.split(' ', 1)[0] ?? tag}>`;
    if (this.#rules.children === 'inside') {
      const inner = this.blocks(children, depth);
      const head = `${tabs}<${tag}>${text}`;
      return inner.length === 0 ? [head + end] : [head, '', ...inner, '', tabs + end];
    }
    const inner = this.blocks(children, depth + 1);
    const isHolder = tag.startsWith('column') || tag.startsWith('synced');
    const own =
      text === '' ? (inner.length === 0 || isHolder ? [] : [`${tabs}\t${EMPTY}`]) : [`${tabs}\t${escapeStart(text)}`];
    return [`${tabs}<${tag}>`, ...own, ...inner, tabs + end];
  }

  #details(block: Textual, depth: number): readonly string[] {
    const tabs = '\t'.repeat(depth);
    return [
      `${tabs}<details${colorOf(block)}>`,
      `${tabs}<summary>${writeRuns(block.runs)}</summary>`,
      ...this.blocks(block.children, depth + 1),
      `${tabs}</details>`,
    ];
  }

  #table(
    { headerRow, headerColumn, rows }: Extract<DocBlock, { readonly kind: 'table' }>,
    depth: number,
  ): readonly string[] {
    const step = this.#rules.children === 'indented' ? 1 : 0;
    const line = (deeper: number, text: string): string => '\t'.repeat(depth + deeper * step) + text;
    const headers = `${headerRow ? ' header-row="true"' : ''}${headerColumn ? ' header-column="true"' : ''}`;
    const body = rows.flatMap((row) => [
      line(1, '<tr>'),
      ...row.map((cell) => line(2, `<td>${writeRuns(cell)}</td>`)),
      line(1, '</tr>'),
    ]);
    return [line(0, `<table${headers}>`), ...body, line(0, '</table>')];
  }
}

const SIGNS: Readonly<Record<string, string>> = {
  heading_1: '# ',
  heading_2: '## ',
  heading_3: '### ',
  heading_4: '#### ',
  quote: '> ',
};
const TAGS: Readonly<Record<string, string>> = {
  heading_1: 'h1',
  heading_2: 'h2',
  heading_3: 'h3',
  heading_4: 'h4',
  quote: 'quote',
};

const isItem = ({ kind }: DocBlock): boolean =>
  kind === 'bulleted_list_item' || kind === 'numbered_list_item' || kind === 'to_do';

const foldOf = (block: DocBlock): string => ('toggleable' in block && block.toggleable ? ' toggle="true"' : '');

/** A block's attributes behind its text. */
function braces(block: DocBlock): string {
  const attributes = (foldOf(block) + colorOf(block)).trim();
  return attributes === '' ? '' : ` {${attributes}}`;
}

const coloredRuns = (runs: readonly Run[], color: Run['color']): readonly Run[] =>
  color === undefined ? runs : runs.map((run) => (run.color === undefined ? { ...run, color } : run));

/** A block that cannot be made holds nothing: what stood in it stands below it. */
const laidOut = (block: DocBlock): NotionDocument =>
  block.kind === 'other' ? [{ ...block, children: [] }, ...block.children.flatMap(laidOut)] : [block];

/** Markdown has no tabs: each is a toggle with its label. */
const asToggle = (block: DocBlock): DocBlock =>
  block.kind === 'paragraph' ? { ...block, kind: 'toggle', runs: block.runs } : block;
