import type { WorldBlock, WorldPage } from '../model.ts';

export interface Located {
  readonly block: WorldBlock;
  readonly pageId: string;
  /** The block around it; `undefined` on the page's top level. */
  readonly parentId: string | undefined;
}

export function* locateAll(page: WorldPage): Iterable<Located> {
  yield* locate(page.blocks, page.id, undefined);
}

function* locate(blocks: readonly WorldBlock[], pageId: string, parentId: string | undefined): Iterable<Located> {
  for (const block of blocks) {
    yield { block, pageId, parentId };
    yield* locate(block.children, pageId, block.id);
  }
}

/** How many blocks there are, on all levels. */
export function countBlocks(blocks: readonly WorldBlock[]): number {
  return blocks.reduce((sum, block) => sum + 1 + countBlocks(block.children), 0);
}

/** A copy with one block changed; the other blocks are the same objects. */
export function changeBlock(
  blocks: readonly WorldBlock[],
  id: string,
  change: (block: WorldBlock) => WorldBlock,
): readonly WorldBlock[] {
  let changed = false;
  const copy = blocks.map((block) => {
    if (changed) return block;
    const next = block.id === id ? change(block) : withChildren(block, changeBlock(block.children, id, change));
    changed = next !== block;
    return next;
  });
  return changed ? copy : blocks;
}

export function removeBlock(blocks: readonly WorldBlock[], id: string): readonly WorldBlock[] {
  if (blocks.some((block) => block.id === id)) return blocks.filter((block) => block.id !== id);
  const copy = blocks.map((block) => withChildren(block, removeBlock(block.children, id)));
  return copy.some((block, index) => block !== blocks[index]) ? copy : blocks;
}

/** The page's blocks with `added` below the page or one of its blocks. */
export function appendTo(
  page: WorldPage,
  parentId: string,
  added: readonly WorldBlock[],
  after: string | undefined,
): readonly WorldBlock[] {
  if (parentId === page.id) return insert(page.blocks, added, after);
  return changeBlock(page.blocks, parentId, (block) => ({ ...block, children: insert(block.children, added, after) }));
}

function insert(
  children: readonly WorldBlock[],
  added: readonly WorldBlock[],
  after: string | undefined,
): readonly WorldBlock[] {
  if (after === 'start') return [...added, ...children];
  const at = after === undefined ? -1 : children.findIndex((child) => child.id === after);
  return at < 0 ? [...children, ...added] : [...children.slice(0, at + 1), ...added, ...children.slice(at + 1)];
}

function withChildren(block: WorldBlock, children: readonly WorldBlock[]): WorldBlock {
  return children === block.children ? block : { ...block, children };
}
