import { readTag } from '../text/read-tag.ts';

/** A line with the tabs before it counted. */
export interface Line {
  readonly depth: number;
  readonly text: string;
  readonly raw: string;
}

/** Lines of a text; those of a text from Windows lose their second sign. */
export function linesOf(markdown: string): readonly Line[] {
  const isWindows = markdown.includes('\r\n') && !/(?:^|[^\r]|\\\r)\n/.test(markdown);
  return (isWindows ? markdown.replaceAll('\r\n', '\n') : markdown).split('\n').map((raw) => {
    const depth = /^\t*/.exec(raw)?.[0].length ?? 0;
    return { depth, text: raw.slice(depth), raw };
  });
}

/** Whether a line says nothing. Other spaces than these are text. */
export const isBlank = (text: string): boolean => /^[ \t\r]*$/.test(text);

/** Whether a line ends the code that a fence began. */
export const endsFence = (text: string, fence: string): boolean =>
  text.startsWith(fence) && isBlank(text.slice(fence.length));

interface Sign {
  readonly kind:
    | 'heading_1'
    | 'heading_2'
    | 'heading_3'
    | 'heading_4'
    | 'to_do'
    | 'numbered_list_item'
    | 'bulleted_list_item'
    | 'quote'
    | 'paragraph';
  readonly body: string;
  readonly number: number;
  readonly checked: boolean;
}

const HEADINGS = ['heading_1', 'heading_2', 'heading_3', 'heading_4'] as const;
const SIGN = /^(?:(#{1,6})(?:\s|$)|[-*+] \[([ xX])\](?:\s|$)|([-*+])(?:\s|$)|(\d{1,9})[.)](?:\s|$)|(>) ?)/;

/** What a line is by its first signs, and the text behind them. */
export function readSign(text: string): Sign {
  const match = SIGN.exec(text);
  const none = { body: text.slice(match?.[0].length ?? 0), number: 1, checked: false };
  if (!match) return { ...none, kind: 'paragraph' };
  const [, hashes, box, bullet, number] = match;
  if (hashes !== undefined) return { ...none, kind: HEADINGS[Math.min(hashes.length, 4) - 1] ?? 'heading_4' };
  if (box !== undefined) return { ...none, kind: 'to_do', checked: box !== ' ' };
  if (bullet !== undefined) return { ...none, kind: 'bulleted_list_item' };
  return number === undefined
    ? { ...none, kind: 'quote' }
    : { ...none, kind: 'numbered_list_item', number: Number(number) };
}

/** Tags that stand within a line. */
const INLINE = /^(?:mention-[a-z-]+|span|br)$/;

/** Whether a line begins a block of its own, however close it stands under the line before. */
export function beginsBlock(text: string): boolean {
  if (text.startsWith('<')) {
    const tag = readTag(text, 0);
    return tag !== undefined && !INLINE.test(tag.name);
  }
  return SIGN.test(text) || text === '$$' || /^-{3,}[ \t]*$|^`{3,}[^`]*$|^!\[/.test(text);
}

type Attributes = Readonly<Record<string, string>>;

/** A line's text, and the attributes in braces at its end that belong to its block. */
export function splitBraces(text: string): { readonly rest: string; readonly attributes: Attributes } {
  const at = text.endsWith('}') ? text.lastIndexOf('{') : -1;
  const inner = at === -1 || text.charAt(at - 1) === '\\' ? '' : text.slice(at + 1, -1);
  if (!/^(?: ?(?:color|toggle)="[^"]*")+ ?$/.test(inner)) return { rest: text, attributes: {} };
  const attributes = Object.fromEntries(
    [...inner.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
  return { rest: text.slice(0, text.charAt(at - 1) === ' ' ? at - 1 : at), attributes };
}
