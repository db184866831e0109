import type { WorldBlock, WorldPage } from '../world/model.ts';
import type { World } from '../world/start.ts';

/** The pages that the tests' token can see. */
export function visiblePages(world: World): WorldPage[] {
  const token = world.notion.connection('ntn_acme_full');
  if (token === undefined) throw new Error('No connection');
  return [...world.notion.pages()].filter((page) => !page.inTrash && world.notion.canSee(token, page.id));
}

export function somePage(world: World): WorldPage {
  return pageWith(world, (page) => page.blocks.length > 3);
}

export function pageWith(world: World, fits: (page: WorldPage) => boolean): WorldPage {
  const page = visiblePages(world).find(fits);
  if (page === undefined) throw new Error('The sample workspace has no such page.');
  return page;
}

export function countBlocks(blocks: readonly WorldBlock[]): number {
  return blocks.reduce((sum, block) => sum + 1 + countBlocks(block.children), 0);
}

/** Kinds whose text Notion's API does not give, or gives from elsewhere. */
const SILENT = new Set([
  'unsupported',
  'breadcrumb',
  'table_of_contents',
  'child_page',
  'child_database',
  'link_to_page',
]);

export function texts(blocks: readonly WorldBlock[]): string[] {
  return blocks.flatMap((block) => {
    const own = SILENT.has(block.type) ? [] : [ownText(block)];
    return [...own, ...texts(block.children)].filter((text) => text !== '');
  });
}

export function ownText(block: WorldBlock): string {
  const runs = block.cells === undefined ? [block.text] : block.cells;
  return plain(runs.map((cell) => cell.map((run) => run.text).join('')).join(' '));
}

export function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
