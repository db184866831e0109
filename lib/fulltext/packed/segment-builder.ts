import type { DocTerms } from '../doc-terms.ts';
import { encodeLength } from '../index-view.ts';
import type { DocNumber } from '../index-view.ts';
import type { WritableRows } from './index-rows.ts';
import { PostingList } from './posting-list.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { NewSegment } from './segment-writer.ts';

/** What a term takes in memory beside its postings: the string, its list and its place in the map, about. */
const TERM_BYTES = 400;

/** Turns pages around into a segment: from the terms of each page to the pages of each term. In memory until written. */
export class SegmentBuilder {
  readonly #lists = new Map<string, PostingList>();
  readonly #docs: DocNumber[] = [];
  readonly #lengths: [number[], number[], number[]] = [[], [], []];
  #postings = 0;

  get size(): number {
    return this.#docs.length;
  }

  /** Memory in use, about. */
  get bytes(): number {
    return this.#lists.size * TERM_BYTES + this.#postings * 3;
  }

  /** @param doc greater than all before */
  add(doc: DocNumber, page: DocTerms): void {
    const slot = this.#docs.length;
    const [titles, leads, bodies] = page.counts;
    for (const [at, term] of page.terms.entries()) {
      let list = this.#lists.get(term);
      if (list === undefined) {
        list = new PostingList();
        this.#lists.set(term, list);
      }
      list.add(slot, titles[at] ?? 0, leads[at] ?? 0, bodies[at] ?? 0);
    }
    this.#postings += page.terms.length;
    this.#docs.push(doc);
    for (const [field, lengths] of this.#lengths.entries()) lengths.push(encodeLength(page.lengths[field] ?? 0));
  }

  /** Stores all as the segment `id`, and lets go of it. @param breathe called often; it may wait */
  async write(rows: WritableRows, id: number, breathe: () => Promise<void>): Promise<NewSegment> {
    const writer = new SegmentWriter(rows, id);
    for (const term of [...this.#lists.keys()].toSorted(byUnits)) {
      const list = this.#lists.get(term);
      if (list === undefined) continue;
      writer.add(term, list);
      this.#lists.delete(term);
      if (!writer.isDue) continue;
      await writer.flush();
      await breathe();
    }
    return writer.finish({ docs: this.#docs, lengths: this.#lengths });
  }
}

/** The order of the index: UTF-16 code units, whatever the language. */
export const byUnits = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
