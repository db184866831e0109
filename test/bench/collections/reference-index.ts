import type { ByField, DocTerms } from '../../../lib/fulltext/doc-terms.ts';
import { encodeLength } from '../../../lib/fulltext/index-view.ts';
import type { IndexView, Postings } from '../../../lib/fulltext/index-view.ts';

/** The plainest index that keeps the promise of `IndexView`: what the packed one is compared with. */
export function referenceIndex(pages: readonly DocTerms[], dead: ReadonlySet<number> = new Set()): IndexView {
  const held = new Map<string, { slot: number; counts: ByField<number> }[]>();
  for (const [slot, page] of pages.entries()) {
    for (const [at, term] of page.terms.entries()) {
      const list = held.get(term) ?? [];
      list.push({ slot, counts: [page.counts[0][at] ?? 0, page.counts[1][at] ?? 0, page.counts[2][at] ?? 0] });
      held.set(term, list);
    }
  }
  const sorted = [...held.keys()].toSorted();
  const lengthsOf = (field: 0 | 1 | 2): Uint8Array =>
    Uint8Array.from(pages, (page) => encodeLength(page.lengths[field]));
  const meanOf = (field: 0 | 1 | 2): number =>
    pages.reduce((sum, page) => sum + page.lengths[field], 0) / Math.max(1, pages.length);
  return {
    slots: pages.length,
    live: pages.length - dead.size,
    meanLengths: [meanOf(0), meanOf(1), meanOf(2)],
    lengths: [lengthsOf(0), lengthsOf(1), lengthsOf(2)],
    dead: Uint8Array.from(pages, (_page, slot) => (dead.has(slot) ? 1 : 0)),
    docOf: (slot) => slot,
    find: (terms) =>
      Promise.resolve(
        terms.map((term) => {
          const list = held.get(term);
          return list === undefined ? undefined : { term, df: list.length };
        }),
      ),
    startingWith: (prefix) =>
      Promise.resolve(
        sorted
          .slice(lowerBound(sorted, prefix), lowerBound(sorted, `${prefix}\uFFFF`))
          .map((term) => ({ term, df: held.get(term)?.length ?? 0 })),
      ),
    postings: (terms) => Promise.resolve(terms.map((term) => postingsOf(held.get(term) ?? []))),
  };
}

function postingsOf(list: readonly { readonly slot: number; readonly counts: ByField<number> }[]): Postings {
  const countsOf = (field: 0 | 1 | 2): Uint8Array => Uint8Array.from(list, ({ counts }) => counts[field]);
  const heldIn = (field: 0 | 1 | 2): number => list.filter(({ counts }) => counts[field] > 0).length;
  return {
    slots: Uint32Array.from(list, ({ slot }) => slot),
    counts: [countsOf(0), countsOf(1), countsOf(2)],
    held: [heldIn(0), heldIn(1), heldIn(2)],
  };
}

function lowerBound(sorted: readonly string[], term: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < term) low = middle + 1;
    else high = middle;
  }
  return low;
}
