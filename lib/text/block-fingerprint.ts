import type { Block, BlockKind } from './block.ts';
import { fingerprint } from './fingerprint.ts';

/** Where one of these leads is part of what a reader sees; addresses of files are signed anew every hour and are not. */
const LINKING: ReadonlySet<BlockKind> = new Set(['page', 'database', 'unknown']);

/** The words that tell one block from another to a reader. Ids and file addresses take no part. */
export function blockWords(block: Block): string {
  const mark = block.checked === true ? 'x' : '';
  const leads = LINKING.has(block.kind) ? (block.url ?? '') : '';
  return `${block.kind}\u001F${block.depth}\u001F${block.level ?? 0}\u001F${mark}\u001F${block.language ?? ''}\u001F${leads}\u001F${block.text}`;
}

/** Hash of what a reader sees in the blocks: equal text, equal fingerprint. */
export function fingerprintBlocks(blocks: readonly Block[]): string {
  return fingerprint(blocks.map((block) => fingerprint(blockWords(block))).join(''));
}
