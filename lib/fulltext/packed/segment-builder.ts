import type { DocTerms } from '../doc-terms.ts';
import { encodeLength } from '../index-view.ts';
import type { DocNumber } from '../index-view.ts';
import type { WritableRows } from './index-rows.ts';
import { PostingList } from './posting-list.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { NewSegment } from './segment-writer.ts';

/** What a term takes in memory, about: the string and its place in the map, and what a list takes beside its postings. */
const TERM_BYTES = 100;
const LIST_BYTES = 300;

/** Most terms stand on one page alone: that posting is kept as a number, its slot above its three counts of a byte. */
const packed = (slot: number, title: number, lead: number, body: number): number =>
  slot * 0x100_0000 + ((title << 16) | (lead << 8) | body);

function addPacked(list: PostingList, posting: number): void {
  const counts = posting % 0x100_0000;
  list.add(Math.floor(posting / 0x100_0000), counts >>> 16, (counts >>> 8) & 255, counts & 255);
}

/** Turns pages around into a segment: from the terms of each page to the pages of each term. In memory until written. */
export class SegmentBuilder {
  readonly #lists = new Map<string, PostingList | number>();
  readonly #docs: DocNumber[] = [];
  readonly #lengths: [number[], number[], number[]] = [[], [], []];
  #postings = 0;
  #manyPaged = 0;

  get size(): number {
    return this.#docs.length;
  }

  /** Memory in use, about. */
  get bytes(): number {
    return this.#lists.size * TERM_BYTES + this.#manyPaged * LIST_BYTES + this.#postings * 3;
  }

  /** @param doc greater than all before */
  add(doc: DocNumber, page: DocTerms): void {
    const slot = this.#docs.length;
    const [titles, leads, bodies] = page.counts;
    for (const [at, term] of page.terms.entries()) {
      const title = titles[at] ?? 0;
      const lead = leads[at] ?? 0;
      const body = bodies[at] ?? 0;
      const known = this.#lists.get(term);
      if (known === undefined) this.#lists.set(term, packed(slot, title, lead, body));
      else (typeof known === 'number' ? this.#listFrom(term, known) : known).add(slot, title, lead, body);
    }
    this.#postings += page.terms.length;
    this.#docs.push(doc);
    for (const [field, lengths] of this.#lengths.entries()) lengths.push(encodeLength(page.lengths[field] ?? 0));
  }

  #listFrom(term: string, first: number): PostingList {
    const list = new PostingList();
    addPacked(list, first);
    this.#lists.set(term, list);
    this.#manyPaged += 1;
    return list;
  }

  /** Stores all as the segment `id`, and lets go of it. @param breathe called often; it may wait */
  async write(rows: WritableRows, id: number, breathe: () => Promise<void>): Promise<NewSegment> {
    const writer = new SegmentWriter(rows, id);
    const single = new PostingList();
    for (const term of [...this.#lists.keys()].toSorted(byUnits)) {
      const list = this.#lists.get(term);
      if (list === undefined) continue;
      if (typeof list === 'number') {
        single.clear();
        addPacked(single, list);
      }
      writer.add(term, typeof list === 'number' ? single : list);
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
