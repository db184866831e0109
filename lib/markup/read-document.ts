import { parseBlockId } from '../base/ids.ts';
import type { Dialect } from '../text/read-markdown.ts';
import { readTag } from '../text/read-tag.ts';
import type { Tag } from '../text/read-tag.ts';
import { idInAddress } from './addresses.ts';
import { PLAIN } from './code-languages.ts';
import { colorOf } from './colors.ts';
import { rulesOf } from './dialect.ts';
import type { DialectRules } from './dialect.ts';
import type { DocBlock, NotionDocument, Run } from './document.ts';
import { readRuns } from './read-runs.ts';
import { beginsBlock, endsFence, isBlank, linesOf, readSign, splitBraces } from './read-lines.ts';
import type { Line } from './read-lines.ts';
import { readTableBody } from './read-table-body.ts';

/**
 * Reads Notion's Markdown into a document. The tags of both dialects are understood whichever is named. Never throws:
 * what is no markup is text. Linear in the length.
 */
export const readDocument = (markdown: string, dialect: Dialect): NotionDocument =>
  new DocumentReader(linesOf(markdown), rulesOf(dialect)).blocks(0, 0);

/** Nested deeper than this, blocks stand beside their parents: bad input must not overflow the stack. */
const DEEPEST = 200;

type Whole = Pick<DocBlock, 'color' | 'children'>;
const LEAF = { children: [] } as const;
const HEADINGS = { h1: 'heading_1', h2: 'heading_2', h3: 'heading_3', h4: 'heading_4' } as const;

class DocumentReader {
  readonly #lines: readonly Line[];
  readonly #rules: DialectRules;
  /** How many tags of a name are open. */
  readonly #open = new Map<string, number>();
  #at = 0;

  constructor(lines: readonly Line[], rules: DialectRules) {
    this.#lines = lines;
    this.#rules = rules;
  }

  /** Blocks that stand `depth` tabs in or further, up to a line less far in or the end of the tag around them. */
  blocks(depth: number, level: number): NotionDocument {
    const blocks: DocBlock[] = [];
    if (level > DEEPEST) return blocks;
    for (let line = this.#lines[this.#at]; line; line = this.#lines[this.#at]) {
      if (isBlank(line.text)) this.#at += 1;
      else if (line.depth < depth) break;
      else if (this.#endsTag(line.text)) {
        if (level > 0) break;
        this.#at += 1;
      } else blocks.push(this.#block(line, level, blocks.at(-1)));
    }
    return blocks;
  }

  /** Whether a line closes a tag that is open. */
  #endsTag(text: string): boolean {
    const tag = text.startsWith('</') ? readTag(text, 0) : undefined;
    return tag !== undefined && (this.#open.get(tag.name) ?? 0) > 0;
  }

  #block(line: Line, level: number, before: DocBlock | undefined): DocBlock {
    this.#at += 1;
    const fence = /^(`{3,})([^`]*)$/.exec(line.text);
    if (fence) return this.#code(line, fence[1] ?? '```', fence[2] ?? '');
    if (line.text === '$$') return this.#equation(line);
    if (/^-{3,}[ \t]*$/.test(line.text)) return { kind: 'divider', ...LEAF };
    const tag = line.text.startsWith('<') ? readTag(line.text, 0) : undefined;
    const tagged = tag && !tag.closing ? this.#tagged(tag, line, level) : undefined;
    return tagged ?? imageOf(line.text) ?? this.#textual(line, level, before);
  }

  #code(line: Line, fence: string, name: string): DocBlock {
    const body: string[] = [];
    for (let next = this.#lines[this.#at]; next; next = this.#lines[this.#at]) {
      this.#at += 1;
      if (endsFence(next.text, fence)) break;
      body.push(next.raw.slice(Math.min(line.depth, next.depth)));
    }
    return { kind: 'code', text: body.join('\n'), language: name.trim() || PLAIN, ...LEAF };
  }

  #equation(line: Line): DocBlock {
    const body: string[] = [];
    for (let next = this.#lines[this.#at]; next; next = this.#lines[this.#at]) {
      this.#at += 1;
      const text = next.raw.slice(Math.min(line.depth, next.depth));
      if (text === '$$') break;
      body.push(/^\\+\$\$$/.test(text) ? text.slice(1) : text);
    }
    return { kind: 'equation', expression: body.join('\n'), ...LEAF };
  }

  #textual(line: Line, level: number, before: DocBlock | undefined): DocBlock {
    const { rest, attributes } =
      this.#rules.attributes === 'braces' ? splitBraces(line.text) : { rest: line.text, attributes: {} };
    const { kind, body, number, checked } = readSign(rest);
    const color = colorOf(attributes['color']);
    const toggleable = attributes['toggle'] === 'true';
    const runs = readRuns(this.#rules.lineBreak === 'continues' ? this.#continued(kind, body, line) : body);
    const whole = { runs, ...(color !== undefined && { color }), children: this.blocks(line.depth + 1, level + 1) };
    switch (kind) {
      case 'heading_1':
      case 'heading_2':
      case 'heading_3':
      case 'heading_4':
        return { kind, ...(toggleable && { toggleable }), ...whole };
      case 'to_do':
        return { kind, checked, ...whole };
      case 'numbered_list_item': {
        const begins = before?.kind !== 'numbered_list_item' && number !== 1;
        return { kind, ...(begins && { start: number }), ...whole };
      }
      case 'bulleted_list_item':
      case 'quote':
      case 'paragraph':
        return { kind, ...whole };
    }
  }

  /** The text with the lines that go on with it. */
  #continued(kind: DocBlock['kind'], body: string, line: Line): string {
    const parts = body === '' ? [] : [body];
    for (let next = this.#lines[this.#at]; next && next.depth === line.depth; next = this.#lines[this.#at]) {
      if (kind === 'quote' && next.text.startsWith('>')) parts.push(next.text.replace(/^> ?/, ''));
      else if (kind === 'paragraph' && !isBlank(next.text) && !beginsBlock(next.text)) parts.push(next.text);
      else break;
      this.#at += 1;
    }
    return parts.join('\n');
  }

  #tagged(tag: Tag, line: Line, level: number): DocBlock | undefined {
    return this.#single(tag, line) ?? (tag.empty ? this.#empty(tag, line, level) : this.#container(tag, line, level));
  }

  #empty({ name, attributes }: Tag, line: Line, level: number): DocBlock | undefined {
    if (name !== 'empty-block') return undefined;
    const color = colorOf(attributes['color']);
    const children = this.blocks(line.depth + 1, level + 1);
    return { kind: 'paragraph', runs: [], ...(color !== undefined && { color }), children };
  }

  /** Tags of one line. */
  #single({ name, attributes, end }: Tag, line: Line): DocBlock | undefined {
    const color = colorOf(attributes['color']);
    const whole: Whole = { ...(color !== undefined && { color }), children: [] };
    const url = attributes['url'] ?? attributes['src'];
    const inner = (): readonly Run[] => readRuns(line.text.slice(end).replace(/<\/[a-z_-]+>\s?$/, ''));
    switch (name) {
      case 'table_of_contents':
        return { kind: name, ...whole };
      case 'unknown':
        return {
          kind: 'other',
          type: attributes['alt'] ?? 'unsupported',
          text: '',
          ...(url !== undefined && { url }),
          ...whole,
        };
      case 'page':
      case 'database': {
        const text = inner()
          .map((run) => (run.kind === 'equation' ? run.expression : run.text))
          .join('');
        return { kind: 'other', type: `child_${name}`, text, ...(url !== undefined && { url }), ...whole };
      }
      case 'video':
      case 'audio':
      case 'file':
      case 'pdf':
      case 'image':
        return { kind: name, url: url ?? '', caption: inner(), children: [] };
      case 'table':
        return this.#table(line.text.slice(end), attributes);
      default:
        return undefined;
    }
  }

  #table(rest: string, attributes: Tag['attributes']): DocBlock {
    const body = [rest];
    while (this.#at < this.#lines.length && !(body.at(-1) ?? '').trimEnd().endsWith('</table>')) {
      body.push(this.#lines[this.#at]?.text ?? '');
      this.#at += 1;
    }
    return {
      kind: 'table',
      headerRow: attributes['header-row'] === 'true',
      headerColumn: attributes['header-column'] === 'true',
      rows: readTableBody(body.join('\n')),
      ...LEAF,
    };
  }

  /** Tags that hold blocks, most of them behind a text of their own. */
  #container({ name, attributes, end }: Tag, line: Line, level: number): DocBlock | undefined {
    const color = colorOf(attributes['color']);
    const colored = color === undefined ? {} : { color };
    const rest = line.text.slice(end);
    const text = (): { readonly runs: readonly Run[]; readonly children: NotionDocument } =>
      this.#texted(name, rest, line, level);
    const held = (): Whole => ({ children: this.#inside(name, rest, line, level) });
    switch (name) {
      case 'details':
      case 'toggle':
        return { kind: 'toggle', ...colored, ...(name === 'details' ? this.#details(rest, line, level) : text()) };
      case 'callout': {
        const { icon } = attributes;
        return { kind: name, ...(icon !== undefined && { icon }), ...colored, ...text() };
      }
      case 'p':
      case 'quote':
        return { kind: name === 'p' ? 'paragraph' : name, ...colored, ...text() };
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4': {
        const toggleable = attributes['toggle'] === 'true';
        return { kind: HEADINGS[name], ...(toggleable && { toggleable }), ...colored, ...text() };
      }
      case 'columns':
        return { kind: 'column_list', ...held() };
      case 'column':
        return { kind: 'column', ...held() };
      case 'synced_block':
        return { kind: 'synced_block', ...held() };
      case 'synced_block_reference': {
        const original = parseBlockId(idInAddress(attributes['url'] ?? '') ?? '');
        return { kind: 'synced_block', ...(original !== undefined && { original }), ...held() };
      }
      case 'meeting-notes':
        return { kind: 'other', type: 'meeting_notes', text: '', ...held() };
      case 'summary':
      case 'notes':
      case 'transcript':
        return { kind: 'other', type: `meeting_notes_${name}`, text: '', ...held() };
      default:
        return undefined;
    }
  }

  /** A tag's own text and the blocks inside it. */
  #texted(
    name: string,
    rest: string,
    line: Line,
    level: number,
  ): { readonly runs: readonly Run[]; readonly children: NotionDocument } {
    const closing = `</${name}>`;
    if (rest.endsWith(closing)) return { runs: readRuns(rest.slice(0, -closing.length)), children: [] };
    if (this.#rules.children === 'inside') {
      const text = this.#continued('paragraph', rest, line);
      return { runs: readRuns(text), children: this.#inside(name, '', line, level) };
    }
    const [first, ...others] = this.#inside(name, rest, line, level);
    const isText = first?.kind === 'paragraph' && first.children.length === 0 && first.color === undefined;
    if (isText) return { runs: first.runs, children: others };
    return { runs: [], children: first ? [first, ...others] : [] };
  }

  /** The blocks up to the end of a tag. */
  #inside(name: string, rest: string, line: Line, level: number): NotionDocument {
    const closing = `</${name}>`;
    const own = rest.endsWith(closing) ? rest.slice(0, -closing.length) : rest;
    const text: NotionDocument = own === '' ? [] : [{ kind: 'paragraph', runs: readRuns(own), ...LEAF }];
    if (rest.endsWith(closing)) return text;
    this.#open.set(name, (this.#open.get(name) ?? 0) + 1);
    const children = this.blocks(line.depth, level + 1);
    this.#open.set(name, (this.#open.get(name) ?? 1) - 1);
    const end = this.#lines[this.#at]?.text ?? '';
    if (end.startsWith(closing)) this.#at += 1;
    return [...text, ...children];
  }

  #details(
    rest: string,
    line: Line,
    level: number,
  ): { readonly runs: readonly Run[]; readonly children: NotionDocument } {
    const next = this.#lines[this.#at]?.text ?? '';
    const head = isBlank(rest) ? next : rest;
    const match = /^<summary>(.*)<\/summary>(.*)$/s.exec(head);
    if (match && isBlank(rest)) this.#at += 1;
    const children = this.#inside('details', match ? (match[2] ?? '') : rest, line, level);
    return { runs: readRuns(match?.[1] ?? ''), children };
  }
}

/** An image stands alone on its line. */
function imageOf(text: string): DocBlock | undefined {
  const line = text.replace(/ ?\{[^{}]*\}$/, '');
  const between = line.startsWith('![') && line.endsWith(')') ? line.lastIndexOf('](') : -1;
  const url = line.slice(between + 2, -1);
  if (between === -1 || /\s/.test(url)) return undefined;
  return { kind: 'image', url, caption: readRuns(line.slice(2, between)), ...LEAF };
}
