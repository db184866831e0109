import { byteLength } from './byte-length.ts';
import type { DocBlock, NotionDocument } from './document.ts';
import { fitLimits } from './fit-limits.ts';
import { CHUNK_BLOCKS, CHUNK_BLOCKS_IN_ALL, CHUNK_BYTES, CHUNK_LEVELS, LONGEST_LIST } from './limits.ts';
import { toApiBlocks } from './to-api-blocks.ts';

/** Blocks that one request appends. */
export interface Chunk {
  /**
   * Where they go: the place of their parent in `fitLimits` of the document, from the top down; empty for the top
   * itself. They come after what earlier chunks put there.
   */
  readonly under: readonly number[];
  readonly blocks: NotionDocument;
}

/**
 * The document, made to fit, in portions that one request each can append: at most 50 blocks at the top, 100 in any
 * list, 900 in all, two levels below the top, 450 kB. A parent comes before its children, and a list in its order, so
 * that sending them one after the other builds the document.
 */
export function chunksOf(document: NotionDocument): readonly Chunk[] {
  const chunks: Chunk[] = [];
  addChunks({ under: [], blocks: fitLimits(document), from: 0 }, chunks);
  return chunks;
}

/** Blocks of one list that no chunk holds yet. */
interface Waiting {
  readonly under: readonly number[];
  readonly blocks: NotionDocument;
  readonly from: number;
}

/** What a chunk may still take. */
interface Room {
  blocks: number;
  bytes: number;
}

function addChunks({ under, blocks, from }: Waiting, chunks: Chunk[]): void {
  let at = from;
  while (at < blocks.length) {
    const room: Room = { blocks: CHUNK_BLOCKS_IN_ALL, bytes: CHUNK_BYTES };
    const taken: DocBlock[] = [];
    const later: Waiting[] = [];
    for (let block = blocks[at]; block && taken.length < CHUNK_BLOCKS; block = blocks[at]) {
      const size = sizeOf(block);
      if (taken.length > 0 && !fits(size, room)) break;
      taken.push(take(block, size, [...under, at], CHUNK_LEVELS, room, later));
      at += 1;
    }
    chunks.push({ under, blocks: taken });
    for (const waiting of later) addChunks(waiting, chunks);
  }
}

/** The block with as many of its children as fit; the others wait for later chunks. */
function take(
  block: DocBlock,
  size: Room,
  path: readonly number[],
  levels: number,
  room: Room,
  later: Waiting[],
): DocBlock {
  room.blocks -= size.blocks;
  room.bytes -= size.bytes;
  const { children } = block;
  // Columns come with what they hold, so a list of columns takes no level of its own.
  const below = block.kind === 'column_list' ? levels : levels - 1;
  const taken: DocBlock[] = [];
  for (const [at, child] of children.entries()) {
    const childSize = sizeOf(child);
    if (at >= LONGEST_LIST || !canStand(child, below) || !fits(childSize, room)) {
      later.push({ under: path, blocks: children, from: at });
      break;
    }
    taken.push(take(child, childSize, [...path, at], below, room, later));
  }
  return { ...block, children: taken };
}

/** Whether a block may be nested so deep that this many levels are left below it; lists of columns stand at the top. */
function canStand({ kind }: DocBlock, levels: number): boolean {
  if (kind === 'column_list') return false;
  return levels >= (kind === 'table' || kind === 'tab' ? 1 : 0);
}

const fits = (size: Room, room: Room): boolean => size.blocks <= room.blocks && size.bytes <= room.bytes;

/** What a block takes up without its children; the rows of a table are blocks too. */
function sizeOf(block: DocBlock): Room {
  const rows = block.kind === 'table' ? block.rows.length : 0;
  return { blocks: 1 + rows, bytes: byteLength(toApiBlocks([{ ...block, children: [] }])) + 1 };
}
