import { Failure } from '../base/failure.ts';
import type { BlockId, PageId } from '../base/ids.ts';
import type { NotionBlock, NotionReader } from '../mirror/notion-reader.ts';
import type { Block } from '../text/block.ts';

/** A run of blocks of a page as it was read, with words that stand in it. */
export interface Passage {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly quote: string;
}

/** Requests for one set of passages: 4,000 blocks side by side, and a quarter of a minute's budget. */
const MOST_REQUESTS = 40;

/** Containers that show nothing of their own: their children read as if they stood in their place. */
const TRANSPARENT: ReadonlySet<string> = new Set(['column_list', 'column', 'synced_block', 'table']);

/**
 * The ids of the blocks that passages stand in, by place in `wanted`. Markdown carries no ids, so the page's block tree
 * is walked, only as far and as deep as needed, and aligned by text. What is not found is left out: the page without
 * `#block` is still a citation.
 */
export async function findBlockIds(
  reader: NotionReader,
  pageId: PageId,
  blocks: readonly Block[],
  wanted: readonly Passage[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, BlockId>> {
  const tree = new BlockTree(reader, signal);
  const texts = blocks.map(({ text }) => plain(text));
  const found = new Map<number, BlockId>();
  try {
    for (const [index, passage] of wanted.entries()) {
      const at = placeOfQuote(texts, passage);
      const known = blocks[at]?.id;
      const id = known ?? (await findInTree(tree, pageId, ancestry(blocks, texts, at)));
      if (id !== undefined) found.set(index, id);
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  return found;
}

/** The block that holds the most of the quote: where it begins, else the first of the run. */
function placeOfQuote(texts: readonly string[], { start, end, quote }: Passage): number {
  const words = plain(quote);
  for (let at = start; at < end; at += 1) {
    const text = texts[at] ?? '';
    if (text !== '' && (text.includes(words) || words.includes(text) || text.includes(words.slice(0, 60)))) return at;
  }
  return start;
}

/** How to find a block among its siblings: its text, and how many with the same text stand before it. */
interface Waymark {
  readonly text: string;
  readonly before: number;
  /** Only rows stand in tables: the others need none opened. */
  readonly row: boolean;
}

/** The way from the top of the page down to a block. */
function ancestry(blocks: readonly Block[], texts: readonly string[], at: number): readonly Waymark[] {
  const way: Waymark[] = [];
  let place = at;
  for (let block = blocks[place]; block !== undefined; block = blocks[place]) {
    const { depth } = block;
    const text = texts[place] ?? '';
    let before = 0;
    let above = place - 1;
    while (above >= 0 && (blocks[above]?.depth ?? 0) >= depth) {
      if (blocks[above]?.depth === depth && texts[above] === text) before += 1;
      above -= 1;
    }
    way.unshift({ text, before, row: block.kind === 'row' });
    place = above;
  }
  return way;
}

async function findInTree(tree: BlockTree, pageId: PageId, way: readonly Waymark[]): Promise<BlockId | undefined> {
  let parent: PageId | BlockId = pageId;
  let id: BlockId | undefined;
  for (const [level, mark] of way.entries()) {
    if (mark.text === '') return undefined;
    const found: NotionBlock | undefined = await tree.find(parent, mark);
    if (found === undefined) return undefined;
    id = found.id;
    if (level < way.length - 1) {
      if (found.childrenOf === undefined) return undefined;
      parent = found.childrenOf;
    }
  }
  return id;
}

/** What has been listed of a page so far. */
class BlockTree {
  readonly #reader: NotionReader;
  readonly #signal: AbortSignal;
  readonly #siblings = new Map<string, Siblings>();
  #requests = 0;

  constructor(reader: NotionReader, signal: AbortSignal) {
    this.#reader = reader;
    this.#signal = signal;
  }

  async find(parent: PageId | BlockId, mark: Waymark): Promise<NotionBlock | undefined> {
    let seen = 0;
    let last: NotionBlock | undefined;
    for await (const each of this.#shown(parent, mark.row)) {
      if (plain(each.block.text) !== mark.text) continue;
      last = each;
      if (seen === mark.before) return each;
      seen += 1;
    }
    return last;
  }

  /** The blocks that read as children of `parent`, in order, listed as they are asked for. */
  async *#shown(parent: PageId | BlockId, rows: boolean): AsyncGenerator<NotionBlock> {
    const siblings = this.#siblings.get(parent) ?? { blocks: [], cursor: undefined, done: false };
    this.#siblings.set(parent, siblings);
    for (let at = 0; ; at += 1) {
      while (at >= siblings.blocks.length && !siblings.done && this.#requests < MOST_REQUESTS) {
        await this.#listMore(parent, siblings);
      }
      const each = siblings.blocks[at];
      if (each === undefined) return;
      const opens = TRANSPARENT.has(each.type) && each.childrenOf !== undefined && (rows || each.type !== 'table');
      if (opens && each.childrenOf !== undefined) yield* this.#shown(each.childrenOf, rows);
      else yield each;
    }
  }

  async #listMore(parent: PageId | BlockId, siblings: Siblings): Promise<void> {
    this.#requests += 1;
    const list = await this.#reader.blockChildren(parent, siblings.cursor, this.#signal);
    siblings.blocks.push(...list.blocks);
    siblings.cursor = list.cursor;
    siblings.done = list.cursor === undefined;
  }
}

interface Siblings {
  readonly blocks: NotionBlock[];
  cursor: string | undefined;
  done: boolean;
}

/** Markdown and the block API differ in space and marks of form; letters and digits they share. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
