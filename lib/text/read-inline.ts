import type { Mention } from './block.ts';
import { decodeEntities, readTag } from './read-tag.ts';
import type { Tag } from './read-tag.ts';

/** The reading text of one block's Markdown, and whom and what it mentions. */
export interface Inline {
  readonly text: string;
  readonly mentions: readonly Mention[];
}

const SPECIAL = /[\\*~`$[\]<]/;
const ESCAPABLE = new Set('\\*~`$[]<>{}|^#-+.>!_()"\'&:=');
/** Marks of form that a reader does not see. Other tags stand as the text that they are. */
const FORMATTING = new Set(['span', 'u', 'b', 'i', 'em', 'strong', 's', 'del', 'code', 'sub', 'sup', 'a', 'mark']);
/** Tags of mentions, and what they mention. */
const MENTIONS: Readonly<Record<string, Mention['kind']>> = {
  'mention-user': 'person',
  'mention-agent': 'person',
  'mention-page': 'page',
  'mention-database': 'database',
  'mention-data-source': 'database',
  'mention-view': 'database',
  'mention-date': 'date',
};
const NOTION_ADDRESS =
  /^(?:https:\/\/(?:(?:www|app)\.)?notion\.(?:so|com)|https:\/\/[\w-]+\.notion\.site)?\/(?:[^?#]*[-/])?[0-9a-f-]{32,36}(?:[?#]|$)/i;

/** Reads inline Markdown of both dialects. Never throws; what does not parse stands as it is. Linear in the length. */
export function readInline(source: string): Inline {
  if (!SPECIAL.test(source)) return { text: source, mentions: [] };
  return new InlineReader(source).read();
}

class InlineReader {
  readonly #source: string;
  readonly #pieces: string[] = [];
  readonly #mentions: Mention[] = [];
  /** Places in `#pieces` of brackets that may open a link. */
  readonly #links: number[] = [];
  /** Places in `#pieces` of marks that wait for their partner. */
  readonly #open = new Map<string, number[]>();
  /** Closings known not to occur again: each is searched for once. */
  readonly #absent = new Set<string>();
  /** How far the last failed search for the end of an address went. */
  #noAddressBefore = 0;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): Inline {
    const plain = /[^\\*~`$[\]<]+/y;
    while (this.#at < this.#source.length) {
      plain.lastIndex = this.#at;
      const run = plain.exec(this.#source);
      if (run) this.#take(run[0].length, run[0]);
      else this.#special(this.#source.charAt(this.#at));
    }
    return { text: this.#pieces.join(''), mentions: this.#mentions };
  }

  #take(length: number, text: string): void {
    this.#at += length;
    if (text !== '') this.#pieces.push(text);
  }

  #special(character: string): void {
    switch (character) {
      case '\\':
        return this.#escape();
      case '`':
        return this.#code();
      case '$':
        return this.#equation();
      case '[':
        return this.#openLink();
      case ']':
        return this.#closeLink();
      case '<':
        return this.#tag();
      default:
        return this.#mark(character);
    }
  }

  #escape(): void {
    const next = this.#source.charAt(this.#at + 1);
    if (ESCAPABLE.has(next)) this.#take(2, next);
    else this.#take(1, '\\');
  }

  /** Where `needle` stands next, or -1; a needle once missing is not searched for again. */
  #find(needle: string, from: number): number {
    if (this.#absent.has(needle)) return -1;
    const found = this.#source.indexOf(needle, from);
    if (found === -1) this.#absent.add(needle);
    return found;
  }

  #code(): void {
    const fence = /`{1,8}/y;
    fence.lastIndex = this.#at;
    const ticks = fence.exec(this.#source)?.[0] ?? '`';
    const start = this.#at + ticks.length;
    const end = this.#find(ticks, start);
    if (end === -1) this.#take(ticks.length, ticks);
    else this.#take(end + ticks.length - this.#at, this.#source.slice(start, end));
  }

  /** A sum of money is not an equation: its closing sign neither follows a space nor precedes a digit. */
  #equation(): void {
    const start = this.#at + 1;
    const end = this.#find('$', start);
    const body = end === -1 ? '' : this.#source.slice(start, end);
    const sound = body !== '' && !/^\s|[\s\\]$/.test(body) && !/\d/.test(this.#source.charAt(end + 1));
    if (!sound) return this.#take(1, '$');
    this.#take(
      end + 1 - this.#at,
      body.startsWith('`') && body.endsWith('`') && body.length > 1 ? body.slice(1, -1) : body,
    );
  }

  #openLink(): void {
    if (this.#source.charAt(this.#at + 1) === '^') {
      const citation = /\[\^[^\]\s]{0,4096}\]/y;
      citation.lastIndex = this.#at;
      const match = citation.exec(this.#source);
      if (match) return this.#take(match[0].length, '');
    }
    this.#links.push(this.#pieces.length);
    this.#take(1, '[');
  }

  #closeLink(): void {
    const link = this.#links.pop();
    const after = this.#at + 1;
    const end = link !== undefined && this.#source.charAt(after) === '(' ? this.#addressEnd(after) : -1;
    if (link === undefined || end === -1) return this.#take(1, ']');
    this.#pieces[link] = '';
    const url = this.#source.slice(after + 1, end).replaceAll(/\\([()])/g, '$1');
    if (NOTION_ADDRESS.test(url)) {
      this.#mentions.push({ kind: 'page', text: this.#pieces.slice(link).join(''), url });
    }
    this.#take(end + 1 - this.#at, '');
  }

  /** Where the bracket that opens at `from` closes; -1 when a space or the end comes first. */
  #addressEnd(from: number): number {
    if (from < this.#noAddressBefore) return -1;
    let depth = 0;
    let at = from;
    for (; at < this.#source.length; at += 1) {
      const character = this.#source.charAt(at);
      if (character === '\\') at += 1;
      else if (character === '(') depth += 1;
      else if (character === ')') depth -= 1;
      else if (/\s/.test(character)) break;
      if (depth === 0) return at;
    }
    this.#noAddressBefore = at;
    return -1;
  }

  #tag(): void {
    const tag = readTag(this.#source, this.#at);
    if (!tag) return this.#take(1, '<');
    const length = tag.end - this.#at;
    if (tag.name === 'br') return this.#take(length, '\n');
    const kind = MENTIONS[tag.name];
    if (kind !== undefined) return this.#mention(tag, kind);
    return this.#take(length, FORMATTING.has(tag.name) ? '' : this.#source.slice(this.#at, tag.end));
  }

  #mention(tag: Tag, kind: Mention['kind']): void {
    if (tag.closing) return this.#take(tag.end - this.#at, '');
    const closing = `</${tag.name}>`;
    const end = tag.empty ? -1 : this.#find(closing, tag.end);
    const inner = end === -1 ? '' : decodeEntities(readInline(this.#source.slice(tag.end, end)).text).trim();
    const mention = mentionOf(tag, kind, inner);
    this.#mentions.push(mention);
    this.#take((end === -1 ? tag.end : end + closing.length) - this.#at, mention.text);
  }

  /** `**`, `*` and `~~` are dropped in pairs; one without a partner is text. */
  #mark(character: string): void {
    const doubled = this.#source.charAt(this.#at + 1) === character;
    if (character === '~' && !doubled) return this.#take(1, '~');
    const mark = doubled ? character + character : character;
    const before = this.#source.charAt(this.#at - 1);
    const after = this.#source.charAt(this.#at + mark.length);
    const waiting = this.#open.get(mark) ?? [];
    const opener = before === '' || /\s/.test(before) ? undefined : waiting.pop();
    if (opener !== undefined) {
      this.#pieces[opener] = '';
      return this.#take(mark.length, '');
    }
    if (after !== '' && !/\s/.test(after)) this.#open.set(mark, [...waiting.slice(-7), this.#pieces.length]);
    this.#take(mark.length, mark);
  }
}

function mentionOf(tag: Tag, kind: Mention['kind'], inner: string): Mention {
  const url = tag.attributes['url'];
  if (kind !== 'date') return { kind, text: inner, ...(url === undefined ? {} : { url }) };
  const from = joinWords(tag, ['start'], ['startTime', 'start-time', 'start_time']);
  const to = joinWords(tag, ['end'], ['endTime', 'end-time', 'end_time']);
  return { kind, text: inner || (to === '' ? from : `${from} → ${to}`) };
}

/** The first attribute present of each group of names, joined by a space. */
function joinWords(tag: Tag, ...groups: readonly (readonly string[])[]): string {
  const words = groups.map((names) => names.map((name) => tag.attributes[name]).find((value) => value !== undefined));
  return words.filter((word) => word !== undefined && word !== '').join(' ');
}
