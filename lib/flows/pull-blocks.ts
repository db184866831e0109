import { Failure } from '../base/failure.ts';
import type { PageId } from '../base/ids.ts';
import { fillHoles, findHoles } from '../mirror/assemble-page.ts';
import type { Hole } from '../mirror/assemble-page.ts';
import type { NotionReader } from '../mirror/notion-reader.ts';
import type { Block } from '../text/block.ts';
import { readMarkdown } from '../text/read-markdown.ts';
import { inTurns } from './in-turns.ts';

/** Requests for what Markdown left out, per page: two thirds of a minute's budget on the smallest plan. */
const MOST_REFETCHES = 120;
/** Requests on the way at once: more would only queue at Notion. */
const WIDTH = 6;
/** What is left out of a hole's own Markdown is asked for again, so many levels down. */
const DEEPEST = 4;

/** How many requests a page may take for what its Markdown left out. */
export interface Refetches {
  readonly all: number;
  /** Of these, for blocks that Markdown does not hold, such as bookmarks. */
  readonly blocks: number;
}

interface Budget {
  left: number;
  blocks: number;
}

/**
 * The content of a page in reading order. What Notion's Markdown left out is fetched and put in place; what cannot be
 * had (not shared, past the bounds, no answer) stays as an `unknown` block.
 */
export async function pullBlocks(
  reader: NotionReader,
  id: PageId,
  signal: AbortSignal,
  most: Refetches = { all: MOST_REFETCHES, blocks: MOST_REFETCHES },
): Promise<readonly Block[]> {
  return pullMarkdown(reader, id, { left: most.all, blocks: most.blocks }, 0, signal);
}

async function pullMarkdown(
  reader: NotionReader,
  id: Parameters<NotionReader['markdown']>[0],
  budget: Budget,
  level: number,
  signal: AbortSignal,
): Promise<readonly Block[]> {
  const answer = await reader.markdown(id, signal);
  const blocks = readMarkdown(answer.markdown, answer.dialect);
  const holes = level < DEEPEST ? findHoles(blocks, answer.unknownBlockIds) : [];
  const affordable = affordableOf(holes, budget);
  const found = new Map<number, readonly Block[]>();
  await inTurns(affordable, WIDTH, async (hole) => {
    const filling = await fill(reader, hole, budget, level, signal);
    if (filling !== undefined) found.set(hole.at, filling);
  });
  return fillHoles(blocks, found);
}

/** What was cut off is worth more than a bookmark. */
function affordableOf(holes: readonly Hole[], budget: Budget): readonly Hole[] {
  const cut = holes.filter(({ through }) => through === 'markdown').slice(0, Math.max(0, budget.left));
  budget.left -= cut.length;
  const most = Math.max(0, Math.min(budget.left, budget.blocks));
  const blocks = holes.filter(({ through }) => through === 'block').slice(0, most);
  budget.left -= blocks.length;
  budget.blocks -= blocks.length;
  return [...cut, ...blocks];
}

/** `undefined` when Notion does not give it: one hole does not cost the page. */
async function fill(
  reader: NotionReader,
  hole: Hole,
  budget: Budget,
  level: number,
  signal: AbortSignal,
): Promise<readonly Block[] | undefined> {
  try {
    if (hole.through === 'markdown') return await pullMarkdown(reader, hole.id, budget, level + 1, signal);
    const { block } = await reader.block(hole.id, signal);
    return block.kind === 'unknown' ? undefined : [block];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return undefined;
  }
}
