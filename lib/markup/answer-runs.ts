import type { Run } from './document.ts';
import { MarkSweep } from './mark-sweep.ts';
import { joinRuns } from './runs.ts';

/** The source that a marker `[^n]` names. */
export interface Cited {
  readonly n: number;
  /** Where it leads; empty where that is not known. */
  readonly url: string;
}

const PLAIN = /[^\\`*_~[\]!<&\n]+/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };
const SPACE = /^$|^\s$/u;
const PUNCTUATION = /^[\p{P}\p{S}]$/u;
/** Longest address and longest run of one sign that are looked for: reading stays linear. */
const ADDRESS =
  /\(\s{0,9}(?:<([^<>\n]{0,4096})>|([^\s()<>]{0,4096}(?:\([^\s()]{0,512}\)[^\s()]{0,1024}){0,8}))(?:\s{1,9}(?:"[^"\n]{0,512}"|'[^'\n]{0,512}'))?\s{0,9}\)/y;
const AUTOLINK = /<(https?:\/\/[^\s<>]{1,2048})>/y;
const BREAK = /<br\s{0,9}\/?>/iy;
const CITE = /\[\^(\d{1,4})\]/y;
const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/iy;

/** Reads the words of one block of an answer. Markers are links to their sources. Never throws. */
export const answerRuns = (source: string, citations: ReadonlyMap<number, string>): readonly Run[] =>
  joinRuns(new AnswerLine(source, citations).read());

class AnswerLine {
  readonly #source: string;
  readonly #citations: ReadonlyMap<number, string>;
  readonly #sweep = new MarkSweep();
  /** Runs of backticks that are known not to come again, by their length. */
  readonly #noFence = new Set<number>();
  #at = 0;

  constructor(source: string, citations: ReadonlyMap<number, string>) {
    this.#source = source;
    this.#citations = citations;
  }

  read(): readonly Run[] {
    while (this.#at < this.#source.length) {
      const plain = this.#match(PLAIN);
      if (plain) this.#sweep.text(plain[0]);
      else this.#special(this.#source.charAt(this.#at));
    }
    return this.#sweep.runs();
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source) ?? undefined;
    if (match) this.#at += match[0].length;
    return match;
  }

  #special(sign: string): void {
    switch (sign) {
      case '\\':
        return this.#escape();
      case '`':
        return this.#code();
      case '*':
      case '_':
      case '~':
        return this.#mark(sign);
      case '[':
        return this.#bracket();
      case '!':
        return this.#image();
      case ']':
        return this.#closeLink();
      case '<':
        return this.#angle();
      case '\n':
        return this.#lineEnd();
      default:
        return this.#entity();
    }
  }

  #take(text: string): void {
    this.#at += text.length;
    this.#sweep.text(text);
  }

  #escape(): void {
    const next = this.#source.charAt(this.#at + 1);
    this.#at += 1;
    if (next === '\n') {
      this.#match(/\n[ \t]*/y);
      this.#sweep.text('\n');
    } else if (/^[!-/:-@[-`{-~]$/u.test(next)) this.#take(next);
    else this.#sweep.text('\\');
  }

  #code(): void {
    const fence = this.#match(/`+/y)?.[0] ?? '`';
    const end = this.#noFence.has(fence.length) ? -1 : this.#fenceEnd(fence.length);
    if (end === -1) {
      this.#noFence.add(fence.length);
      return this.#sweep.text(fence);
    }
    const inner = this.#source.slice(this.#at, end).replaceAll('\n', ' ');
    const padded = inner.startsWith(' ') && inner.endsWith(' ') && inner.trim() !== '';
    this.#sweep.add({ kind: 'text', text: padded ? inner.slice(1, -1) : inner, code: true });
    this.#at = end + fence.length;
  }

  /** Where as many backticks stand alone next. */
  #fenceEnd(length: number): number {
    const ticks = /`+/g;
    ticks.lastIndex = this.#at;
    for (let match = ticks.exec(this.#source); match; match = ticks.exec(this.#source)) {
      if (match[0].length === length) return match.index;
    }
    return -1;
  }

  #mark(sign: string): void {
    const before = this.#source.charAt(this.#at - 1);
    let length = 1;
    while (this.#source.charAt(this.#at + length) === sign) length += 1;
    this.#at += length;
    const after = this.#source.charAt(this.#at);
    const opens = leans(after, before);
    const closes = leans(before, after);
    if (sign === '~') this.#strike(length, opens, closes);
    else if (sign === '*') this.#sweep.emphasize(sign, length, opens, closes);
    // Within a word, `_` is a letter like any other.
    else {
      const canOpen = opens && (!closes || PUNCTUATION.test(before));
      this.#sweep.emphasize(sign, length, canOpen, closes && (!opens || PUNCTUATION.test(after)));
    }
  }

  #strike(length: number, canOpen: boolean, canClose: boolean): void {
    if (length === 2 && canClose && this.#sweep.close('~~', { strikethrough: true })) return;
    if (length === 2 && canOpen) this.#sweep.open('~~', '~~');
    else this.#sweep.text('~'.repeat(length));
  }

  #bracket(): void {
    const cite = this.#match(CITE);
    if (cite) return this.#cite(Number(cite[1]));
    this.#at += 1;
    this.#sweep.open('[', '[');
  }

  #cite(n: number): void {
    const link = this.#citations.get(n);
    this.#sweep.add({ kind: 'text', text: `[${n}]`, ...(link !== undefined && link !== '' && { link }) });
  }

  /** An image is told by its words: nothing of an answer makes Notion fetch anything. */
  #image(): void {
    if (this.#source.charAt(this.#at + 1) !== '[') return this.#take('!');
    this.#at += 2;
    this.#sweep.open('![', '![');
  }

  #closeLink(): void {
    this.#at += 1;
    const opener = this.#sweep.innermost('[', '![');
    const address = opener === undefined ? undefined : this.#match(ADDRESS);
    if (opener === undefined || !address) {
      if (opener !== undefined) this.#sweep.forget(opener);
      return this.#sweep.text(']');
    }
    const link = (address[1] ?? address[2] ?? '').trim();
    const leads = opener === '[' && /^(?:https?:\/\/|mailto:)/iu.test(link);
    this.#sweep.close(opener, leads ? { link } : {});
  }

  #angle(): void {
    if (this.#match(BREAK)) return this.#sweep.text('\n');
    const link = this.#match(AUTOLINK)?.[1];
    if (link === undefined) return this.#take('<');
    this.#sweep.add({ kind: 'text', text: link, link });
  }

  /** A line that goes on is one line. */
  #lineEnd(): void {
    this.#match(/\n[ \t]*/y);
    this.#sweep.text(' ');
  }

  #entity(): void {
    const match = this.#match(ENTITY);
    if (!match) return this.#take('&');
    const [whole, hex, decimal, name] = match;
    if (name !== undefined) return this.#sweep.text(ENTITIES[name.toLowerCase()] ?? whole);
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const shows = code > 0x1f && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    this.#sweep.text(shows ? String.fromCodePoint(code) : whole);
  }
}

/** Whether a mark belongs to the sign on its one side, given the sign on the other: CommonMark's rule of flanks. */
const leans = (to: string, from: string): boolean =>
  !SPACE.test(to) && (!PUNCTUATION.test(to) || SPACE.test(from) || PUNCTUATION.test(from));
