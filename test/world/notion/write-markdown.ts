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

  blocks(blocks: readonly WorldBlock[], depth: number): string {
    const parts: string[] = [];
    let number = 0;
    for (const [index, block] of blocks.entries()) {
      number = block.type === 'numbered_list_item' ? (number === 0 ? (block.listStart ?? 1) : number + 1) : 0;
      const glued = !this.#v2 || (isList(block) && isList(blocks[index - 1]));
      parts.push(index === 0 ? '' : glued ? '\n' : '\n\n', this.#block(block, depth, number));
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
    const holdsMore = block.children.length > 0 || block.color !== undefined || block.toggleable === true;
    if (this.#v2 && !isList(block) && holdsMore) return this.#tagForm(block, depth, writeInline(block.text));
    const line = this.#line(depth, this.#firstLine(block, prefix));
    if (block.children.length === 0) return line;
    const parted = this.#v2 && !isList(block.children[0]);
    return `${line}${parted ? '\n\n' : '\n'}${this.blocks(block.children, depth + 1)}`;
  }

  #firstLine(block: WorldBlock, prefix: string): string {
    // The second dialect has no colour for an item of a list but that of its words.
    const text = writeInline(
      this.#v2 && block.color !== undefined
        ? block.text.map((item) => ({ ...item, color: item.color ?? block.color ?? '' }))
        : block.text,
    );
    if (block.type === 'paragraph' && text === '') return `<empty-block${colorAttribute(block)}/>`;
    const own = block.type === 'paragraph' ? escapeStart(text) : text;
    return `${prefix}${own}${this.#v2 ? '' : attributeList(block)}`;
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
    const media = (): string =>
      line(`<${block.type} src="${attribute(block.url ?? '')}">${writeInline(block.text)}</${block.type}>`);
    const writers: Partial<Record<BlockType, () => string>> = {
      toggle: () => (this.#v2 ? wrapped(`toggle${colorAttribute(block)}`) : this.#details(block, depth)),
      callout: () =>
        wrapped(`callout${block.icon === undefined ? '' : ` icon="${attribute(block.icon)}"`}${colorAttribute(block)}`),
      code: () => codeLines(block).map(line).join('\n'),
      equation: () => equationLines(block).map(line).join('\n'),
      divider: () => line('---'),
      image: () => line(`![${writeInline(block.text)}](${block.url ?? ''})`),
      video: media,
      audio: media,
      file: media,
      pdf: media,
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
    const line = (deeper: number, text: string): string => this.#line(depth + (this.#v2 ? 0 : deeper), text);
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
    const end = `</${tag.split(' ')[0] ?? tag}>`;
    if (this.#v2) {
      const head = this.#line(depth, `<${tag}>${text}`);
      if (children.length === 0) return head + end;
      return `${head}\n\n${this.blocks(children, depth)}\n\n${this.#line(depth, end)}`;
    }
    // Without a text of its own, the first paragraph inside a callout would be taken for it.
    const standsIn = children.length > 0 && tag.startsWith('callout') ? ['<empty-block/>'] : [];
    const own = text === '' ? standsIn : [escapeStart(text)];
    return [
      this.#line(depth, `<${tag}>`),
      ...own.map((line) => this.#line(depth + 1, line)),
      ...this.#inner(children, depth),
      this.#line(depth, end),
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

/** A text that begins like another block, or with an indentation, stays the beginning of a paragraph. */
function escapeStart(text: string): string {
  return text.replace(/^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|-{3,}[ \t]*$|\d+[.)](?=\s|$)|!\[|\t| [ \t]*$)/, (start) =>
    /^\d/.test(start) ? start.replace(/[.)]/, '\\$&') : `\\${start}`,
  );
}

/** Between fences longer than any in the code. */
function codeLines(block: WorldBlock): string[] {
  const text = plainText(block.text);
  let fence = '```';
  while (text.includes(fence)) fence += '`';
  return [`${fence}${block.language === 'plain text' ? '' : (block.language ?? '')}`, ...text.split('\n'), fence];
}

/** A line that looks like the end of the equation gets a stroke before it. */
function equationLines(block: WorldBlock): string[] {
  const lines = plainText(block.text).split('\n');
  return ['$$', ...lines.map((line) => line.replace(/^\\*\$\$$/, '\\$&')), '$$'];
}

const attribute = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function attributeList(block: WorldBlock): string {
  const toggle = block.toggleable ? ' toggle="true"' : '';
  const both = `${toggle}${colorAttribute(block)}`.trim();
  return both === '' ? '' : ` {${both}}`;
}

function colorAttribute(block: WorldBlock): string {
  return block.color === undefined ? '' : ` color="${block.color}"`;
}
