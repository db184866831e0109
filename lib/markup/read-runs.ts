import { parsePageId } from '../base/ids.ts';
import { readTag } from '../text/read-tag.ts';
import type { Tag } from '../text/read-tag.ts';
import { idInAddress } from './addresses.ts';
import { colorOf } from './colors.ts';
import { dateWords } from './date-words.ts';
import type { Mentioned, Run } from './document.ts';
import { isEscapable, unescapeText } from './escape.ts';
import { MarkSweep } from './mark-sweep.ts';
import { joinRuns } from './runs.ts';
import { CITATION } from './write-runs.ts';

const PLAIN = /[^\\*~`$[\]<]+/y;
/** Longer addresses are none: reading stays linear. */
const ADDRESS = /\(([^()\s]{0,8192}(?:\([^()\s]{0,2048}\)[^()\s]{0,2048}){0,64})\)/y;
const CITE = /\[\^([^\]\s]{1,8192})\]/y;

/** Reads a line of Notion's Markdown of either dialect. Never throws; what is no markup is the text that it is. */
export const readRuns = (source: string): readonly Run[] => joinRuns(new RunReader(source).read());

class RunReader {
  readonly #source: string;
  readonly #sweep = new MarkSweep();
  /** Closings that are known not to come any more: each is looked for once. */
  readonly #absent = new Set<string>();
  #at = 0;

  constructor(source: string) {
    this.#source = source;
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
      case '$':
        return this.#equation();
      case '[':
        return this.#bracket();
      case ']':
        return this.#closeLink();
      case '<':
        return this.#tag();
      default:
        return this.#mark(sign);
    }
  }

  #take(text: string): void {
    this.#at += text.length;
    this.#sweep.text(text);
  }

  #escape(): void {
    const next = this.#source.charAt(this.#at + 1);
    if (!isEscapable(next)) return this.#take('\\');
    this.#at += 1;
    this.#take(next);
  }

  /** Where a closing stands next, or -1. */
  #find(closing: string, from: number): number {
    if (this.#absent.has(closing)) return -1;
    const found = this.#source.indexOf(closing, from);
    if (found === -1) this.#absent.add(closing);
    return found;
  }

  #code(): void {
    const fence = this.#match(/`+/y)?.[0] ?? '`';
    const inner = this.#fenced(fence);
    if (inner === undefined) this.#sweep.text(fence);
    else this.#sweep.add({ kind: 'text', text: inner, code: true });
  }

  /** What stands up to as many backticks; behind more than one, a space at both ends is no part of it. */
  #fenced(fence: string): string | undefined {
    const key = `${fence} `;
    if (this.#absent.has(key)) return undefined;
    const ticks = /`+/g;
    ticks.lastIndex = this.#at;
    for (let match = ticks.exec(this.#source); match; match = ticks.exec(this.#source)) {
      if (match[0].length !== fence.length) continue;
      const inner = this.#source.slice(this.#at, match.index);
      this.#at = match.index + fence.length;
      return fence.length > 1 && inner.startsWith(' ') && inner.endsWith(' ') ? inner.slice(1, -1) : inner;
    }
    this.#absent.add(key);
    return undefined;
  }

  #equation(): void {
    const fence = /\$(`+)/y;
    fence.lastIndex = this.#at;
    const ticks = fence.exec(this.#source)?.[1];
    if (ticks === undefined) return this.#plainEquation();
    const start = this.#at;
    this.#at += 1 + ticks.length;
    const expression = this.#fenced(ticks);
    if (expression !== undefined && this.#source.charAt(this.#at) === '$') {
      this.#at += 1;
      this.#sweep.add({ kind: 'equation', expression });
      return;
    }
    this.#at = start;
    this.#take('$');
  }

  /** A sum of money is no equation: the closing sign neither follows a space nor precedes a digit. */
  #plainEquation(): void {
    const start = this.#at + 1;
    const end = this.#find('$', start);
    const body = end === -1 ? '' : this.#source.slice(start, end);
    const isSound = body !== '' && !/^\s|[\s\\]$/.test(body) && !/\d/.test(this.#source.charAt(end + 1));
    if (!isSound) return this.#take('$');
    this.#at = end + 1;
    this.#sweep.add({ kind: 'equation', expression: body });
  }

  #bracket(): void {
    const link = this.#match(CITE)?.[1];
    if (link !== undefined) return this.#sweep.add({ kind: 'text', text: CITATION, link });
    this.#at += 1;
    this.#sweep.open('[', '[');
  }

  #closeLink(): void {
    this.#at += 1;
    const opens = this.#sweep.innermost('[') !== undefined;
    const link = opens ? this.#match(ADDRESS)?.[1] : undefined;
    if (link !== undefined) {
      this.#sweep.close('[', link === '' ? {} : { link });
      return;
    }
    if (opens) this.#sweep.forget('[');
    this.#sweep.text(']');
  }

  #tag(): void {
    const tag = readTag(this.#source, this.#at);
    if (!tag) return this.#take('<');
    const raw = this.#source.slice(this.#at, tag.end);
    if (tag.name === 'span') return this.#span(tag, raw);
    const mention = tag.closing ? undefined : mentionOf(tag);
    if (mention) return this.#mention(tag, mention);
    this.#at = tag.end;
    this.#sweep.text(tag.name === 'br' ? '\n' : raw);
  }

  #span(tag: Tag, raw: string): void {
    this.#at = tag.end;
    const color = colorOf(tag.attributes['color']);
    if (!tag.closing) {
      const underline = tag.attributes['underline'] === 'true';
      this.#sweep.open('span', raw, { ...(underline && { underline }), ...(color !== undefined && { color }) });
    } else if (!this.#sweep.close('span')) this.#sweep.text(raw);
  }

  #mention(tag: Tag, mention: Mentioned): void {
    const closing = `</${tag.name}>`;
    const end = tag.empty ? -1 : this.#find(closing, tag.end);
    const words = end === -1 ? '' : unescapeText(this.#source.slice(tag.end, end));
    this.#at = end === -1 ? tag.end : end + closing.length;
    this.#sweep.add({ kind: 'mention', mention, text: mention.of === 'date' ? dateWords(mention) : words });
  }

  #mark(sign: string): void {
    const before = this.#source.charAt(this.#at - 1);
    let length = 1;
    while (this.#source.charAt(this.#at + length) === sign) length += 1;
    const after = this.#source.charAt(this.#at + length);
    const canOpen = after !== '' && !/\s/.test(after);
    const canClose = before !== '' && !/\s/.test(before);
    this.#at += length;
    if (sign === '*') return this.#sweep.emphasize(sign, length, canOpen, canClose);
    for (let left = length; left > 0; left -= 2) {
      if (left === 1) this.#sweep.text('~');
      else if (canClose && this.#sweep.close('~~', { strikethrough: true })) continue;
      else if (canOpen) this.#sweep.open('~~', '~~');
      else this.#sweep.text('~~');
    }
  }
}

function mentionOf({ name, attributes }: Tag): Mentioned | undefined {
  const url = attributes['url'] ?? '';
  switch (name) {
    case 'mention-page':
    case 'mention-database':
    case 'mention-data-source': {
      const id = parsePageId(idInAddress(url) ?? '');
      return (
        id && { of: name === 'mention-page' ? 'page' : name === 'mention-database' ? 'database' : 'data-source', id }
      );
    }
    case 'mention-user':
    case 'mention-agent':
      return { of: name === 'mention-user' ? 'person' : 'agent', id: url.replace(/^[a-z]+:\/\//, '') };
    case 'mention-date':
      return dateOf(attributes);
    default:
      return undefined;
  }
}

function dateOf(attributes: Tag['attributes']): Mentioned | undefined {
  const moment = (name: string): string | undefined => {
    const day = attributes[name];
    const time = attributes[`${name}Time`] ?? attributes[`${name}-time`] ?? attributes[`${name}_time`];
    return day === undefined || time === undefined ? day : `${day}T${time}`;
  };
  const start = moment('start');
  const end = moment('end');
  const timeZone = attributes['timeZone'] ?? attributes['time-zone'] ?? attributes['timezone'];
  if (start === undefined) return undefined;
  return { of: 'date', start, ...(end !== undefined && { end }), ...(timeZone !== undefined && { timeZone }) };
}
