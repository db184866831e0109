import { Lexer, Marked } from 'marked';
import type { MarkedToken, Token, Tokens } from 'marked';

/** What an answer may hold. Nothing else reaches a screen or a clipboard: there is no node for an image, a style or a script. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em' | 'del'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly host: string; readonly children: readonly Inline[] }
  | { readonly kind: 'cite'; readonly n: number }
  | { readonly kind: 'check'; readonly done: boolean }
  | { readonly kind: 'break' };

export type Align = 'left' | 'center' | 'right' | null;

export type MarkdownBlock =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly children: readonly MarkdownBlock[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly MarkdownBlock[])[];
    }
  | {
      readonly kind: 'table';
      readonly align: readonly Align[];
      readonly header: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

/** A block of the top level with the text it was read from: equal text, equal block. */
export interface TopBlock {
  readonly raw: string;
  readonly block: MarkdownBlock;
}

/** Longer text is shown as plain text: reading it would freeze the page. */
const LONGEST = 400_000;
/** Deeper nesting is shown flat: no real page has it, and an attack must not overflow the stack. */
const DEEPEST = 24;

/** Opening brackets in one paragraph that are no citation. The lexer looks for the end of each, up to the last. */
const MOST_BRACKETS = 400;

const KNOWN_TOKENS: ReadonlySet<string> = new Set<MarkedToken['type']>([
  'blockquote',
  'br',
  'checkbox',
  'code',
  'codespan',
  'def',
  'del',
  'em',
  'escape',
  'heading',
  'hr',
  'html',
  'image',
  'link',
  'list',
  'list_item',
  'paragraph',
  'space',
  'strong',
  'table',
  'text',
]);

const reader = new Marked({ gfm: true, breaks: false });
reader.use({
  extensions: [
    {
      name: 'cite',
      level: 'inline',
      start: (source: string) => {
        const at = source.indexOf('[^');
        return at === -1 ? undefined : at;
      },
      tokenizer: (source: string) => {
        const match = /^\[\^(\d{1,4})\]/u.exec(source);
        return match ? { type: 'cite', raw: match[0], n: Number(match[1]) } : undefined;
      },
    },
  ],
  // Link definitions and HTML are read as the plain text they are: a block then depends on nothing outside itself.
  tokenizer: { def: () => undefined, html: () => undefined, tag: () => undefined },
});

/** Takes a paragraph that could freeze the page as the words that it is. */
class PatientLexer extends Lexer {
  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    if (!isFlood(source)) return super.inlineTokens(source, tokens);
    tokens.push({ type: 'text', raw: source, text: source, escaped: false });
    return tokens;
  }
}

function isFlood(source: string): boolean {
  let brackets = 0;
  for (let at = source.indexOf('['); at !== -1 && brackets <= MOST_BRACKETS; at = source.indexOf('[', at + 1)) {
    if (source[at + 1] !== '^') brackets += 1;
  }
  return brackets > MOST_BRACKETS;
}

/** Lists and quotes within each other deeper than anything is shown stand at the deepest level. */
const notSoDeep = (source: string): string =>
  source
    .replaceAll(/^((?:[ \t]*>){24})(?:[ \t]*>)+/gmu, '$1')
    .replaceAll(/^(?: {96}|\t{24})[ \t]+(?=[-*+]|\d+[.)])/gmu, (indent) =>
      (indent.startsWith('\t') ? '\t' : ' '.repeat(4)).repeat(24),
    );

/** Reads Markdown with `[^n]` markers into blocks that are safe to show. Never throws; what cannot be read is text. */
export function readMarkdown(text: string): readonly TopBlock[] {
  const source = visible(text);
  if (source.length > LONGEST) return [plain(source)];
  let tokens: readonly Token[];
  try {
    tokens = new PatientLexer(reader.defaults).lex(notSoDeep(source));
  } catch {
    return [plain(source)];
  }
  return tokens.flatMap((token) => blocksOf(token, 0).map((block) => ({ raw: token.raw, block })));
}

/** An address that may be opened: http or https, no user name in it. Gives it as the browser would write it. */
export function safeAddress(href: string): { readonly href: string; readonly host: string } | undefined {
  if (!/^https?:\/\//iu.test(href)) return undefined;
  const url = URL.parse(href);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  if (url.username !== '' || url.password !== '' || url.host === '') return undefined;
  return { href: url.href, host: url.host };
}

/** Without characters that hide or reorder what is read: direction overrides, tag characters outside flags, controls. */
function visible(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/(?<!\u{1F3F4}[\u{E0000}-\u{E007F}]*)[\u{E0000}-\u{E007F}]/gu, '')
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]|(?![\t\n])\p{Cc}/gu, '');
}

function plain(text: string): TopBlock {
  return { raw: text, block: { kind: 'paragraph', children: [{ kind: 'text', text }] } };
}

function isKnown(token: Token): token is MarkedToken {
  return KNOWN_TOKENS.has(token.type);
}

function blocksOf(token: Token, depth: number): readonly MarkdownBlock[] {
  if (!isKnown(token) || depth > DEEPEST) return paragraph([{ kind: 'text', text: token.raw }]);
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'heading':
      return [{ kind: 'heading', level: token.depth, children: inlines(token.tokens, depth) }];
    case 'code':
      return [{ kind: 'code', text: token.text }];
    case 'hr':
      return [{ kind: 'rule' }];
    case 'blockquote':
      return [{ kind: 'quote', children: token.tokens.flatMap((child) => blocksOf(child, depth + 1)) }];
    case 'list':
      return [listOf(token, depth)];
    case 'table':
      return [tableOf(token, depth)];
    case 'paragraph':
      return paragraph(inlines(token.tokens, depth));
    case 'br':
    case 'checkbox':
    case 'codespan':
    case 'del':
    case 'em':
    case 'escape':
    case 'html':
    case 'image':
    case 'link':
    case 'list_item':
    case 'strong':
    case 'text':
      return paragraph(inline(token, depth));
  }
}

function paragraph(children: readonly Inline[]): readonly MarkdownBlock[] {
  return children.length === 0 ? [] : [{ kind: 'paragraph', children }];
}

function listOf(token: Tokens.List, depth: number): MarkdownBlock {
  return {
    kind: 'list',
    ordered: token.ordered,
    start: typeof token.start === 'number' ? token.start : 1,
    items: token.items.map((item) => itemOf(item, depth + 1)),
  };
}

/** The blocks of one item. Its loose words and its checkbox make one paragraph, as they stand on one line. */
function itemOf(item: Tokens.ListItem, depth: number): readonly MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  let line: Inline[] = [];
  const flush = (): void => {
    blocks.push(...paragraph(line));
    line = [];
  };
  for (const token of item.tokens) {
    if (token.type === 'checkbox' || token.type === 'text') {
      line.push(...inline(token, depth));
    } else if (token.type === 'paragraph' && line.length > 0) {
      line.push(...inlines(token.tokens ?? [], depth));
      flush();
    } else {
      flush();
      blocks.push(...blocksOf(token, depth));
    }
  }
  flush();
  return blocks;
}

function tableOf(token: Tokens.Table, depth: number): MarkdownBlock {
  return {
    kind: 'table',
    align: token.align,
    header: token.header.map((cell) => inlines(cell.tokens, depth)),
    rows: token.rows.map((row) => row.map((cell) => inlines(cell.tokens, depth))),
  };
}

function inlines(tokens: readonly Token[], depth: number): readonly Inline[] {
  return tokens.flatMap((token) => inline(token, depth + 1));
}

function inline(token: Token, depth: number): readonly Inline[] {
  if (token.type === 'cite') return [{ kind: 'cite', n: Number(/\d+/u.exec(token.raw)?.[0]) }];
  if (!isKnown(token) || depth > DEEPEST) return [{ kind: 'text', text: token.raw }];
  switch (token.type) {
    case 'strong':
    case 'em':
    case 'del':
      return [{ kind: token.type, children: inlines(token.tokens, depth) }];
    case 'codespan':
      return [{ kind: 'code', text: token.text }];
    case 'br':
      return [{ kind: 'break' }];
    case 'checkbox':
      return [{ kind: 'check', done: token.checked }];
    case 'escape':
      return [{ kind: 'text', text: token.text }];
    case 'link':
      return linkOf(token, depth);
    case 'image':
      return [{ kind: 'text', text: token.text === '' ? 'Image' : `Image: ${token.text}` }];
    case 'text':
      return token.tokens ? inlines(token.tokens, depth) : [{ kind: 'text', text: decoded(token.text) }];
    case 'blockquote':
    case 'code':
    case 'def':
    case 'heading':
    case 'hr':
    case 'html':
    case 'list':
    case 'list_item':
    case 'paragraph':
    case 'space':
    case 'table':
      return [{ kind: 'text', text: token.raw }];
  }
}

function linkOf(token: Tokens.Link, depth: number): readonly Inline[] {
  const children = inlines(token.tokens, depth);
  const address = safeAddress(token.href);
  if (!address) return children;
  return [{ kind: 'link', ...address, children: children.filter((child) => child.kind !== 'link') }];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u{A0}' };

/** Character references as the characters they stand for; the result is text, never markup. */
function decoded(text: string): string {
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/giu, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? whole;
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0x1f && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? visible(String.fromCodePoint(code))
      : whole;
  });
}
