import type { ByField, DocTerms } from '../doc-terms.ts';
import { ByteReader, ByteWriter, damaged } from './bytes.ts';
import { lastNotAfter, lowerBound, readTerms, writeTerms } from './term-list.ts';
import { postingArrays, readPostings, writePosting } from './posting-list.ts';

/** So few terms are read to look at one of them. */
const GROUP_TERMS = 8;

/**
 * Writes what the index takes in of one page: lengths by field, then its terms in groups of eight, so that a search
 * reads only those groups in which its words would stand. The sizes of all groups go before them.
 */
export function writeDeltaPage(out: ByteWriter, { terms, counts, lengths }: DocTerms): void {
  for (const length of lengths) out.varint(length);
  out.varint(terms.length);
  const groups = new ByteWriter(2_048);
  const [titles, leads, bodies] = counts;
  for (let from = 0; from < terms.length; from += GROUP_TERMS) {
    const to = Math.min(from + GROUP_TERMS, terms.length);
    const before = groups.length;
    writeTerms(groups, terms, from, to);
    for (let at = from; at < to; at += 1) writePosting(groups, 0, titles[at] ?? 0, leads[at] ?? 0, bodies[at] ?? 0);
    out.varint(groups.length - before);
  }
  out.append(groups);
}

/** Some neighbouring terms, and their postings while nobody asked for them. */
interface Group {
  readonly terms: readonly string[];
  readonly postings: Uint8Array;
}

/** A page that waits to be folded in, read as far as it is asked for. */
export class DeltaPage {
  readonly lengths: ByField<number>;
  readonly #bytes: Uint8Array;
  readonly #size: number;
  /** Where each group begins; the last one ends with the bytes. */
  readonly #starts: readonly number[];
  #heads: readonly string[] | undefined;
  readonly #groups: (Group | undefined)[] = [];

  /** Takes all that is left in the reader. @throws Failure `storage-broken` */
  constructor(reader: ByteReader) {
    this.lengths = [reader.varint(), reader.varint(), reader.varint()];
    this.#size = reader.varint();
    const starts: number[] = [];
    let end = 0;
    for (let left = Math.ceil(this.#size / GROUP_TERMS); left > 0; left -= 1) {
      starts.push(end);
      end += reader.varint();
    }
    this.#bytes = reader.bytes.subarray(reader.at);
    this.#starts = starts;
    if (end !== this.#bytes.length) throw damaged('a page of another length');
  }

  holds(term: string): boolean {
    return this.#find(term) !== undefined;
  }

  /** Counts by field; `undefined` when the page does not hold the term. */
  countsOf(term: string): ByField<number> | undefined {
    const found = this.#find(term);
    if (found === undefined) return undefined;
    const { counts } = countsIn(found.group);
    return [counts[0][found.at] ?? 0, counts[1][found.at] ?? 0, counts[2][found.at] ?? 0];
  }

  startingWith(prefix: string): readonly string[] {
    const found: string[] = [];
    for (let place = this.#placeOf(prefix); place < this.#starts.length; place += 1) {
      const { terms } = this.#group(place);
      for (let at = lowerBound(terms, prefix); at < terms.length; at += 1) {
        const term = terms[at] ?? '';
        if (!term.startsWith(prefix)) return found;
        found.push(term);
      }
    }
    return found;
  }

  /** All of it. */
  whole(): DocTerms {
    const terms: string[] = [];
    const counts = [new Uint8Array(this.#size), new Uint8Array(this.#size), new Uint8Array(this.#size)] as const;
    for (const place of this.#starts.keys()) {
      const group = this.#group(place);
      const read = countsIn(group);
      for (const [field, values] of counts.entries()) values.set(read.counts[field] ?? [], terms.length);
      terms.push(...group.terms);
    }
    return { terms, counts, lengths: this.lengths };
  }

  #find(term: string): { readonly group: Group; readonly at: number } | undefined {
    if (this.#size === 0) return undefined;
    const group = this.#group(this.#placeOf(term));
    const at = lowerBound(group.terms, term);
    return group.terms[at] === term ? { group, at } : undefined;
  }

  /** The group in which a term stands if any does. */
  #placeOf(term: string): number {
    this.#heads ??= this.#starts.map((start) => readTerms(new ByteReader(this.#bytes, start), 1)[0] ?? '');
    return Math.max(0, lastNotAfter(this.#heads, term));
  }

  #group(place: number): Group {
    const known = this.#groups[place];
    if (known !== undefined) return known;
    const reader = new ByteReader(this.#bytes, this.#starts[place]);
    const terms = readTerms(reader, Math.min(GROUP_TERMS, this.#size - place * GROUP_TERMS));
    const group = { terms, postings: this.#bytes.subarray(reader.at, this.#starts[place + 1]) };
    this.#groups[place] = group;
    return group;
  }
}

function countsIn({ terms, postings }: Group) {
  const arrays = postingArrays(terms.length);
  readPostings(postings, terms.length, 0, arrays, 0);
  return arrays;
}
