import type { BlockType, WorldBlock } from '../../model.ts';

/** Where each row of a long page stands: guessed from its kind and length until it was seen, then as measured. */
export class RowHeights {
  readonly #heights: number[];
  #tops: Float64Array | undefined;

  constructor(guesses: readonly number[]) {
    this.#heights = [...guesses];
  }

  get total(): number {
    return this.topOf(this.#heights.length);
  }

  /** The distance in px from the first row to this one; that of the end for the number of rows. */
  topOf(row: number): number {
    this.#tops ??= this.#sum();
    return this.#tops[Math.min(row, this.#heights.length)] ?? 0;
  }

  measured(row: number, height: number): void {
    if (this.#heights[row] === height) return;
    this.#heights[row] = height;
    this.#tops = undefined;
  }

  /** The rows that touch a stretch of the page: the first, and the one after the last. */
  between(top: number, bottom: number): readonly [number, number] {
    const first = Math.max(0, this.#rowAt(top));
    return [first, Math.min(this.#heights.length, Math.max(first, this.#rowAt(bottom)) + 1)];
  }

  #rowAt(top: number): number {
    let low = 0;
    let high = this.#heights.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.topOf(middle) <= top) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #sum(): Float64Array {
    const tops = new Float64Array(this.#heights.length + 1);
    let top = 0;
    for (const [row, height] of this.#heights.entries()) {
      top += height;
      tops[row + 1] = top;
    }
    return tops;
  }
}

const LINE = 24; // 16 px at 1.5
const LETTERS_A_LINE = 88; // of a page of usual width

const KNOWN: Partial<Record<BlockType, number>> = {
  heading_1: 84,
  heading_2: 66,
  heading_3: 52,
  heading_4: 52,
  divider: 15,
  image: 308,
  child_database: 460,
};

/** A height in px for a block that was not rendered yet; within a factor of two for most. */
export function guessedHeight(block: WorldBlock): number {
  const known = KNOWN[block.type];
  if (known !== undefined) return known;
  const letters = block.text.reduce((sum, run) => sum + run.text.length, 0);
  const own = Math.max(1, Math.ceil(letters / LETTERS_A_LINE)) * LINE + 8;
  if (block.type === 'toggle') return own;
  if (block.type === 'table') return 12 + 33 * block.children.length;
  if (block.type === 'code') return 64 + 22 * block.text.reduce((sum, run) => sum + run.text.split('\n').length, 0);
  const inside = block.children.map(guessedHeight);
  if (block.type === 'column_list') return Math.max(0, ...inside);
  return inside.reduce((sum, height) => sum + height, own + (block.type === 'callout' ? 32 : 0));
}
