import type { Mention } from './block.ts';
import { readInline } from './read-inline.ts';
import type { Inline } from './read-inline.ts';

/** What stands between the cells of a row. */
const BETWEEN_CELLS = ' | ';

/** The rows of a `<table>` from the text between its tags; empty rows are dropped, empty cells kept. */
export function readTable(body: string): readonly Inline[] {
  const rows: Inline[] = [];
  for (const part of body.split(/<tr(?:\s[^<>]*)?>/).slice(1)) {
    const end = part.indexOf('</tr>');
    const cells = (end === -1 ? part : part.slice(0, end)).split(/<t[dh](?:\s[^<>]*)?>/).slice(1);
    addRow(
      rows,
      cells.map((cell) => cell.replace(/<\/t[dh]>\s*$/, '')),
    );
  }
  return rows;
}

const PIPE_ROW = /^\|.*\|$/;
const RULE = /^[\s|:-]+$/;

/** Tells a line of a Markdown pipe table. */
export const isPipeRow = (line: string): boolean => line.length > 2 && PIPE_ROW.test(line);

/** The row on a line of a pipe table; `undefined` for the rule under the head and for an empty row. */
export function readPipeRow(line: string): Inline | undefined {
  if (RULE.test(line)) return undefined;
  const rows: Inline[] = [];
  addRow(rows, line.slice(1, -1).split(/(?<!\\)\|/));
  return rows[0];
}

function addRow(rows: Inline[], cells: readonly string[]): void {
  const read = cells.map((cell) => readInline(cell.trim()));
  const texts = read.map((cell) => cell.text.replaceAll(/\s+/g, ' ').trim());
  const mentions: Mention[] = read.flatMap((cell) => cell.mentions);
  if (texts.some((text) => text !== '')) rows.push({ text: texts.join(BETWEEN_CELLS), mentions });
}
