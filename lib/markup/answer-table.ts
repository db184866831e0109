import type { DocBlock, Run } from './document.ts';

const RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*){0,200}\|?[ \t]*$/;

/** A rule under a head of 200 columns is shorter. */
const LONGEST_RULE = 4_000;

/** Whether a table begins here: a line of cells over a rule with as many. */
export function isTableHead(line: string, next: string): boolean {
  if (!line.includes('|') || next.length > LONGEST_RULE || !RULE.test(next)) return false;
  return cellsOf(line).length === cellsOf(next).length;
}

/** The table that stands on these lines: its head, the rule, its rows. Rows are as wide as the head. */
export function answerTable(lines: readonly string[], read: (text: string) => readonly Run[]): DocBlock {
  const [head = '', , ...body] = lines;
  const width = cellsOf(head).length;
  const rows = [head, ...body].map((line) => {
    const cells = cellsOf(line);
    return Array.from({ length: width }, (_, column) => read(cells[column] ?? ''));
  });
  return { kind: 'table', headerRow: true, headerColumn: false, rows, children: [] };
}

/** Cells of a line: what stands between strokes that are not escaped. */
function cellsOf(line: string): readonly string[] {
  const bare = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return bare.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}
