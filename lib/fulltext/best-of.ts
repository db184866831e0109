import type { DocNumber, IndexView } from './index-view.ts';

/** The best live slots and how many there are in all. Equal scores: the latest state first. */
export function bestOf(
  view: IndexView,
  scores: Float32Array | undefined,
  allowed: Uint8Array | undefined,
  limit: number,
): { readonly best: readonly { readonly doc: DocNumber; readonly score: number }[]; readonly total: number } {
  const best: { readonly doc: DocNumber; readonly score: number }[] = [];
  let total = 0;
  for (let slot = view.slots - 1; slot >= 0; slot -= 1) {
    const score = scores?.[slot] ?? 0;
    if ((scores !== undefined && score <= 0) || allowed?.[slot] === 0 || view.isDead(slot)) continue;
    total += 1;
    if (best.length === limit && score <= (best.at(-1)?.score ?? 0)) continue;
    if (limit === 0) continue;
    const hit = { doc: view.docOf(slot), score };
    best.splice(placeOf(best, hit), 0, hit);
    if (best.length > limit) best.pop();
  }
  return { best, total };
}

interface Hit {
  readonly doc: DocNumber;
  readonly score: number;
}

/** Where a hit belongs among the best so far. */
function placeOf(best: readonly Hit[], hit: Hit): number {
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = best[middle];
    const before =
      other !== undefined && (other.score > hit.score || (other.score === hit.score && other.doc > hit.doc));
    if (before) low = middle + 1;
    else high = middle;
  }
  return low;
}
