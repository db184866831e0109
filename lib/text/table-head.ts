import type { Block } from './block.ts';

/** Words that a cell of a head may hold: names of columns are short. */
const MOST_WORDS = 3;

/**
 * Whether a block is the head of a table. A block does not say so itself: the first of several rows is taken for it when
 * its cells are short names without numbers.
 */
export function isTableHead(blocks: readonly Block[], at: number): boolean {
  return isRowBeside(blocks, at, at + 1) && !isRowBeside(blocks, at, at - 1) && namesColumns(blocks[at]);
}

/** The place of the head of the table that the row at `at` stands in; `undefined` for a table without one. */
export function tableHead(blocks: readonly Block[], at: number): number | undefined {
  let first = at;
  while (isRowBeside(blocks, at, first - 1)) first -= 1;
  return isTableHead(blocks, first) ? first : undefined;
}

function isRowBeside(blocks: readonly Block[], at: number, other: number): boolean {
  const row = blocks[at];
  return row?.kind === 'row' && blocks[other]?.kind === 'row' && blocks[other]?.depth === row.depth;
}

function namesColumns(block: Block | undefined): boolean {
  // A row of a database leads to its page, a head leads nowhere.
  if (block === undefined || block.url !== undefined || /\p{Nd}/u.test(block.text)) return false;
  const cells = block.text.split(' | ').filter((cell) => cell.trim() !== '');
  return cells.length > 1 && cells.every((cell) => cell.trim().split(/\s+/).length <= MOST_WORDS);
}
