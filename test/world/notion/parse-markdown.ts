import type { BlockType, RichText, WorldBlock } from '../model.ts';
import { leaf, type Draft } from './draft.ts';
import { parseId } from './ids.ts';
import { parseInline, readAttributes, targetInUrl, type Attributes, type ResolveTarget } from './parse-inline.ts';
import { beginsBlock, isBlank, readPrefix, splitAttributes, toLines, unknownType, type Line } from './parse-line.ts';
import { parseTable } from './parse-table.ts';

export interface ParseOptions {
  /** The id of the n-th block of the text, counted from 0 in reading order. */
  readonly idFor: (ordinal: number) => string;
  readonly target?: ResolveTarget;
  /** `v1` where it is not named. */
  readonly version?: 'v1' | 'v2';
}

/**
 * Reads Notion's Markdown. In `v1` tabs nest, one line is one block and blank lines mean nothing; in `v2` a blank line
 * parts blocks and tags hold children. The block of a child page or database has the id of what it shows, as in Notion.
 */
export function parseMarkdown(text: string, options: ParseOptions): WorldBlock[] {
  let ordinal = 0;
  const finish = (draft: Draft): WorldBlock => {
    const ownId = options.idFor(ordinal++);
    const isLink = draft.type === 'child_page' || draft.type === 'child_database';
    const id = isLink ? (parseId(draft.target ?? '') ?? ownId) : ownId;
    return { ...draft, id, children: draft.children.map(finish) };
  };
  const parser = new BlockParser(toLines(text), options.target ?? targetInUrl, options.version ?? 'v1');
  return parser.blocksAt(0).map(finish);
}

const TAG = /^<([a-z][a-z0-9_-]*)((?:\s+[\w-]+="[^"]*")*)\s*(\/?)>([^]*)$/;
const MEDIA: readonly BlockType[] = ['image', 'video', 'audio', 'file', 'pdf'];

class BlockParser {
  readonly #lines: readonly Line[];
  readonly #target: ResolveTarget;
  readonly #version: 'v1' | 'v2';
  #at = 0;

  constructor(lines: readonly Line[], target: ResolveTarget, version: 'v1' | 'v2') {
    this.#lines = lines;
    this.#target = target;
    this.#version = version;
  }

  /** Blocks at `depth` or deeper, up to a shallower line or a line that closes the tag around them. */
  blocksAt(depth: number): Draft[] {
    const blocks: Draft[] = [];
    for (let line = this.#peek(); line; line = this.#peek()) {
      if (isBlank(line.text)) this.#at += 1;
      else if (line.depth < depth || /^<\/[\w-]+>\s*$/.test(line.text)) break;
      else blocks.push(this.#block(line, blocks.at(-1)));
    }
    return blocks;
  }

  #peek(): Line | undefined {
    return this.#lines[this.#at];
  }

  #block(line: Line, before: Draft | undefined): Draft {
    this.#at += 1;
    const fence = /^(`{3,})([^`]*)$/.exec(line.text);
    if (fence) return this.#code(line, fence[1] ?? '```', fence[2] ?? '');
    if (line.text.trim() === '$$') return this.#equation(line);
    if (line.text.startsWith('<')) {
      const tagged = this.#tagged(line);
      if (tagged) return tagged;
    }
    return this.#textual(line, before);
  }

  #rich(text: string): RichText[] {
    return parseInline(text, this.#target);
  }

  #textual(line: Line, before: Draft | undefined): Draft {
    if (/^-{3,}[ \t]*$/.test(line.text)) return leaf('divider');
    const image = /^!\[([^]*)\]\(([^\s]+)\)[ \t]*$/.exec(line.text);
    if (image) return { ...leaf('image', this.#rich(image[1] ?? '')), url: image[2] ?? '' };
    const { rest, attributes } = splitAttributes(line.text, this.#version);
    const { type, body, checked, number } = readPrefix(rest);
    const color = attributes['color'];
    const begins = type === 'numbered_list_item' && number !== 1 && before?.type !== 'numbered_list_item';
    return {
      ...leaf(type, this.#rich(this.#version === 'v2' ? this.#joined(type, body, line) : body)),
      ...(type === 'to_do' ? { checked } : {}),
      ...(begins ? { listStart: number } : {}),
      ...(color === undefined ? {} : { color }),
      ...(attributes['toggle'] === 'true' ? { toggleable: true } : {}),
      children: this.blocksAt(line.depth + 1),
    };
  }

  /** A paragraph of the second dialect goes on up to a blank line, a quote as long as its sign stands there. */
  #joined(type: BlockType, body: string, line: Line): string {
    const parts = body === '' ? [] : [body];
    for (let next = this.#peek(); next && next.depth === line.depth; next = this.#peek()) {
      const goesOn = type === 'paragraph' && !isBlank(next.text) && !beginsBlock(next.text);
      if (!goesOn && !(type === 'quote' && next.text.startsWith('>'))) break;
      parts.push(goesOn ? next.text : next.text.replace(/^> ?/, ''));
      this.#at += 1;
    }
    return parts.join('\n');
  }

  #code(line: Line, fence: string, info: string): Draft {
    const body: string[] = [];
    for (let next = this.#peek(); next; next = this.#peek()) {
      this.#at += 1;
      if (next.text.trimEnd() === fence) break;
      body.push(next.raw.slice(Math.min(line.depth, next.depth)));
    }
    return { ...leaf('code', [{ text: body.join('\n') }]), language: info.trim() || 'plain text' };
  }

  #equation(line: Line): Draft {
    const body: string[] = [];
    for (let next = this.#peek(); next; next = this.#peek()) {
      this.#at += 1;
      const text = next.raw.slice(Math.min(line.depth, next.depth));
      if (text === '$$') break;
      body.push(text.replace(/^\\(\\*\$\$)$/, '$1'));
    }
    return leaf('equation', [{ text: body.join('\n') }]);
  }

  #tagged(line: Line): Draft | undefined {
    const match = TAG.exec(line.text);
    if (!match) return undefined;
    const [, name = '', attributeText = '', slash, rest = ''] = match;
    const attributes = readAttributes(attributeText);
    if (name === 'empty-block') {
      const color = attributes['color'] === undefined ? {} : { color: attributes['color'] };
      return { ...leaf('paragraph'), ...color, children: this.blocksAt(line.depth + 1) };
    }
    return (
      this.#single(name, attributes, rest) ??
      (slash === '/' ? undefined : this.#container(name, attributes, line, rest))
    );
  }

  /** Tags on one line. */
  #single(name: string, { url = '', src = url, color, alt }: Attributes, rest: string): Draft | undefined {
    const colored = color === undefined ? {} : { color };
    const inner = (): RichText[] => this.#rich(rest.replace(/<\/[\w-]+>\s*$/, ''));
    const media = MEDIA.find((type) => type === name);
    if (media) return { ...leaf(media, inner()), url: src };
    if (name === 'table_of_contents') return { ...leaf('table_of_contents'), ...colored };
    if (name === 'unknown') return { ...leaf(unknownType(alt)), url };
    if (name !== 'page' && name !== 'database') return undefined;
    const type = name === 'page' ? 'child_page' : 'child_database';
    return { ...leaf(type, inner()), ...colored, target: this.#target(url) };
  }

  #container(name: string, attributes: Attributes, line: Line, rest: string): Draft | undefined {
    const color = attributes['color'] === undefined ? {} : { color: attributes['color'] };
    if (name === 'details') return this.#details(line, rest, color);
    if (name === 'table') return parseTable(this.#tableUpToEnd(rest), attributes, (text) => this.#rich(text));
    const texted = TEXTED[name];
    if (texted) {
      const icon = name === 'callout' && attributes['icon'] !== undefined ? { icon: attributes['icon'] } : {};
      const toggleable = attributes['toggle'] === 'true' ? { toggleable: true } : {};
      return { ...this.#withText(texted, name, line, rest), ...icon, ...color, ...toggleable };
    }
    if (name === 'summary' || name === 'notes' || name === 'transcript')
      return { ...leaf('meeting_part'), part: name, children: this.#inside(name, line, rest) };
    const type = CONTAINERS[name];
    if (!type) return undefined;
    const source = name === 'synced_block_reference' ? { syncedFrom: this.#target(attributes['url'] ?? '') } : {};
    return { ...leaf(type), ...source, children: this.#inside(name, line, rest) };
  }

  /** A block with a text of its own: in `v1` the first paragraph inside, in `v2` what follows the tag. */
  #withText(type: BlockType, name: string, line: Line, rest: string): Draft {
    if (this.#version === 'v1' || rest.endsWith(`</${name}>`))
      return withFirstParagraphAsText(type, this.#inside(name, line, rest));
    const text = this.#rich(this.#joined('paragraph', rest, line));
    return { ...leaf(type, text), children: this.#inside(name, line, '') };
  }

  /** The blocks between a tag and its closing line; a tag that closes on its own line holds one line. */
  #inside(name: string, line: Line, rest: string): Draft[] {
    const closing = `</${name}>`;
    if (rest.endsWith(closing)) {
      const text = rest.slice(0, -closing.length);
      return text === '' ? [] : [leaf('paragraph', this.#rich(text))];
    }
    const first = isBlank(rest) ? [] : [leaf('paragraph', this.#rich(rest))];
    const children = this.blocksAt(line.depth);
    this.#at += 1;
    return [...first, ...children];
  }

  #details(line: Line, rest: string, color: { color?: string }): Draft {
    const head = rest === '' ? (this.#peek()?.text ?? '') : rest;
    const summary = /^<summary>([^]*)<\/summary>([^]*)$/.exec(head);
    if (summary && rest === '') this.#at += 1;
    return {
      ...leaf('toggle', this.#rich(summary?.[1] ?? '')),
      ...color,
      children: this.#inside('details', line, summary?.[2] ?? ''),
    };
  }

  #tableUpToEnd(rest: string): string {
    let body = rest;
    for (let line = this.#peek(); line && !/<\/table>\s*$/.test(body); line = this.#peek()) {
      body += `\n${line.text}`;
      this.#at += 1;
    }
    return body;
  }
}

function withFirstParagraphAsText(type: BlockType, blocks: readonly Draft[]): Draft {
  const [first, ...others] = blocks;
  const merges = first?.type === 'paragraph' && first.children.length === 0 && first.color === undefined;
  return merges ? { ...leaf(type, first.text), children: others } : { ...leaf(type), children: blocks };
}

/** Tags of blocks that have a text and may hold blocks. */
const TEXTED: Readonly<Record<string, BlockType>> = {
  callout: 'callout',
  'meeting-notes': 'meeting_notes',
  p: 'paragraph',
  quote: 'quote',
  toggle: 'toggle',
  h1: 'heading_1',
  h2: 'heading_2',
  h3: 'heading_3',
  h4: 'heading_4',
};

/** Tags that hold blocks and nothing else. */
const CONTAINERS: Readonly<Record<string, BlockType>> = {
  columns: 'column_list',
  column: 'column',
  synced_block: 'synced_block',
  synced_block_reference: 'synced_block',
};
