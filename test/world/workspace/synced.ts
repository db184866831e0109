import type { WorldBlock, WorldPage } from '../model.ts';
import { stableId } from './ids.ts';

/** Every block of a tree in reading order. */
export function* everyBlock(blocks: readonly WorldBlock[]): Generator<WorldBlock> {
  for (const block of blocks) {
    yield block;
    yield* everyBlock(block.children);
  }
}

/**
 * Gives each synced copy the id and a copy of the children of its original. A copy names the page of the original in
 * `syncedFrom`; the first synced block of that page is meant. A page without one throws.
 */
export function fillSyncedCopies(pages: readonly WorldPage[]): WorldPage[] {
  const byId = new Map(pages.map((page) => [page.id, page]));
  const originalOf = (pageId: string): WorldBlock => {
    for (const block of everyBlock(byId.get(pageId)?.blocks ?? [])) {
      if (block.type === 'synced_block' && block.syncedFrom === undefined) return block;
    }
    throw new Error(`Page ${pageId} has no synced block to copy`);
  };
  const fill = (block: WorldBlock): WorldBlock => {
    if (block.syncedFrom !== undefined) {
      const original = originalOf(block.syncedFrom);
      return { ...block, syncedFrom: original.id, children: copies(original.children, block.id) };
    }
    return block.children.length === 0 ? block : { ...block, children: block.children.map(fill) };
  };
  return pages.map((page) => (hasCopy(page.blocks) ? { ...page, blocks: page.blocks.map(fill) } : page));
}

function hasCopy(blocks: readonly WorldBlock[]): boolean {
  return blocks.some((block) => block.syncedFrom !== undefined || hasCopy(block.children));
}

function copies(blocks: readonly WorldBlock[], copyId: string): WorldBlock[] {
  return blocks.map((block) => ({
    ...block,
    id: stableId(`${copyId}/${block.id}`),
    children: copies(block.children, copyId),
  }));
}
