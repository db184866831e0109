import type { BlockType, RichText, WorldBlock } from '../model.ts';

/** A block under construction: ids are given when the tree is whole, in reading order. */
export interface Draft extends Omit<WorldBlock, 'id' | 'children'> {
  readonly children: readonly Draft[];
}

export function leaf(type: BlockType, text: readonly RichText[] = []): Draft {
  return { type, text, children: [] };
}
