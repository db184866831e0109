import { answerRuns } from './answer-runs.ts';
import { answerTable, isTableHead } from './answer-table.ts';
import { notionLanguage, PLAIN } from './code-languages.ts';
import type { DocBlock, NotionDocument, Run } from './document.ts';

type Citations = ReadonlyMap<number, string>;

/** Deeper lists and quotes are text: no answer has them, and an attack must not overflow the stack. */
const DEEPEST = 24;

const FENCE = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;
const HEADING = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(?:( {1,4})(?=\S)|[ ]|$)/;
const BOX = /^\[([ xX])\](?:[ \t]+|$)/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const HEADINGS = ['heading_1', 'heading_2', 'heading_3', 'heading_4'] as const;

/** Blocks of an answer from its lines. */
export const answerBlocks = (lines: readonly string[], citations: Citations): NotionDocument =>
  new AnswerReader(lines.map(untabbed), citations, 0).read();

/** Tabs before the text as spaces. */
const untabbed = (line: string): string =>
  line.replace(/^[ \t]*\t[ \t]*/, (indent) =>
    Array.from(indent).reduce(
      (spaces, sign) => spaces + (sign === '\t' ? ' '.repeat(4 - (spaces.length % 4)) : ' '),
      '',
    ),
  );

const indentOf = (line: string): number => /^ */.exec(line)?.[0].length ?? 0;
const isBlank = (line: string): boolean => line.trim() === '';

/** Whether a line ends the paragraph above it. A number other than 1 does not: it may be a year. */
function interrupts(line: string): boolean {
  const item = ITEM.exec(line);
  const isItem = item !== null && item[3] !== undefined && !/^(?!1[.)])\d/.test(item[2] ?? '');
  return isItem || FENCE.test(line) || HEADING.test(line) || RULE.test(line) || QUOTE.test(line);
}

/** The words of a heading without the signs that may close it. */
function withoutClosing(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === '#') end -= 1;
  return end === 0 || /\s/.test(text.charAt(end - 1)) ? text.slice(0, end).trimEnd() : text;
}

/** Whether a line ends the code that a fence began: the same sign, at least as often, and nothing else. */
function closes(line: string, fence: string): boolean {
  const text = line.trim();
  return indentOf(line) < 4 && text.length >= fence.length && text === fence.charAt(0).repeat(text.length);
}

class AnswerReader {
  readonly #lines: readonly string[];
  readonly #citations: Citations;
  readonly #depth: number;
  readonly #blocks: DocBlock[] = [];
  #at = 0;

  constructor(lines: readonly string[], citations: Citations, depth: number) {
    this.#lines = lines;
    this.#citations = citations;
    this.#depth = depth;
  }

  read(): NotionDocument {
    while (this.#at < this.#lines.length) this.#block(this.#line());
    return this.#blocks;
  }

  #line(offset = 0): string {
    return this.#lines[this.#at + offset] ?? '';
  }

  #runs(text: string): readonly Run[] {
    return answerRuns(text, this.#citations);
  }

  #block(line: string): void {
    if (isBlank(line)) this.#at += 1;
    else if (indentOf(line) >= 4) this.#indentedCode();
    else if (FENCE.test(line)) this.#code(line);
    else if (HEADING.test(line)) this.#heading(line);
    else if (RULE.test(line)) this.#push({ kind: 'divider', children: [] });
    else if (QUOTE.test(line) && this.#depth < DEEPEST) this.#quote();
    else if (ITEM.test(line) && this.#depth < DEEPEST) this.#list();
    else if (isTableHead(line, this.#line(1))) this.#table();
    else this.#paragraph();
  }

  /** A block of one line. */
  #push(block: DocBlock): void {
    this.#at += 1;
    this.#blocks.push(block);
  }

  #heading(line: string): void {
    const [whole = '', signs = '#'] = HEADING.exec(line) ?? [];
    const kind = HEADINGS[Math.min(signs.length, 4) - 1] ?? 'heading_4';
    this.#push({ kind, runs: this.#runs(withoutClosing(line.slice(whole.length).trim())), children: [] });
  }

  #code(line: string): void {
    const [, fence = '```', info = ''] = FENCE.exec(line) ?? [];
    const indent = indentOf(line);
    const body: string[] = [];
    for (this.#at += 1; this.#at < this.#lines.length; this.#at += 1) {
      const next = this.#line();
      if (closes(next, fence)) break;
      body.push(next.slice(Math.min(indent, indentOf(next))));
    }
    this.#push({
      kind: 'code',
      text: body.join('\n'),
      language: notionLanguage(info.trim().split(/\s/)[0] ?? ''),
      children: [],
    });
  }

  #indentedCode(): void {
    const body: string[] = [];
    while (this.#at < this.#lines.length && (indentOf(this.#line()) >= 4 || isBlank(this.#line()))) {
      body.push(this.#line().slice(4));
      this.#at += 1;
    }
    this.#blocks.push({ kind: 'code', text: body.join('\n').trimEnd(), language: PLAIN, children: [] });
  }

  #quote(): void {
    const inner: string[] = [];
    for (let line = this.#line(); this.#at < this.#lines.length; line = this.#line()) {
      if (QUOTE.test(line)) inner.push(line.replace(QUOTE, ''));
      else if (isBlank(line) || interrupts(line) || isBlank(inner.at(-1) ?? '')) break;
      else inner.push(line);
      this.#at += 1;
    }
    this.#blocks.push({ kind: 'quote', ...this.#headed(inner) });
  }

  /** Blocks of which a first paragraph is the text of what holds them. */
  #headed(lines: readonly string[]): { readonly runs: readonly Run[]; readonly children: NotionDocument } {
    const [first, ...others] = this.#inner(lines);
    if (first?.kind === 'paragraph') return { runs: first.runs, children: others };
    return { runs: [], children: first ? [first, ...others] : [] };
  }

  #inner(lines: readonly string[]): NotionDocument {
    return new AnswerReader(lines, this.#citations, this.#depth + 1).read();
  }

  #list(): void {
    let before: string | undefined;
    for (let item = ITEM.exec(this.#line()); item; item = ITEM.exec(this.#line())) {
      if (RULE.test(this.#line())) return;
      const sign = (item[2] ?? '').slice(-1);
      this.#item(item, sign !== before);
      before = sign;
      const end = this.#at;
      while (this.#at < this.#lines.length && isBlank(this.#line())) this.#at += 1;
      if (!ITEM.test(this.#line())) {
        this.#at = end;
        return;
      }
    }
  }

  #item([whole, margin = '', mark = '-']: RegExpExecArray, isFirst: boolean): void {
    const inside = margin.length + 2;
    const lines = [this.#line().slice(whole.length)];
    /** Models indent by less than the text of the item stands in: the first line inside tells by how much. */
    let margins: number | undefined;
    this.#at += 1;
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#line();
      if (isBlank(line)) {
        const next = this.#nextWords();
        if (indentOf(this.#lines[next] ?? '') < inside) break;
        while (this.#at < next - 1) {
          lines.push('');
          this.#at += 1;
        }
        lines.push('');
      } else if (indentOf(line) >= inside) {
        margins ??= Math.min(indentOf(line), whole.length);
        lines.push(line.slice(Math.min(indentOf(line), margins)));
      } else if (interrupts(line) || ITEM.test(line) || isBlank(lines.at(-1) ?? '')) break;
      else lines.push(line.trimStart());
    }
    this.#blocks.push(this.#itemOf(lines, mark, isFirst));
  }

  /** Where the next line stands that says something. */
  #nextWords(): number {
    let at = this.#at;
    while (at < this.#lines.length && isBlank(this.#lines[at] ?? '')) at += 1;
    return at;
  }

  #itemOf(lines: readonly string[], mark: string, isFirst: boolean): DocBlock {
    const box = BOX.exec(lines[0] ?? '');
    const [first = '', ...rest] = lines;
    const { runs, children } = this.#headed(box ? [first.slice(box[0].length), ...rest] : lines);
    if (box) return { kind: 'to_do', runs, checked: box[1] !== ' ', children };
    if (!/^\d/.test(mark)) return { kind: 'bulleted_list_item', runs, children };
    const start = Number.parseInt(mark, 10);
    return { kind: 'numbered_list_item', runs, ...(isFirst && start !== 1 && { start }), children };
  }

  #table(): void {
    const lines: string[] = [];
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#line();
      if (isBlank(line) || (lines.length > 1 && interrupts(line))) break;
      lines.push(line);
    }
    this.#blocks.push(answerTable(lines, (text) => this.#runs(text)));
  }

  #paragraph(): void {
    const lines = [this.#line().trimStart()];
    for (this.#at += 1; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#line();
      const level = UNDERLINE.exec(line)?.[1]?.startsWith('=') ? 'heading_1' : 'heading_2';
      if (UNDERLINE.test(line)) return this.#push({ kind: level, runs: this.#joined(lines), children: [] });
      if (isBlank(line) || interrupts(line) || isTableHead(line, this.#line(1))) break;
      lines.push(line);
    }
    this.#blocks.push({ kind: 'paragraph', runs: this.#joined(lines), children: [] });
  }

  /** Lines that are one; two spaces at the end of a line break it there, as a backslash does. */
  #joined(lines: readonly string[]): readonly Run[] {
    const ended = lines.map((line) => line.trimEnd() + (line.endsWith('  ') ? '\\' : ''));
    return this.#runs(ended.join('\n').replace(/\\$/, (sign) => (lines.at(-1)?.endsWith('  ') ? '' : sign)));
  }
}
