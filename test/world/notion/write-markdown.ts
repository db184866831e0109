import type { BlockType, WorldBlock } from '../model.ts';
import { undashed } from './ids.ts';
import { plainText } from './render-text.ts';
import { writeInline } from './write-inline.ts';

export interface MarkdownOptions {
  readonly version: 'v1' | 'v2';
  /** Blocks beyond this number are left out and named. */
  readonly limit: number;
  /** The title of a page or database that a block shows. */
  readonly titleOf: (id: string) => string | undefined;
  /** For the addresses of blocks. */
  readonly pageId: string;
  /** Without it, a note with an address stands in the place of what was said in a meeting. */
  readonly transcript: boolean;
}

export interface WrittenMarkdown {
  readonly markdown: string;
  readonly truncated: boolean;
  readonly unknownBlockIds: readonly string[];
}

/** More blocks than this and the endpoint stops. */
export const LARGEST_PAGE = 20_000;

/** Blocks as Notion's Markdown endpoint gives them. What it does not support is `<unknown>`, and so is what is too much. */
export function writeMarkdown(blocks: readonly WorldBlock[], options: MarkdownOptions): WrittenMarkdown {
  const writer = new Writer(options);
  const markdown = writer.blocks(blocks, 0);
  return { markdown, truncated: writer.left.length > 0, unknownBlockIds: writer.left };
}

class Writer {
  readonly #options: MarkdownOptions;
  readonly left: string[] = [];
  #written = 0;

  constructor(options: MarkdownOptions) {
    this.#options = options;
  }

  blocks(blocks: readonly WorldBlock[], depth: number, inList = false): string {
    const separator = this.#v2 && !inList ? '\n\n' : '\n';
    const parts: string[] = [];
    for (const [index, block] of blocks.entries()) {
      const number = block.type === 'numbered_list_item' ? countBefore(blocks, index) : 0;
      const text = this.#block(block, depth, number);
      const glued = this.#v2 && isList(block) && isList(blocks[index - 1]);
      parts.push(index === 0 ? text : (glued ? '\n' : separator) + text);
    }
    return parts.join('');
  }

  get #v2(): boolean {
    return this.#options.version === 'v2';
  }

  #block(block: WorldBlock, depth: number, number: number): string {
    if (this.#written >= this.#options.limit) {
      this.left.push(block.id);
      return this.#line(depth, this.#unknown(block));
    }
    this.#written += 1;
    return this.#prefixed(block, depth, number) ?? this.#tagged(block, depth);
  }

  /** Blocks that are a line with a mark before it. */
  #prefixed(block: WorldBlock, depth: number, number: number): string | undefined {
    const prefix = prefixOf(block, number);
    if (prefix === undefined) return undefined;
    const text = writeInline(block.text);
    if (block.type === 'paragraph' && text === '' && block.children.length === 0)
      return this.#line(depth, '<empty-block/>');
    if (this.#v2 && !isList(block) && (block.children.length > 0 || block.color !== undefined))
      return this.#tagForm(block, depth, text);
    const line = this.#line(depth, `${prefix}${escapeStart(block, text)}${this.#v2 ? '' : attributeList(block)}`);
    if (block.children.length === 0) return line;
    return `${line}\n${this.blocks(block.children, depth + 1, isList(block))}`;
  }

  /** The second dialect writes a block with children or a colour as a tag. */
  #tagForm(block: WorldBlock, depth: number, text: string): string {
    const name =
      block.type === 'paragraph' ? 'p' : block.type === 'quote' ? 'quote' : block.type.replace('heading_', 'h');
    const toggle = block.toggleable ? ' toggle="true"' : '';
    return this.#wrapped(`${name}${toggle}${colorAttribute(block)}`, text, block.children, depth);
  }

  #tagged(block: WorldBlock, depth: number): string {
    const line = (text: string): string => this.#line(depth, text);
    const wrapped = (tag: string): string => this.#wrapped(tag, writeInline(block.text), block.children, depth);
    const writers: Partial<Record<BlockType, () => string>> = {
      toggle: () => (this.#v2 ? wrapped(`toggle${colorAttribute(block)}`) : this.#details(block, depth)),
      callout: () =>
        wrapped(`callout${block.icon === undefined ? '' : ` icon="${block.icon}"`}${colorAttribute(block)}`),
      code: () => {
        const language = block.language === 'plain text' ? '' : (block.language ?? '');
        return [line(`\`\`\`${language}`), ...plainText(block.text).split('\n').map(line), line('```')].join('\n');
      },
      equation: () => [line('$$'), line(plainText(block.text)), line('$$')].join('\n'),
      divider: () => line('---'),
      image: () => line(`![${writeInline(block.text)}](${block.url ?? ''})`),
      table: () => this.#table(block, depth),
      column_list: () => wrapped('columns'),
      column: () => wrapped('column'),
      synced_block: () =>
        block.syncedFrom === undefined
          ? wrapped(`synced_block url="${this.#address(block.id)}"`)
          : wrapped(`synced_block_reference url="${this.#address(block.syncedFrom)}"`),
      table_of_contents: () => line(`<table_of_contents${colorAttribute(block)}/>`),
      meeting_notes: () => wrapped('meeting-notes'),
      meeting_part: () => this.#meetingPart(block, depth),
      child_page: () => line(this.#link('page', block)),
      child_database: () => line(this.#link('database', block)),
      link_to_page: () => line(this.#link('mention-page', block)),
    };
    return writers[block.type]?.() ?? line(this.#unknown(block));
  }

  #meetingPart(block: WorldBlock, depth: number): string {
    if (block.part !== 'transcript' || this.#options.transcript)
      return this.#wrapped(block.part ?? 'notes', '', block.children, depth);
    return this.#wrapped('transcript', `Transcript omitted: ${this.#address(block.id)}`, [], depth);
  }

  #details(block: WorldBlock, depth: number): string {
    const head = [`<details${colorAttribute(block)}>`, `<summary>${writeInline(block.text)}</summary>`];
    const lines = head.map((text) => this.#line(depth, text));
    return [...lines, ...this.#inner(block.children, depth), this.#line(depth, '</details>')].join('\n');
  }

  #link(tag: string, block: WorldBlock): string {
    const target = block.target ?? block.id;
    const title = this.#options.titleOf(target) ?? plainText(block.text);
    return `<${tag} url="https://app.notion.com/p/${undashed(target)}">${writeInline([{ text: title }])}</${tag}>`;
  }

  #table(block: WorldBlock, depth: number): string {
    const line = (deeper: number, text: string): string => this.#line(this.#v2 ? 0 : depth + deeper, text);
    this.#written += block.children.length;
    const rows = block.children.flatMap((row) => [
      line(1, '<tr>'),
      ...(row.cells ?? []).map((cell) => line(2, `<td>${writeInline(cell)}</td>`)),
      line(1, '</tr>'),
    ]);
    const header = `${block.headerRow ? ' header-row="true"' : ''}${block.headerColumn ? ' header-column="true"' : ''}`;
    return [line(0, `<table${header}>`), ...rows, line(0, '</table>')].join('\n');
  }

  /** A tag around its text and children: indented by a tab, or after blank lines in the second dialect. */
  #wrapped(tag: string, text: string, children: readonly WorldBlock[], depth: number): string {
    const name = tag.split(' ')[0] ?? tag;
    if (this.#v2) {
      const head =
        children.length === 0
          ? `<${tag}>${text}</${name}>`
          : `<${tag}>${text}\n\n${this.blocks(children, 0)}\n\n</${name}>`;
      return head;
    }
    const own = text === '' ? [] : [this.#line(depth + 1, text)];
    return [
      this.#line(depth, `<${tag}>`),
      ...own,
      ...this.#inner(children, depth),
      this.#line(depth, `</${name}>`),
    ].join('\n');
  }

  #inner(children: readonly WorldBlock[], depth: number): string[] {
    return children.length === 0 ? [] : [this.blocks(children, depth + 1)];
  }

  #unknown(block: WorldBlock): string {
    return `<unknown url="${this.#address(block.id)}" alt="${block.type}"/>`;
  }

  #address(blockId: string): string {
    return `https://app.notion.com/p/${undashed(this.#options.pageId)}#${undashed(blockId)}`;
  }

  #line(depth: number, text: string): string {
    return '\t'.repeat(depth) + text;
  }
}

function isList(block: WorldBlock | undefined): boolean {
  return block?.type === 'bulleted_list_item' || block?.type === 'numbered_list_item' || block?.type === 'to_do';
}

function countBefore(blocks: readonly WorldBlock[], index: number): number {
  let count = 1;
  while (blocks[index - count]?.type === 'numbered_list_item') count += 1;
  return count;
}

const PREFIXES: Partial<Record<BlockType, string>> = {
  paragraph: '',
  heading_1: '# ',
  heading_2: '## ',
  heading_3: '### ',
  heading_4: '#### ',
  bulleted_list_item: '- ',
  quote: '> ',
};

function prefixOf(block: WorldBlock, number: number): string | undefined {
  if (block.type === 'numbered_list_item') return `${number}. `;
  if (block.type === 'to_do') return block.checked ? '- [x] ' : '- [ ] ';
  return PREFIXES[block.type];
}

/** A paragraph that begins like a heading or a list stays a paragraph. */
function escapeStart(block: WorldBlock, text: string): string {
  return block.type === 'paragraph'
    ? text.replace(/^(#{1,6}\s|[-+]\s|-{3,}$|\d+\.\s)/, (start) =>
        /^\d/.test(start) ? start.replace('.', '\\.') : `\\${start}`,
      )
    : text;
}

function attributeList(block: WorldBlock): string {
  const toggle = block.toggleable ? ' toggle="true"' : '';
  const both = `${toggle}${colorAttribute(block)}`.trim();
  return both === '' ? '' : ` {${both}}`;
}

function colorAttribute(block: WorldBlock): string {
  return block.color === undefined ? '' : ` color="${block.color}"`;
}
