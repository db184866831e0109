import type { DocNumber, IndexView } from './index-view.ts';

/** What matches, and what it is worth. */
export interface Scored {
  /** Each once, in any order. */
  readonly slots: ArrayLike<number>;
  /** By slot, of those that match and of all others. */
  readonly scores: Float32Array;
}

/** The best live slots that are allowed and how many there are in all. Equal scores: the latest state first. */
export function bestOf(
  view: IndexView,
  { slots, scores }: Scored,
  isAllowed: ((slot: number) => boolean) | undefined,
  limit: number,
): { readonly best: readonly { readonly doc: DocNumber; readonly score: number }[]; readonly total: number } {
  const best: Hit[] = [];
  const { dead } = view;
  let total = 0;
  /** What a page is worth at least to come among the best. */
  let least = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at] ?? 0;
    if (dead[slot] === 1 || isAllowed?.(slot) === false) continue;
    total += 1;
    const score = scores[slot] ?? 0;
    if (score < least || limit === 0) continue;
    const last = best[limit - 1];
    if (last !== undefined && isBefore(last, score, slot)) continue;
    best.splice(placeOf(best, score, slot), 0, { slot, score });
    if (best.length > limit) best.pop();
    least = best[limit - 1]?.score ?? least;
  }
  return { best: best.map(({ slot, score }) => ({ doc: view.docOf(slot), score })), total };
}

interface Hit {
  readonly slot: number;
  readonly score: number;
}

/** Later states have higher slots. */
const isBefore = (one: Hit, score: number, slot: number): boolean =>
  one.score > score || (one.score === score && one.slot > slot);

/** Where a hit belongs among the best so far. */
function placeOf(best: readonly Hit[], score: number, slot: number): number {
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = best[middle];
    if (other !== undefined && isBefore(other, score, slot)) low = middle + 1;
    else high = middle;
  }
  return low;
}
