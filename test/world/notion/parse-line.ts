import type { BlockType } from '../model.ts';
import { readAttributes, type Attributes } from './parse-inline.ts';

export interface Line {
  readonly depth: number;
  readonly text: string;
  readonly raw: string;
}

/** Lines with the tabs before them counted. A return is part of a line's end where every line ends with one. */
export function toLines(text: string): Line[] {
  const ends = text.split('\n').slice(0, -1);
  const hasReturns = ends.length > 0 && ends.every((line) => /(?<!\\)\r$/.test(line));
  return (hasReturns ? text.replaceAll('\r\n', '\n') : text).split('\n').map((raw) => {
    const depth = /^\t*/.exec(raw)?.[0].length ?? 0;
    return { depth, text: raw.slice(depth), raw };
  });
}

export const isBlank = (text: string): boolean => /^[ \t]*$/.test(text);

/** `{color="…" toggle="true"}` at the end of a line belongs to the block in the first dialect, and is text in the second. */
export function splitAttributes(text: string, version: 'v1' | 'v2'): { rest: string; attributes: Attributes } {
  const match = version === 'v2' ? null : /(?<!\\)\{((?:\s*(?:color|toggle)="[^"]*")+)\s*\}$/.exec(text);
  if (!match) return { rest: text, attributes: {} };
  return { rest: text.slice(0, match.index).replace(/ $/, ''), attributes: readAttributes(match[1] ?? '') };
}

const HEADINGS: readonly BlockType[] = ['heading_1', 'heading_2', 'heading_3', 'heading_4'];

interface Prefixed {
  readonly type: BlockType;
  readonly body: string;
  readonly checked: boolean;
  readonly number: number;
}

/** What a line is by the signs before its text; one space after them is not text. */
export function readPrefix(text: string): Prefixed {
  const prefixed = (type: BlockType, body = '', more: Partial<Prefixed> = {}): Prefixed => ({
    type,
    body,
    checked: false,
    number: 1,
    ...more,
  });
  const heading = /^(#{1,6})(?:\s([^]*))?$/.exec(text);
  if (heading) return prefixed(HEADINGS[Math.min(heading[1]?.length ?? 1, 4) - 1] ?? 'heading_4', heading[2]);
  const todo = /^- \[([ xX])\](?:\s([^]*))?$/.exec(text);
  if (todo) return prefixed('to_do', todo[2], { checked: todo[1] !== ' ' });
  const bullet = /^[-*+](?:\s([^]*))?$/.exec(text);
  if (bullet) return prefixed('bulleted_list_item', bullet[1]);
  const number = /^(\d+)[.)](?:\s([^]*))?$/.exec(text);
  if (number) return prefixed('numbered_list_item', number[2], { number: Number(number[1]) });
  const quote = /^> ?([^]*)$/.exec(text);
  return quote ? prefixed('quote', quote[1]) : prefixed('paragraph', text);
}

/** Whether a line is a block of its own even where a line break alone parts nothing. */
export function beginsBlock(text: string): boolean {
  if (text.startsWith('<')) return !/^<(?:span|br|mention-)/.test(text);
  return readPrefix(text).type !== 'paragraph' || /^(?:\$\$|-{3,})[ \t]*$|^`{3,}[^`]*$|^!\[/.test(text);
}

export function unknownType(alt: string | undefined): BlockType {
  return alt === 'bookmark' || alt === 'embed' || alt === 'breadcrumb' ? alt : 'unsupported';
}
