import type { Block, BlockKind } from './block.ts';

/** One line of Markdown without its indentation. */
export interface Line {
  /** Levels of indentation: a tab, or up to four spaces. */
  readonly indent: number;
  readonly text: string;
}

const STARTS_BLOCK = /^(?:#{1,6} |[-*+] |\d{1,9}[.)] |>|<|```|\$\$|-{3,}$|!\[|\|)/;

/** Whether a line begins a block of its own, however close it stands under the line before. */
export const startsBlock = (text: string): boolean => STARTS_BLOCK.test(text);

export function toLine(raw: string): Line {
  const space = /^[\t ]*/.exec(raw)?.[0] ?? '';
  let tabs = 0;
  for (const character of space) if (character === '\t') tabs += 1;
  return { indent: tabs + Math.ceil((space.length - tabs) / 4), text: raw.slice(space.length).trimEnd() };
}

/** A line of code without the indentation of its block; its own is kept. */
export function withoutIndent(raw: string, indent: number): string {
  let at = 0;
  while (at < indent && raw.charAt(at) === '\t') at += 1;
  return raw.slice(at);
}

/** What a line is by its first characters, and the text behind them. */
export function readPrefix(text: string): { kind: BlockKind; body: string; extra: Pick<Block, 'level' | 'checked'> } {
  const match = /^(?:(#{1,6}) |[-*+] \[([ xX])\](?= |$)|([-*+]) |(\d{1,9}[.)]) |(>))(.*)$/s.exec(text);
  if (!match) return { kind: 'paragraph', body: text, extra: {} };
  const [, hashes, box, bullet, number, , body = ''] = match;
  if (hashes !== undefined) return { kind: 'heading', body, extra: { level: Math.min(hashes.length, 4) } };
  if (box !== undefined) return { kind: 'todo', body, extra: { checked: box !== ' ' } };
  if (bullet !== undefined) return { kind: 'bullet', body, extra: {} };
  return { kind: number === undefined ? 'quote' : 'number', body, extra: {} };
}
