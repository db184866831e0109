import type { ByField } from '../doc-terms.ts';
import type { DocNumber, IndexView, KnownTerm, Postings } from '../index-view.ts';
import { damaged } from './bytes.ts';
import { DeltaTerms } from './delta-terms.ts';
import type { Delta } from './delta.ts';
import { DocRuns, lastUpTo } from './doc-runs.ts';
import type { DictBlock } from './dict-block.ts';
import { blockKey } from './index-rows.ts';
import type { BlockReader, Located } from './block-reader.ts';
import { postingArrays, readPostings } from './posting-list.ts';
import { byUnits } from './segment-builder.ts';
import { blockOf, lengthOf } from './segment.ts';
import type { Segment } from './segment.ts';
import { lowerBound } from './term-list.ts';

/** What a view is made of: everything that is small, of one moment. */
export interface ViewParts {
  readonly segments: readonly Segment[];
  /** In ascending order of docs. */
  readonly deltas: readonly Delta[];
  /** Dead pages within the segments; those that the deltas kill are told by these. */
  readonly dead: readonly DocNumber[];
}

/** Where a term stands in each segment that holds it. */
interface TermPlaces {
  readonly df: number;
  readonly places: readonly (Located & { readonly base: number })[];
}

/** The index over its segments and the changes that wait: slots of one follow those of the other. */
export class PackedView implements IndexView {
  readonly slots: number;
  readonly live: number;
  readonly meanLengths: ByField<number>;
  readonly lengths: ByField<Uint8Array>;
  readonly dead: Uint8Array;

  readonly #segments: readonly Segment[];
  readonly #bases: readonly number[];
  readonly #deltas: DeltaTerms;
  readonly #deltaDocs: DocRuns;
  readonly #blocks: BlockReader;
  readonly #known = new Map<string, TermPlaces>();

  constructor({ segments, deltas, dead }: ViewParts, blocks: BlockReader) {
    this.#blocks = blocks;
    this.#segments = segments;
    this.#deltas = new DeltaTerms(deltas);
    this.#deltaDocs = DocRuns.of(this.#deltas.docs);
    const bases: number[] = [];
    let slots = 0;
    for (const { docs } of segments) {
      bases.push(slots);
      slots += docs.size;
    }
    bases.push(slots);
    this.#bases = bases;
    this.slots = slots + this.#deltaDocs.size;
    this.lengths = [this.#lengthsOf(0), this.#lengthsOf(1), this.#lengthsOf(2)];
    this.dead = new Uint8Array(this.slots);
    const totals: [number, number, number] = [this.#totalOf(0), this.#totalOf(1), this.#totalOf(2)];
    let live = this.slots;
    for (const doc of [...dead, ...deltas.flatMap(({ kills }) => kills)]) {
      const slot = this.#slotOf(doc);
      if (slot === undefined || this.dead[slot] === 1) continue;
      this.dead[slot] = 1;
      live -= 1;
      for (const [field, lengths] of this.lengths.entries())
        totals[field] = (totals[field] ?? 0) - lengthOf(lengths[slot] ?? 0);
    }
    this.live = live;
    const [title, lead, body] = totals;
    const pages = Math.max(live, 1);
    this.meanLengths = [title / pages, lead / pages, body / pages];
  }

  docOf(slot: number): DocNumber {
    const at = lastUpTo(this.#bases, slot);
    const docs = this.#segments[at]?.docs ?? this.#deltaDocs;
    return docs.docOf(slot - (this.#bases[at] ?? 0));
  }

  async find(terms: readonly string[]): Promise<readonly (KnownTerm | undefined)[]> {
    await this.#locate(terms);
    return terms.map((term) => {
      const df = (this.#known.get(term)?.df ?? 0) + this.#deltas.df(term);
      return df === 0 ? undefined : { term, df };
    });
  }

  async startingWith(prefix: string): Promise<readonly KnownTerm[]> {
    // No term is greater than one that goes on with the greatest unit for ever; a few of them are as good.
    const end = `${prefix}\uFFFF\uFFFF`;
    const keys = this.#segments.map((segment) => {
      const first = Math.max(blockOf(segment, prefix), 0);
      const count = Math.max(blockOf(segment, end) - first + 1, 0);
      return Array.from({ length: count }, (_, at) => blockKey(segment.id, first + at));
    });
    const blocks = await this.#blocks.dict(keys.flat());
    const dfs = new Map<string, number>();
    const count = (term: string, df: number): void => void dfs.set(term, (dfs.get(term) ?? 0) + df);
    for (const key of keys.flat()) countTerms(blockAt(blocks, key), prefix, count);
    for (const [term, df] of this.#deltas.startingWith(prefix)) count(term, df);
    return [...dfs].map(([term, df]) => ({ term, df })).toSorted((one, other) => byUnits(one.term, other.term));
  }

  async postings(terms: readonly string[]): Promise<readonly Postings[]> {
    await this.#locate(terms);
    const known = terms.map((term) => this.#known.get(term));
    const lists = await this.#blocks.lists(known.flatMap((one) => one?.places ?? []));
    let next = 0;
    return terms.map((term, at) => {
      const { df, places } = known[at] ?? { df: 0, places: [] };
      const arrays = postingArrays(df + this.#deltas.df(term));
      let from = 0;
      for (const place of places) {
        readPostings(lists[next] ?? new Uint8Array(), place.df, place.base, arrays, from);
        from += place.df;
        next += 1;
      }
      this.#deltas.read(term, this.#bases.at(-1) ?? 0, arrays, from);
      return arrays;
    });
  }

  /** Finds out where terms stand that were not asked for before. */
  async #locate(terms: readonly string[]): Promise<void> {
    const asked = [...new Set(terms)].filter((term) => !this.#known.has(term));
    const wanted = asked.map((term) =>
      this.#segments.flatMap((segment, at) => {
        const block = blockOf(segment, term);
        return block < 0 ? [] : [{ segment, base: this.#bases[at] ?? 0, key: blockKey(segment.id, block) }];
      }),
    );
    const blocks = await this.#blocks.dict(wanted.flat().map(({ key }) => key));
    for (const [at, term] of asked.entries()) {
      const places = (wanted[at] ?? []).flatMap(({ segment, base, key }) => {
        const block = blockAt(blocks, key);
        const entry = lowerBound(block.terms, term);
        if (block.terms[entry] !== term) return [];
        return [{ segment: segment.id, base, block, entry, df: block.dfs[entry] ?? 0 }];
      });
      this.#known.set(term, { df: places.reduce((sum, { df }) => sum + df, 0), places });
    }
  }

  #slotOf(doc: DocNumber): number | undefined {
    const at = this.#segments.findIndex(({ docs }) => docs.size > 0 && docs.docOf(docs.size - 1) >= doc);
    const slot = (at < 0 ? this.#deltaDocs : this.#segments[at]?.docs)?.slotOf(doc);
    return slot === undefined ? undefined : slot + (this.#bases.at(at) ?? 0);
  }

  #lengthsOf(field: 0 | 1 | 2): Uint8Array {
    const [first, ...more] = this.#segments;
    // As it mostly is: nothing waits, and there is nothing to put together.
    if (first?.docs.size === this.slots && more.length === 0) return first.lengths[field];
    const lengths = new Uint8Array(this.slots);
    for (const [at, segment] of this.#segments.entries()) lengths.set(segment.lengths[field], this.#bases[at]);
    const base = this.#bases.at(-1) ?? 0;
    for (const slot of this.#deltas.docs.keys()) lengths[base + slot] = this.#deltas.lengthOf(slot, field);
    return lengths;
  }

  #totalOf(field: 0 | 1 | 2): number {
    const packed = this.#segments.reduce((sum, { totals }) => sum + totals[field], 0);
    const waiting = this.lengths[field].subarray(this.#bases.at(-1) ?? 0);
    return waiting.reduce((sum, byte) => sum + lengthOf(byte), packed);
  }
}

function countTerms(block: DictBlock, prefix: string, count: (term: string, df: number) => void): void {
  for (let at = lowerBound(block.terms, prefix); block.terms[at]?.startsWith(prefix) === true; at += 1) {
    count(block.terms[at] ?? '', block.dfs[at] ?? 0);
  }
}

function blockAt(blocks: ReadonlyMap<number, DictBlock>, key: number): DictBlock {
  const block = blocks.get(key);
  if (block === undefined) throw damaged('a block was not read');
  return block;
}
