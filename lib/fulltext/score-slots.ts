import type { ByField } from './doc-terms.ts';
import type { WeightedTerm, WordGroup } from './expand-term.ts';
import { decodeLength } from './index-view.ts';
import type { IndexView, Postings } from './index-view.ts';
import type { Scored } from './best-of.ts';

/** A word of the query as the index knows it. */
export interface RankedWord extends WordGroup {
  /** How telling it is: the weight of its rarest term times how rare that is. 0 when no page holds it. */
  readonly worth: number;
}

/** Saturation of BM25. */
const K1 = 1.2;

/** How fields are weighed against one another. */
interface Weighing {
  /** What a word in each field is worth. */
  readonly weights: ByField<number>;
  /** How much a long field takes from its words, 0 to 1. */
  readonly lengths: ByField<number>;
  /** How much a page gains by holding all words. */
  readonly coordination: number;
  /** Whether a word is rare goes by its field (1) or by the page (0). */
  readonly fieldwise: number;
}

/** A few words name the page that is meant: what stands in few titles tells much where it stands in one. */
const NAMING: Weighing = { weights: [2.5, 0.8, 1], lengths: [0.9, 0.2, 0.7], coordination: 0.25, fieldwise: 1 };
/** Many words describe what is meant, and a title may hold some of them by chance. */
const DESCRIBING: Weighing = { weights: [2, 0.5, 1], lengths: [0.75, 0.75, 0.75], coordination: 0.5, fieldwise: 0 };
/** Words up to which a query or the usual title names, and from which on it describes. */
const NAMING_WORDS = 4;
const DESCRIBING_WORDS = 9;

/** Rarer is more telling. Edited pages count in `df` for a while, so it may pass the number of pages. */
export const idfOf = (df: number, live: number): number => Math.log(1 + Math.max(live - df + 0.5, 0.5) / (df + 0.5));

/** The slots that hold any of the words, in no order, and the scores of all. */
export function scoreSlots(
  view: IndexView,
  words: readonly RankedWord[],
  postings: ReadonlyMap<string, Postings | undefined>,
): Scored {
  const weighing = weighingFor(words.length, view.meanLengths[0]);
  const norms = view.meanLengths.map((mean, field) => normsOf(mean, weighing.lengths[field] ?? 0));
  const sums = new Sums(view.slots);
  let asked = 0;
  for (const { terms, worth } of words) {
    asked += worth;
    const lists = terms.flatMap((term) => {
      const list = postings.get(term.term);
      return list === undefined || list.slots.length === 0
        ? []
        : [{ list, valueOf: valuesOf(term, list, view, norms, weighing) }];
    });
    sums.addWord(lists, worth);
  }
  return sums.scored(asked, weighing.coordination);
}

type ValueOf = (at: number) => number;

/** A share of the worth of all words is told apart from another in steps of this many. */
const SHARE_STEPS = 0xff_ff;

/** What slots are worth so far. Its loops are all that a query costs over many pages: they are plain on purpose. */
class Sums {
  readonly #scores: Float32Array;
  /** Worth of the words that a slot holds. */
  readonly #found: Float32Array;
  /** Best of the terms that stand for the word at hand. */
  readonly #best: Float32Array;
  readonly #holders: Uint32Array;
  #count = 0;

  constructor(slots: number) {
    this.#scores = new Float32Array(slots);
    this.#found = new Float32Array(slots);
    this.#best = new Float32Array(slots);
    this.#holders = new Uint32Array(slots);
  }

  /** Of the terms that a word may stand for the best counts: together they would drown the word itself. */
  addWord(lists: readonly { readonly list: Postings; readonly valueOf: ValueOf }[], worth: number): void {
    const [longest, ...others] = lists.toSorted((one, other) => other.list.slots.length - one.list.slots.length);
    if (longest === undefined) return;
    const best = this.#best;
    const touched: number[] = [];
    for (const { list, valueOf } of others) {
      const { slots } = list;
      for (let at = 0; at < slots.length; at += 1) {
        const slot = slots[at] ?? 0;
        const value = valueOf(at);
        const before = best[slot] ?? 0;
        if (value <= before) continue;
        if (before === 0) touched.push(slot);
        best[slot] = value;
      }
    }
    this.#addLongest(longest.list.slots, longest.valueOf, worth, touched.length > 0);
    for (const slot of touched) {
      const value = best[slot] ?? 0;
      if (value === 0) continue;
      best[slot] = 0;
      if (this.#scores[slot] === 0) this.#holders[this.#count++] = slot;
      this.#scores[slot] = (this.#scores[slot] ?? 0) + value;
      this.#found[slot] = (this.#found[slot] ?? 0) + worth;
    }
  }

  #addLongest(slots: Uint32Array, valueOf: ValueOf, worth: number, hasOthers: boolean): void {
    const scores = this.#scores;
    const found = this.#found;
    const best = this.#best;
    const holders = this.#holders;
    let count = this.#count;
    for (let at = 0; at < slots.length; at += 1) {
      const slot = slots[at] ?? 0;
      let value = valueOf(at);
      if (hasOthers) {
        const other = best[slot] ?? 0;
        if (other > value) value = other;
        best[slot] = 0;
      }
      if (value <= 0) continue;
      const before = scores[slot] ?? 0;
      if (before === 0) holders[count++] = slot;
      scores[slot] = before + value;
      found[slot] = (found[slot] ?? 0) + worth;
    }
    this.#count = count;
  }

  /** @param asked worth of all words: a page that holds few of them loses by `coordination` */
  scored(asked: number, coordination: number): Scored {
    const scores = this.#scores;
    const found = this.#found;
    const slots = this.#holders.subarray(0, this.#count);
    // A power is dear, and pages hold few different choices of words: each is worked out once.
    const shares = new Float32Array(SHARE_STEPS + 1);
    const scale = SHARE_STEPS / Math.max(asked, Number.MIN_VALUE);
    for (let at = 0; at < slots.length; at += 1) {
      const slot = slots[at] ?? 0;
      const step = Math.min(SHARE_STEPS, Math.round((found[slot] ?? 0) * scale));
      let share = shares[step] ?? 0;
      if (share === 0) {
        share = (step / SHARE_STEPS) ** coordination;
        shares[step] = share;
      }
      scores[slot] = (scores[slot] ?? 0) * share;
    }
    return { slots, scores };
  }
}

/** Between the two, by the length of the query and by that of titles, whichever describes more. */
function weighingFor(words: number, meanTitle: number): Weighing {
  const length = Math.max(words, meanTitle);
  const share = Math.min(1, Math.max(0, (length - NAMING_WORDS) / (DESCRIBING_WORDS - NAMING_WORDS)));
  const mix = (naming: number, describing: number): number => naming + share * (describing - naming);
  const mixAll = (one: ByField<number>, other: ByField<number>): ByField<number> => [
    mix(one[0], other[0]),
    mix(one[1], other[1]),
    mix(one[2], other[2]),
  ];
  return {
    weights: mixAll(NAMING.weights, DESCRIBING.weights),
    lengths: mixAll(NAMING.lengths, DESCRIBING.lengths),
    coordination: mix(NAMING.coordination, DESCRIBING.coordination),
    fieldwise: mix(NAMING.fieldwise, DESCRIBING.fieldwise),
  };
}

/** What the length of a field does to its counts, for each byte that a length may be. */
function normsOf(mean: number, b: number): Float32Array {
  const norms = new Float32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    norms[byte] = K1 * (1 - b + (b * decodeLength(byte)) / Math.max(mean, 1));
  }
  return norms;
}

/** What one term is worth to each page that holds it: its saturated counts by field, weighted and added. */
function valuesOf(
  { df, spread, weight }: WeightedTerm,
  { slots, counts, held }: Postings,
  view: IndexView,
  norms: readonly Float32Array[],
  { weights, fieldwise }: Weighing,
): ValueOf {
  const factor = (field: 0 | 1 | 2): number => {
    const fieldSpread = (held[field] * spread) / Math.max(df, 1);
    const idf = fieldwise * idfOf(fieldSpread, view.live) + (1 - fieldwise) * idfOf(spread, view.live);
    return weight * weights[field] * (K1 + 1) * idf;
  };
  const [titleWorth, leadWorth, bodyWorth] = [factor(0), factor(1), factor(2)];
  const [titles, leads, bodies] = counts;
  const [titleLengths, leadLengths, bodyLengths] = view.lengths;
  const [titleNorms = NONE, leadNorms = NONE, bodyNorms = NONE] = norms;
  // Six of seven stand in the text alone.
  return (at) => {
    const slot = slots[at] ?? 0;
    const inTitle = titles[at] ?? 0;
    const inLead = leads[at] ?? 0;
    const inBody = bodies[at] ?? 0;
    let value = 0;
    if (inBody > 0) value = (bodyWorth * inBody) / (inBody + (bodyNorms[bodyLengths[slot] ?? 0] ?? K1));
    if (inTitle > 0) value += (titleWorth * inTitle) / (inTitle + (titleNorms[titleLengths[slot] ?? 0] ?? K1));
    if (inLead > 0) value += (leadWorth * inLead) / (inLead + (leadNorms[leadLengths[slot] ?? 0] ?? K1));
    return value;
  };
}

const NONE = new Float32Array(0);
