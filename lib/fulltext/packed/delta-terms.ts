import type { ByField, DocTerms } from '../doc-terms.ts';
import { encodeLength } from '../index-view.ts';
import type { DocNumber } from '../index-view.ts';
import { lowerBound } from './dict-block.ts';
import type { Delta } from './delta.ts';
import type { PostingArrays } from './posting-list.ts';
import { byUnits } from './segment-builder.ts';

/** The waiting changes as one small segment in memory. A slot is a place among its pages. */
export class DeltaTerms {
  readonly docs: readonly DocNumber[];
  readonly #pages: readonly DocTerms[];
  /** For each term the pages that hold it: slot, and place among the page's terms. */
  #holders: Map<string, number[]> | undefined;
  #sorted: readonly string[] | undefined;

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
    return (this.#terms.get(term)?.length ?? 0) / 2;
  }

  startingWith(prefix: string): readonly string[] {
    this.#sorted ??= [...this.#terms.keys()].toSorted(byUnits);
    const from = lowerBound(this.#sorted, prefix);
    let to = from;
    while (this.#sorted[to]?.startsWith(prefix) === true) to += 1;
    return this.#sorted.slice(from, to);
  }

  /** Reads a term's postings into arrays, from place `at` on. */
  read(term: string, base: number, into: PostingArrays, at: number): void {
    const holders = this.#terms.get(term) ?? [];
    for (let place = 0; place * 2 < holders.length; place += 1) {
      const slot = holders[place * 2] ?? 0;
      const row = holders[place * 2 + 1] ?? 0;
      const counts: ByField<Uint8Array> | undefined = this.#pages[slot]?.counts;
      into.slots[at + place] = base + slot;
      for (const [field, values] of into.counts.entries()) values[at + place] = counts?.[field]?.[row] ?? 0;
    }
  }

  /** Turned around when a query first asks: many views only look at their numbers. */
  get #terms(): ReadonlyMap<string, readonly number[]> {
    if (this.#holders !== undefined) return this.#holders;
    const terms = new Map<string, number[]>();
    for (const [slot, { terms: held }] of this.#pages.entries()) {
      for (const [row, term] of held.entries()) {
        const holders = terms.get(term);
        if (holders === undefined) terms.set(term, [slot, row]);
        else holders.push(slot, row);
      }
    }
    this.#holders = terms;
    return terms;
  }
}
