import type { ToolUse } from '../../jobs/tool-use.ts';

/** What a call brought: for the model, and in one line for the person. */
export interface Told {
  /** Text of pages, not fenced yet. */
  readonly text: string;
  readonly words: string;
  readonly pages: NonNullable<ToolUse['pages']>;
}

/** About 6,000 tokens of English: one result leaves room for others. */
export const MOST_TOLD = 24_000;

/** Lines up to a limit of characters, and how many had no room. */
export function linesWithin(
  lines: readonly string[],
  most: number,
): { readonly text: string; readonly leftOut: number } {
  let room = most;
  const kept: string[] = [];
  for (const line of lines) {
    room -= line.length + 1;
    if (room < 0) break;
    kept.push(line);
  }
  return { text: kept.join('\n'), leftOut: lines.length - kept.length };
}

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** Longer queries and titles are cut in the one line for the person. */
const LONGEST_NAME = 80;

export const named = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return `“${line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1).toWellFormed()}…` : line}”`;
};
