import type { Block, BlockKind } from '../../lib/text/block.ts';
import { isTableHead } from '../../lib/text/table-head.ts';

/** A block with what stands inside it. `at` is its place in the page. */
export interface BlockPiece {
  readonly kind: 'block';
  readonly at: number;
  readonly block: Block;
  readonly inside: readonly Piece[];
  /** Blocks in it, itself among them. */
  readonly size: number;
}

export type ListForm = 'bullet' | 'number' | 'todo';

/** What is shown as one thing: a block, a list of like items, or the rows of a table. */
export type Piece =
  | BlockPiece
  | {
      readonly kind: 'list';
      readonly form: ListForm;
      /** Number of its first item. */
      readonly start: number;
      readonly items: readonly BlockPiece[];
      readonly size: number;
      readonly at: number;
    }
  | {
      readonly kind: 'table';
      readonly rows: readonly BlockPiece[];
      readonly hasHead: boolean;
      readonly size: number;
      readonly at: number;
    };

/** Deeper nesting is shown flat: no real page has it, and a made-up one must not overflow the stack. */
const DEEPEST = 24;

const FORMS: Readonly<Partial<Record<BlockKind, ListForm>>> = { bullet: 'bullet', number: 'number', todo: 'todo' };

interface Open {
  readonly at: number;
  readonly block: Block;
  readonly depth: number;
  readonly inside: Open[];
}

/** Makes a tree of a page's blocks, which stand in reading order and know only how deep they are. */
export function piecesOf(blocks: readonly Block[], wanted: (block: Block) => boolean = () => true): readonly Piece[] {
  const top: Open[] = [];
  const path: Open[] = [];
  for (const [at, block] of blocks.entries()) {
    if (!wanted(block)) continue;
    const depth = Math.min(Math.max(0, block.depth), DEEPEST);
    while ((path.at(-1)?.depth ?? -1) >= depth) path.pop();
    const open: Open = { at, block, depth, inside: [] };
    (path.at(-1)?.inside ?? top).push(open);
    path.push(open);
  }
  return gathered(top, blocks);
}

function gathered(opens: readonly Open[], blocks: readonly Block[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let from = 0; from < opens.length;) {
    const to = runEnd(opens, from);
    pieces.push(pieceOf(opens.slice(from, to), blocks));
    from = to;
  }
  return pieces;
}

/** Where the run of siblings ends that make one list or one table. */
function runEnd(opens: readonly Open[], from: number): number {
  const kind = opens[from]?.block.kind;
  const runs = kind !== undefined && (kind === 'row' || FORMS[kind] !== undefined);
  let to = from + 1;
  if (!runs) return to;
  while (opens[to]?.block.kind === kind) to += 1;
  return to;
}

function pieceOf(run: readonly Open[], blocks: readonly Block[]): Piece {
  const items = run.map(({ at, block, inside }): BlockPiece => {
    const within = gathered(inside, blocks);
    return { kind: 'block', at, block, inside: within, size: 1 + sizeOf(within) };
  });
  const [first] = items;
  if (first === undefined) throw new Error('a run holds at least one block');
  const size = sizeOf(items);
  const form = FORMS[first.block.kind];
  if (form !== undefined) return { kind: 'list', form, start: 1, items, size, at: first.at };
  if (first.block.kind !== 'row') return first;
  return { kind: 'table', rows: items, hasHead: isTableHead(blocks, first.at), size, at: first.at };
}

export function sizeOf(pieces: readonly { readonly size: number }[]): number {
  return pieces.reduce((sum, piece) => sum + piece.size, 0);
}

/** Cuts pieces into chunks of about `size` blocks; a long list goes on in the next chunk, its numbers with it. */
export function chunksOf(pieces: readonly Piece[], size: number): readonly (readonly Piece[])[] {
  const chunks: Piece[][] = [];
  let room = 0;
  for (const piece of pieces.flatMap((one) => shortLists(one, size))) {
    if (room <= 0) {
      chunks.push([]);
      room = size;
    }
    chunks.at(-1)?.push(piece);
    room -= piece.size;
  }
  return chunks;
}

function shortLists(piece: Piece, size: number): readonly Piece[] {
  if (piece.kind !== 'list' || piece.size <= size) return [piece];
  const parts: Piece[] = [];
  let items: BlockPiece[] = [];
  let start = piece.start;
  const close = (): void => {
    const [first] = items;
    if (first === undefined) return;
    parts.push({ ...piece, start, items, size: sizeOf(items), at: first.at });
    start += items.length;
    items = [];
  };
  for (const item of piece.items) {
    items.push(item);
    if (sizeOf(items) >= size) close();
  }
  close();
  return parts;
}
