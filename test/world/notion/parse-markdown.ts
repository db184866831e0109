import type { BlockType, RichText, WorldBlock } from '../model.ts';
import { leaf, type Draft } from './draft.ts';
import { parseId } from './ids.ts';
import { parseInline, readAttributes, targetInUrl, type Attributes, type ResolveTarget } from './parse-inline.ts';
import { parseTable } from './parse-table.ts';

export interface ParseOptions {
  /** The id of the n-th block of the text, counted from 0 in reading order. */
  readonly idFor: (ordinal: number) => string;
  readonly target?: ResolveTarget;
}

interface Line {
  readonly depth: number;
  readonly text: string;
  readonly raw: string;
}

/**
 * Reads Notion's enhanced Markdown (v1): tabs nest, one line is one block, blank lines mean nothing.
 * The block of a child page or database has the id of what it shows, as in Notion.
 */
export function parseMarkdown(text: string, options: ParseOptions): WorldBlock[] {
  let ordinal = 0;
  const finish = (draft: Draft): WorldBlock => {
    const ownId = options.idFor(ordinal++);
    const isLink = draft.type === 'child_page' || draft.type === 'child_database';
    const id = isLink ? (parseId(draft.target ?? '') ?? ownId) : ownId;
    return { ...draft, id, children: draft.children.map(finish) };
  };
  const lines = text.replaceAll('\r\n', '\n').split('\n').map(toLine);
  return new BlockParser(lines, options.target ?? targetInUrl).blocksAt(0).map(finish);
}

function toLine(raw: string): Line {
  const depth = /^\t*/.exec(raw)?.[0].length ?? 0;
  return { depth, text: raw.slice(depth).trimEnd(), raw };
}

class BlockParser {
  readonly #lines: readonly Line[];
  readonly #target: ResolveTarget;
  #at = 0;

  constructor(lines: readonly Line[], target: ResolveTarget) {
    this.#lines = lines;
    this.#target = target;
  }

  /** Blocks at `depth` or deeper, up to a shallower line or a line that closes the tag around them. */
  blocksAt(depth: number): Draft[] {
    const blocks: Draft[] = [];
    for (let line = this.#peek(); line; line = this.#peek()) {
      if (line.text === '') this.#at += 1;
      else if (line.depth < depth || /^<\/[\w-]+>$/.test(line.text)) break;
      else blocks.push(this.#block(line));
    }
    return blocks;
  }

  #peek(): Line | undefined {
    return this.#lines[this.#at];
  }

  #block(line: Line): Draft {
    this.#at += 1;
    if (line.text.startsWith('```')) return this.#code(line);
    if (line.text === '$$') return this.#equation();
    if (line.text.startsWith('<')) {
      const tagged = this.#tagged(line);
      if (tagged) return tagged;
    }
    return this.#textual(line);
  }

  #rich(text: string): RichText[] {
    return parseInline(text, this.#target);
  }

  #textual(line: Line): Draft {
    if (/^-{3,}$/.test(line.text)) return leaf('divider');
    const image = /^!\[((?:[^\]\\]|\\.)*)\]\(([^)\s]+)\)/.exec(line.text);
    if (image) return { ...leaf('image', this.#rich(image[1] ?? '')), url: image[2] ?? '' };
    const { rest, attributes } = splitAttributes(line.text);
    const { type, body, extra } = readPrefix(rest);
    const color = attributes['color'];
    const toggleable = attributes['toggle'] === 'true' ? { toggleable: true } : {};
    return {
      ...leaf(type, this.#rich(body)),
      ...extra,
      ...(color === undefined ? {} : { color }),
      ...toggleable,
      children: this.blocksAt(line.depth + 1),
    };
  }

  #code(line: Line): Draft {
    const body: string[] = [];
    for (let next = this.#peek(); next; next = this.#peek()) {
      this.#at += 1;
      if (next.text.trim() === '```') break;
      body.push(next.raw.slice(Math.min(line.depth, next.depth)));
    }
    const language = line.text.slice(3).trim() || 'plain text';
    return { ...leaf('code', [{ text: body.join('\n') }]), language };
  }

  #equation(): Draft {
    const body: string[] = [];
    for (let next = this.#peek(); next; next = this.#peek()) {
      this.#at += 1;
      if (next.text === '$$') break;
      body.push(next.text);
    }
    return leaf('equation', [{ text: body.join('\n') }]);
  }

  #tagged(line: Line): Draft | undefined {
    const match = /^<([a-z_-]+)((?:\s+[\w-]+="[^"]*")*)\s*(\/?)>(.*)$/.exec(line.text);
    if (!match) return undefined;
    const [, name, attributeText = '', , rest = ''] = match;
    const attributes = readAttributes(attributeText);
    return this.#single(name, attributes, rest) ?? this.#container(name, attributes, line, rest);
  }

  /** Tags on one line. */
  #single(name: string | undefined, { url = '', color, alt }: Attributes, rest: string): Draft | undefined {
    const colored = color === undefined ? {} : { color };
    if (name === 'empty-block') return leaf('paragraph');
    if (name === 'table_of_contents') return { ...leaf('table_of_contents'), ...colored };
    if (name === 'unknown') return { ...leaf(unknownType(alt)), url };
    if (name !== 'page' && name !== 'database') return undefined;
    const type = name === 'page' ? 'child_page' : 'child_database';
    return { ...leaf(type, this.#rich(rest.replace(/<\/\w+>$/, ''))), ...colored, target: this.#target(url) };
  }

  #container(name: string | undefined, attributes: Attributes, line: Line, rest: string): Draft | undefined {
    const color = attributes['color'] === undefined ? {} : { color: attributes['color'] };
    if (name === 'details') return this.#details(line, rest, color);
    if (name === 'table') return parseTable(this.#upTo('</table>', rest), attributes, (text) => this.#rich(text));
    if (name === 'callout') {
      const icon = attributes['icon'] === undefined ? {} : { icon: attributes['icon'] };
      return { ...withFirstParagraphAsText('callout', this.#inside(line, rest)), ...icon, ...color };
    }
    if (name === 'meeting-notes') return withFirstParagraphAsText('meeting_notes', this.#inside(line, rest));
    if (name === 'summary' || name === 'notes' || name === 'transcript')
      return { ...leaf('meeting_part'), part: name, children: this.#inside(line, rest) };
    const type = CONTAINERS[name ?? ''];
    if (!type) return undefined;
    const source = name === 'synced_block_reference' ? { syncedFrom: this.#target(attributes['url'] ?? '') } : {};
    return { ...leaf(type), ...source, children: this.#inside(line, rest) };
  }

  /** The blocks between a tag and its closing line; a tag that closes on its own line holds one line. */
  #inside(line: Line, rest: string): Draft[] {
    const closing = /^(.*)<\/[\w-]+>$/.exec(rest);
    if (closing) return closing[1] ? [leaf('paragraph', this.#rich(closing[1]))] : [];
    const children = this.blocksAt(line.depth);
    this.#at += 1;
    return children;
  }

  #details(line: Line, rest: string, color: { color?: string }): Draft {
    const head = rest === '' ? (this.#peek()?.text ?? '') : rest;
    const summary = /^<summary>(.*?)<\/summary>(.*)$/.exec(head);
    if (summary && rest === '') this.#at += 1;
    return {
      ...leaf('toggle', this.#rich(summary?.[1] ?? '')),
      ...color,
      children: this.#inside(line, summary?.[2] ?? ''),
    };
  }

  #upTo(closing: string, rest: string): string {
    let body = rest;
    for (let line = this.#peek(); line && !body.includes(closing); line = this.#peek()) {
      body += `
${line.text}`;
      this.#at += 1;
    }
    return body;
  }
}

function withFirstParagraphAsText(type: BlockType, blocks: readonly Draft[]): Draft {
  const [first, ...others] = blocks;
  const merges = first?.type === 'paragraph' && first.children.length === 0;
  return merges ? { ...leaf(type, first.text), children: others } : { ...leaf(type), children: blocks };
}

/** Tags that hold blocks and nothing else. */
const CONTAINERS: Readonly<Record<string, BlockType>> = {
  columns: 'column_list',
  column: 'column',
  synced_block: 'synced_block',
  synced_block_reference: 'synced_block',
};

/** `{color="…" toggle="true"}` at the end of a line belongs to the block. */
function splitAttributes(text: string): {
  rest: string;
  attributes: Readonly<Record<string, string>>;
} {
  const match = /(?<!\\)\{((?:\s*(?:color|toggle)="[^"]*")+)\s*\}$/.exec(text);
  if (!match) return { rest: text, attributes: {} };
  return { rest: text.slice(0, match.index).trimEnd(), attributes: readAttributes(match[1] ?? '') };
}

const HEADINGS: readonly BlockType[] = ['heading_1', 'heading_2', 'heading_3', 'heading_4'];

function readPrefix(text: string): { type: BlockType; body: string; extra: { checked?: boolean } } {
  const heading = /^(#{1,6})\s+(.*)$/.exec(text);
  if (heading) return prefixed(HEADINGS[Math.min(heading[1]?.length ?? 1, 4) - 1] ?? 'heading_4', heading[2]);
  const todo = /^- \[([ xX])\](?:\s+(.*))?$/.exec(text);
  if (todo) return { ...prefixed('to_do', todo[2]), extra: { checked: todo[1] !== ' ' } };
  const bullet = /^[-*]\s+(.*)$/.exec(text);
  if (bullet) return prefixed('bulleted_list_item', bullet[1]);
  const number = /^\d+\.\s+(.*)$/.exec(text);
  if (number) return prefixed('numbered_list_item', number[1]);
  const quote = /^>\s?(.*)$/.exec(text);
  if (quote) return prefixed('quote', quote[1]);
  return prefixed('paragraph', text);
}

function prefixed(type: BlockType, body = ''): { type: BlockType; body: string; extra: { checked?: boolean } } {
  return { type, body, extra: {} };
}

function unknownType(alt: string | undefined): BlockType {
  return alt === 'bookmark' || alt === 'embed' || alt === 'breadcrumb' ? alt : 'unsupported';
}
