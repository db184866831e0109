import type { RichText } from '../model.ts';
import { idInUrl } from './ids.ts';

/** Turns the address in a mention or link into the id it points to. */
export type ResolveTarget = (url: string) => string;

/** The id that the address holds, else the address itself. */
export const targetInUrl: ResolveTarget = (url) => idInUrl(url) ?? url;

type Marks = Omit<RichText, 'text'>;
type Mention = NonNullable<RichText['mention']>;

const DELIMITERS: readonly (readonly [string, Marks])[] = [
  ['**', { bold: true }],
  ['~~', { strikethrough: true }],
  ['*', { italic: true }],
];
const ESCAPABLE = new Set('\\*~`$[]<>{}|^#-+.>!_(): \t\r'.split(''));

export type Attributes = Readonly<Record<string, string>>;

export function readAttributes(tag: string): Attributes {
  const found: Record<string, string> = {};
  for (const [, name, value] of tag.matchAll(/([\w-]+)="([^"]*)"/g)) {
    if (name !== undefined && value !== undefined) found[name] = decode(value);
  }
  return found;
}

function decode(value: string): string {
  return value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Reads one line of the v1 dialect. What does not parse as markup stands as the text that it is. */
export function parseInline(source: string, target: ResolveTarget = targetInUrl): RichText[] {
  return joinEqual(new InlineParser(source, target).parse());
}

class InlineParser {
  readonly #source: string;
  readonly #target: ResolveTarget;
  #at = 0;
  /** Openers that were tried and never closed, so that each is tried once. */
  readonly #unclosed = new Set<string>();

  constructor(source: string, target: ResolveTarget) {
    this.#source = source;
    this.#target = target;
  }

  parse(): RichText[] {
    return this.#until(undefined, {}) ?? [];
  }

  /** Items up to `close`, which is consumed; `undefined` when the line ends first. */
  #until(close: string | undefined, marks: Marks): RichText[] | undefined {
    const items: RichText[] = [];
    const push = (text: string): void => void (text !== '' && items.push({ text, ...marks }));
    while (this.#at < this.#source.length) {
      if (close !== undefined && this.#closes(close)) {
        this.#at += close.length;
        return items;
      }
      const found = this.#markup(marks);
      if (found) items.push(...found);
      else push(this.#plain());
    }
    return close === undefined ? items : undefined;
  }

  #closes(close: string): boolean {
    if (!this.#source.startsWith(close, this.#at)) return false;
    if (close === '*' && this.#source.startsWith('**', this.#at) && !this.#source.startsWith('***', this.#at))
      return false;
    return close.startsWith('<') || close === ']' || !/\s/.test(this.#source.charAt(this.#at - 1));
  }

  /** The plain text up to the next character that may mean something. */
  #plain(): string {
    const run = this.#match(/[^\\*~`$[\]<]+/y);
    if (run) return run[0];
    const character = this.#source.charAt(this.#at);
    const next = this.#source.charAt(this.#at + 1);
    if (character === '\\' && ESCAPABLE.has(next)) {
      this.#at += 2;
      return next;
    }
    this.#at += 1;
    return character;
  }

  #markup(marks: Marks): RichText[] | undefined {
    const character = this.#source.charAt(this.#at);
    if (character === '`') return this.#code(marks);
    if (character === '$') return this.#equation(marks);
    if (character === '[') return this.#link(marks);
    if (character === '<') return this.#tag(marks);
    for (const [delimiter, mark] of DELIMITERS) {
      if (!this.#source.startsWith(delimiter, this.#at)) continue;
      if (/^\s|^$/.test(this.#source.charAt(this.#at + delimiter.length))) continue;
      const inner = this.#nested(delimiter.length, delimiter, { ...marks, ...mark });
      if (inner) return inner;
    }
    return undefined;
  }

  /** Steps over an opener and reads to its end; steps back when there is none, or nothing between. */
  #nested(opener: number, close: string, marks: Marks): RichText[] | undefined {
    const start = this.#at;
    const key = `${start}${close}`;
    if (this.#unclosed.has(key)) return undefined;
    this.#at += opener;
    const inner = this.#until(close, marks);
    if (inner && inner.length > 0) return inner;
    this.#unclosed.add(key);
    this.#at = start;
    return undefined;
  }

  #pair(pattern: RegExp, make: (text: string) => RichText[], group = 1): RichText[] | undefined {
    const match = this.#match(pattern);
    return match && make(match[group] ?? '');
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    if (!match) return undefined;
    this.#at += match[0].length;
    return match;
  }

  /** Between one backtick as it is; between more of them without the spaces at its ends. */
  #code(marks: Marks): RichText[] | undefined {
    const make = (text: string): RichText[] => [{ text, ...marks, code: true }];
    return (
      this.#pair(/`(?!`)([^`]+)`(?!`)/y, make) ?? this.#pair(/(``+)(?!`) ([^]*?) \1(?!`)/y, make, 2) ?? this.#unpaired()
    );
  }

  /** Backticks that close nothing stand as they are, all of a row at once. */
  #unpaired(): RichText[] | undefined {
    return this.#pair(/(`+)/y, (text) => [{ text }]);
  }

  /** A sum of money is not an equation: the closing sign neither follows a space nor precedes a digit. */
  #equation(marks: Marks): RichText[] | undefined {
    const make = (text: string): RichText[] => [{ text, ...marks, equation: true }];
    return (
      this.#pair(/\$`(?!`)([^`]+)`\$/y, make) ??
      this.#pair(/\$(``+)(?!`) ([^]*?) \1\$/y, make, 2) ??
      this.#pair(/\$((?![\s`])[^$\\]*(?:\\[^$][^$\\]*)*(?<!\s))\$(?!\d)/y, (text) =>
        text === '' ? [{ text: '$$', ...marks }] : make(text),
      )
    );
  }

  #link(marks: Marks): RichText[] | undefined {
    const citation = this.#match(/\[\^([^\]\s]+)\]/y);
    if (citation) return [{ text: '[^]', ...marks, link: citation[1] ?? '' }];
    const start = this.#at;
    const inner = this.#nested(1, ']', marks);
    const address = inner && this.#match(/\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)/y);
    if (inner && address) return inner.map((item) => ({ ...item, link: address[1] ?? '' }));
    this.#at = start;
    return undefined;
  }

  #tag(marks: Marks): RichText[] | undefined {
    if (this.#match(/<br\s*\/?>/y)) return [{ text: '\n', ...marks }];
    const start = this.#at;
    const span = this.#match(/<span((?:\s+[\w-]+="[^"]*")+)>/y);
    if (span) {
      const attributes = readAttributes(span[1] ?? '');
      const underline = attributes['underline'] === 'true' ? { underline: true as const } : {};
      const color = attributes['color'] === undefined ? {} : { color: attributes['color'] };
      const inner = this.#nested(0, '</span>', { ...marks, ...underline, ...color });
      if (!inner) this.#at = start;
      return inner;
    }
    const date = this.#match(/<mention-date((?:\s+[\w-]+="[^"]*")+)\s*(?:\/>|><\/mention-date>)/y);
    if (date) return [dateMention(readAttributes(date[1] ?? ''), marks)];
    const mention = this.#match(
      /<mention-(user|page|database|data-source|agent)((?:\s+[\w-]+="[^"]*")+)\s*(?:\/>|>([^]*?)<\/mention-\1>)/y,
    );
    if (!mention) return undefined;
    const id = this.#target(readAttributes(mention[2] ?? '')['url'] ?? '');
    const value: Mention = { type: mentionType(mention[1]), id };
    return [{ text: (mention[3] ?? '').replaceAll(/\\([^])/g, '$1'), ...marks, mention: value }];
  }
}

function mentionType(name: string | undefined): Exclude<Mention['type'], 'date'> {
  return name === 'user' || name === 'database' || name === 'data-source' || name === 'agent' ? name : 'page';
}

function dateMention(attributes: Attributes, marks: Marks): RichText {
  const start = moment(attributes, 'start') ?? '';
  const end = moment(attributes, 'end');
  const { timeZone } = attributes;
  const text = end === undefined ? start : `${start} → ${end}`;
  return {
    text,
    ...marks,
    mention: {
      type: 'date',
      start,
      ...(end === undefined ? {} : { end }),
      ...(timeZone === undefined ? {} : { timeZone }),
    },
  };
}

function moment(attributes: Attributes, name: 'start' | 'end'): string | undefined {
  const time = attributes[`${name}Time`];
  return time === undefined ? attributes[name] : `${attributes[name]}T${time}`;
}

function joinEqual(items: readonly RichText[]): RichText[] {
  const joined: RichText[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    const same =
      last &&
      !item.mention &&
      !item.equation &&
      JSON.stringify({ ...last, text: '' }) === JSON.stringify({ ...item, text: '' });
    if (same) joined[joined.length - 1] = { ...last, text: last.text + item.text };
    else joined.push(item);
  }
  return joined;
}
