import { encodeLength } from '../index-view.ts';
import type { DocNumber } from '../index-view.ts';
import type { DeltaPage } from './delta-page.ts';
import type { Delta } from './delta.ts';
import type { PostingArrays } from './posting-list.ts';

/** The waiting changes as one small segment, read as far as terms are asked for. A slot is a place among its pages. */
export class DeltaTerms {
  readonly docs: readonly DocNumber[];
  readonly #pages: readonly DeltaPage[];
  /** Slots of the pages that hold each term that was asked for. */
  readonly #holders = new Map<string, readonly number[]>();

  /** @param deltas in ascending order of docs */
  constructor(deltas: readonly Delta[]) {
    const kept = deltas.flatMap(({ doc, page }) => (page === undefined ? [] : [{ doc, page }]));
    this.docs = kept.map(({ doc }) => doc);
    this.#pages = kept.map(({ page }) => page);
  }

  lengthOf(slot: number, field: number): number {
    return encodeLength(this.#pages[slot]?.lengths[field] ?? 0);
  }

  df(term: string): number {
    return this.#holdersOf(term).length;
  }

  /** All terms that begin so, with the number of pages that hold each. */
  startingWith(prefix: string): ReadonlyMap<string, number> {
    const dfs = new Map<string, number>();
    for (const page of this.#pages) {
      for (const term of page.startingWith(prefix)) dfs.set(term, (dfs.get(term) ?? 0) + 1);
    }
    return dfs;
  }

  /** Reads a term's postings into arrays, from place `at` on. */
  read(term: string, base: number, into: PostingArrays, at: number): void {
    for (const [place, slot] of this.#holdersOf(term).entries()) {
      into.slots[at + place] = base + slot;
      const counts = this.#pages[slot]?.countsOf(term);
      for (const [field, values] of into.counts.entries()) {
        const count = counts?.[field] ?? 0;
        values[at + place] = count;
        if (count > 0) into.held[field] = (into.held[field] ?? 0) + 1;
      }
    }
  }

  #holdersOf(term: string): readonly number[] {
    const known = this.#holders.get(term);
    if (known !== undefined) return known;
    const holders: number[] = [];
    for (const [slot, page] of this.#pages.entries()) if (page.holds(term)) holders.push(slot);
    this.#holders.set(term, holders);
    return holders;
  }
}
