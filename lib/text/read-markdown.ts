import type { Block, BlockKind } from './block.ts';
import { readInline } from './read-inline.ts';
import type { Inline } from './read-inline.ts';
import { readPrefix, startsBlock, toLine, withoutIndent } from './read-line.ts';
import type { Line } from './read-line.ts';
import { isPipeRow, readPipeRow, readTable } from './read-table.ts';
import { readTag } from './read-tag.ts';
import type { Tag } from './read-tag.ts';

/** Notion's two ways of writing a page: in `v1` every line is a block, in `v2` a blank line parts them. */
export type Dialect = 'v1' | 'v2';

/**
 * Reads a page's Notion-flavoured Markdown into its blocks in reading order. The tags of both dialects are understood
 * whichever is named; `v2` lets a paragraph run over several lines. Never throws: what is not Markdown is text.
 */
export function readMarkdown(markdown: string, dialect: Dialect = 'v1'): readonly Block[] {
  return new BlockReader(markdown, dialect).read();
}

/** An open tag and what it does to the blocks inside it. */
interface Frame {
  readonly name: string;
  readonly indent: number;
  readonly depth: number;
  /** The block that the first text inside becomes. */
  awaits: BlockKind | undefined;
  /** Indentation of the first line inside. */
  inner: number | undefined;
  /** Depth of the blocks inside. */
  base: number;
}

type Extra = Pick<Block, 'level' | 'checked' | 'url'>;

const MEDIA = new Set(['image', 'video', 'audio', 'file', 'pdf', 'embed', 'bookmark']);
/** Tags that are a block of their own with text inside, and what the text becomes. */
const TEXT_TAGS: Readonly<Record<string, BlockKind>> = {
  details: 'toggle',
  toggle: 'toggle',
  callout: 'callout',
  quote: 'quote',
  blockquote: 'quote',
  p: 'paragraph',
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
  h4: 'heading',
};
const ATTRIBUTES_AT_END = /(?<!\\)\{(?: ?[a-z_-]+="[^"{}]*")+ ?\}$/;
const ONE_LINE_EQUATION = /^\$\$.+\$\$$/;
/** Tags opened on one line, one in another; more are text. */
const MOST_NESTED = 16;

class BlockReader {
  readonly #lines: readonly string[];
  readonly #dialect: Dialect;
  readonly #blocks: Block[] = [];
  readonly #frames: Frame[] = [];
  readonly #openTags = new Map<string, number>();
  /** Line after which no `</table>` follows, once that is known. */
  #lastTableEnd: number | undefined;
  #at = 0;
  /** How many tags of one line stand around the text being read. */
  #nested = 0;

  constructor(markdown: string, dialect: Dialect) {
    this.#lines = markdown.replaceAll('\r\n', '\n').split('\n');
    this.#dialect = dialect;
  }

  read(): readonly Block[] {
    while (this.#at < this.#lines.length) {
      const line = toLine(this.#lines[this.#at] ?? '');
      this.#at += 1;
      this.#nested = 0;
      if (line.text !== '') this.#line(line);
    }
    return this.#blocks;
  }

  #line(line: Line): void {
    this.#leaveShallower(line.indent);
    if (line.text.startsWith('```')) return this.#code(line);
    if (line.text === '$$' || ONE_LINE_EQUATION.test(line.text)) return this.#equation(line);
    if (line.text.startsWith('<') && this.#nested < MOST_NESTED && this.#tagged(line)) return;
    if (/^-{3,}$/.test(line.text)) return;
    if (isPipeRow(line.text)) return this.#pipeRow(line);
    this.#textual(line);
  }

  #leaveShallower(indent: number): void {
    for (let top = this.#frames.at(-1); top && top.indent > indent; top = this.#frames.at(-1)) this.#pop();
  }

  #pop(): void {
    const frame = this.#frames.pop();
    if (frame) this.#openTags.set(frame.name, (this.#openTags.get(frame.name) ?? 1) - 1);
  }

  #depth(indent: number): number {
    const top = this.#frames.at(-1);
    if (!top) return indent;
    top.inner ??= indent;
    return top.base + Math.max(0, indent - top.inner);
  }

  #push(kind: BlockKind, depth: number, read: Inline, extra: Extra = {}): void {
    const { mentions } = read;
    const only = mentions.length === 1 ? mentions[0] : undefined;
    const text = read.text.trim() || (only?.url ?? '');
    if (text === '' && kind !== 'media' && kind !== 'unknown') return;
    const url =
      extra.url === undefined && only?.url !== undefined && only.text.trim() === read.text.trim()
        ? { url: only.url }
        : {};
    this.#blocks.push({ kind, depth, text, ...url, ...extra, ...(mentions.length > 0 ? { mentions } : {}) });
  }

  #code(line: Line): void {
    const fence = /^`+/.exec(line.text)?.[0] ?? '```';
    const depth = this.#depth(line.indent);
    const body: string[] = [];
    while (this.#at < this.#lines.length) {
      const next = this.#lines[this.#at] ?? '';
      this.#at += 1;
      if (next.trim() === fence) break;
      body.push(withoutIndent(next, line.indent));
    }
    const language = line.text.slice(fence.length).trim().replace(ATTRIBUTES_AT_END, '').trim();
    const text = body.join('\n');
    if (text.trim() !== '') this.#blocks.push({ kind: 'code', depth, text, ...(language === '' ? {} : { language }) });
  }

  #equation(line: Line): void {
    const depth = this.#depth(line.indent);
    const body: string[] = [];
    if (line.text === '$$') {
      while (this.#at < this.#lines.length) {
        const next = (this.#lines[this.#at] ?? '').trim();
        this.#at += 1;
        if (next === '$$') break;
        body.push(next);
      }
    } else body.push(line.text.slice(2, -2));
    this.#push('equation', depth, { text: body.join('\n'), mentions: [] });
  }

  #pipeRow(line: Line): void {
    const row = readPipeRow(line.text);
    if (row) this.#push('row', this.#depth(line.indent), row);
  }

  /** Reads a line that starts with a tag; false when the tag belongs to the text. */
  #tagged(line: Line): boolean {
    const tag = readTag(line.text, 0);
    if (!tag || isInline(tag)) return false;
    const rest = line.text.slice(tag.end);
    if (tag.closing) this.#close(tag.name);
    else if (tag.name === 'table') this.#table(line, rest);
    else if (tag.name === 'page' || tag.name === 'database' || tag.name === 'data-source') this.#link(line, tag, rest);
    else if (tag.name === 'unknown') this.#unknown(line, tag);
    else if (tag.name === 'summary' && this.#frames.at(-1)?.awaits === 'toggle') this.#summary(line, rest);
    else if (MEDIA.has(tag.name)) this.#media(line, tag, rest);
    else if (!tag.empty) return this.#enter(line, tag, rest);
    if (tag.closing && rest !== '') this.#inner(line, rest.trim());
    return true;
  }

  /** Reads what stands beside or between tags on their line. */
  #inner(line: Line, text: string): void {
    this.#nested += 1;
    this.#line({ indent: line.indent, text });
  }

  #close(name: string): void {
    if ((this.#openTags.get(name) ?? 0) === 0) return;
    while (this.#frames.length > 0 && this.#frames.at(-1)?.name !== name) this.#pop();
    this.#pop();
  }

  #enter(line: Line, tag: Tag, rest: string): boolean {
    const depth = this.#depth(line.indent);
    this.#frames.push({
      name: tag.name,
      indent: line.indent,
      depth,
      awaits: TEXT_TAGS[tag.name],
      inner: undefined,
      base: depth,
    });
    this.#openTags.set(tag.name, (this.#openTags.get(tag.name) ?? 0) + 1);
    if (rest.trim() === '') return true;
    const closing = `</${tag.name}>`;
    const closed = rest.trimEnd().endsWith(closing);
    const inside = (closed ? rest.trimEnd().slice(0, -closing.length) : rest).trim();
    if (inside !== '') this.#inner(line, inside);
    if (closed) this.#close(tag.name);
    return true;
  }

  #summary(line: Line, rest: string): void {
    const end = rest.indexOf('</summary>');
    const frame = this.#frames.at(-1);
    if (frame?.awaits === 'toggle') this.#fill(frame, 'toggle', readInline(end === -1 ? rest : rest.slice(0, end)));
    const after = end === -1 ? '' : rest.slice(end + '</summary>'.length).trim();
    if (after !== '') this.#inner(line, after);
  }

  /** Gives the open tag its own text; what follows inside are its children. */
  #fill(frame: Frame, kind: BlockKind, read: Inline): void {
    frame.awaits = undefined;
    const level = /^h([1-4])$/.exec(frame.name)?.[1];
    const before = this.#blocks.length;
    this.#push(kind, frame.depth, read, level === undefined ? {} : { level: Number(level) });
    if (this.#blocks.length > before) frame.base = frame.depth + 1;
    frame.inner = undefined;
  }

  #table(line: Line, rest: string): void {
    const depth = this.#depth(line.indent);
    const body = [rest];
    if (!rest.includes('</table>')) {
      this.#lastTableEnd ??= this.#lines.findLastIndex((each) => each.includes('</table>'));
      while (this.#at <= this.#lastTableEnd) {
        const next = this.#lines[this.#at] ?? '';
        this.#at += 1;
        body.push(next);
        if (next.includes('</table>')) break;
      }
    }
    for (const row of readTable(body.join('\n'))) this.#push('row', depth, row);
  }

  #link(line: Line, tag: Tag, rest: string): void {
    const kind = tag.name === 'page' ? 'page' : 'database';
    const url = tag.attributes['url'] ?? '';
    const { text } = readInline(rest.replace(/<\/[a-z-]+>\s*$/, ''));
    this.#push(
      kind,
      this.#depth(line.indent),
      { text: text.trim() || tag.attributes['title'] || url, mentions: [] },
      { url },
    );
  }

  #unknown(line: Line, tag: Tag): void {
    const url = tag.attributes['url'];
    const text = tag.attributes['alt'] ?? '';
    this.#push('unknown', this.#depth(line.indent), { text, mentions: [] }, url === undefined ? {} : { url });
  }

  #media(line: Line, tag: Tag, rest: string): void {
    const url = tag.attributes['src'] ?? tag.attributes['url'];
    const read = readInline(rest.replace(`</${tag.name}>`, ''));
    this.#push('media', this.#depth(line.indent), read, url === undefined ? {} : { url });
  }

  #textual(line: Line): void {
    const image = /^!\[((?:[^\]\\]|\\.)*)\]\(([^\s)]*)\)(?:\s*\{[^{}]*\})?$/.exec(line.text);
    if (image) {
      const url = image[2] ?? '';
      return this.#push('media', this.#depth(line.indent), readInline(image[1] ?? ''), url === '' ? {} : { url });
    }
    const { kind, body, extra } = readPrefix(line.text.replace(ATTRIBUTES_AT_END, '').trimEnd());
    const read = readInline(kind === 'paragraph' ? this.#paragraph({ ...line, text: body }) : body);
    const frame = this.#frames.at(-1);
    if (frame?.awaits && kind === 'paragraph') {
      this.#fill(frame, frame.awaits, read);
      return;
    }
    if (frame) frame.awaits = undefined;
    const depth = this.#depth(line.indent);
    this.#push(kind, depth, read, extra);
  }

  /** The line with those that continue its paragraph: in `v2` a single line break starts no block. */
  #paragraph(line: Line): string {
    const parts = [line.text];
    while (this.#dialect === 'v2' && this.#at < this.#lines.length) {
      const next = toLine(this.#lines[this.#at] ?? '');
      if (next.text === '' || next.indent !== line.indent || startsBlock(next.text)) break;
      parts.push(next.text);
      this.#at += 1;
    }
    return parts.join('\n');
  }
}

function isInline(tag: Tag): boolean {
  return (
    tag.name.startsWith('mention-') ||
    ['span', 'br', 'u', 'b', 'i', 's', 'a', 'code', 'em', 'strong'].includes(tag.name)
  );
}
