import type { ByField } from './doc-terms.ts';
import { expandWords } from './expand-term.ts';
import type { WeightedTerm, WordGroup } from './expand-term.ts';
import { requiredTerms } from './filter-terms.ts';
import { decodeLength } from './index-view.ts';
import type { DocNumber, IndexView, Postings } from './index-view.ts';
import { parseQuery } from './parse-query.ts';
import type { ParsedQuery } from './parse-query.ts';
import type { TextQuery } from './text-query.ts';
import { bestOf } from './best-of.ts';
import type { Scored } from './best-of.ts';

/** A page by its number in the index. Higher scores are better and comparable within one ranking alone. */
export interface RankedDoc {
  readonly doc: DocNumber;
  readonly score: number;
}

/** A word of the query as the index knows it. */
export interface RankedWord extends WordGroup {
  /** How telling it is: the weight of its rarest term times how rare that is. 0 when no page holds it. */
  readonly worth: number;
}

export interface Ranking {
  /** Best first. */
  readonly hits: readonly RankedDoc[];
  /** All pages that match; phrases are taken for their words. */
  readonly total: number;
  readonly query: ParsedQuery;
  /** In the order of `query.words`: what the text of a hit is to be looked through for. */
  readonly words: readonly RankedWord[];
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

/** A word that more of the pages hold than this tells none of them apart, and costs the most to read. */
const COMMON_SHARE = 0.4;
/** Below this many pages nothing is common, and all of it is cheap. */
const LEAST_COMMON = 1_000;

/**
 * Ranks the pages of an index for a query: BM25 of title, headings and text added, more for pages that hold more of the
 * words. Words of phrases have to be there; whether in a row is for the text to tell. A query of filters alone lists
 * what passes them, latest state first.
 * @throws the signal's reason when aborted
 */
export async function rankPages(
  view: IndexView,
  query: TextQuery,
  limit: number,
  signal: AbortSignal,
): Promise<Ranking> {
  const parsed = parseQuery(query.text);
  const filters = query.filters === undefined ? [] : requiredTerms(query.filters);
  const nothing = { hits: [], total: 0, query: parsed, words: [] };
  if (parsed.words.length === 0 && (filters.length === 0 || parsed.excluded.length > 0)) return nothing;
  const groups = await expandWords(parsed.words, view);
  signal.throwIfAborted();
  const words = groups.map((group) => ({ ...group, worth: worthOf(group, view.live) }));
  const inPhrases = new Set(parsed.phrases.flat().map(({ word }) => word));
  const required = [...filters, ...words.filter(({ word }) => inPhrases.has(word.word)).map(termsOf)];
  const excluded = parsed.excluded.filter((phrase) => phrase.length === 1).flatMap(([word]) => word?.forms ?? []);
  const scored = tellingOf(words, view.live);
  const asked = [...new Set([...scored.flatMap(termsOf), ...required.flat(), ...excluded])];
  const read = await view.postings(asked);
  signal.throwIfAborted();
  const postings = new Map(asked.map((term, at) => [term, read[at]]));
  const allowed = allowedSlots(view, required, excluded, postings);
  const scores = parsed.words.length === 0 ? undefined : scoreSlots(view, scored, postings);
  const { best, total } = bestOf(view, scores ?? latestSlots(view), allowed, limit);
  return { hits: best, total, query: parsed, words };
}

const termsOf = ({ terms }: WordGroup): readonly string[] => terms.map(({ term }) => term);

/** Rarer is more telling. Edited pages count in `df` for a while, so it may pass the number of pages. */
const idfOf = (df: number, live: number): number => Math.log(1 + Math.max(live - df + 0.5, 0.5) / (df + 0.5));

const worthOf = ({ terms }: WordGroup, live: number): number =>
  Math.max(0, ...terms.map(({ spread, weight }) => weight * idfOf(spread, live)));

/** The words worth scoring: those that are not all over the place, unless all are. */
function tellingOf(words: readonly RankedWord[], live: number): readonly RankedWord[] {
  const held = words.filter(({ terms }) => terms.length > 0);
  if (live < LEAST_COMMON) return held;
  const telling = held.filter(({ terms }) => terms.every(({ df }) => df <= COMMON_SHARE * live));
  return telling.length > 0 ? telling : held;
}

/** Whether a slot passes all that is required and nothing that is excluded; `undefined` when nothing is asked. */
function allowedSlots(
  view: IndexView,
  required: readonly (readonly string[])[],
  excluded: readonly string[],
  postings: ReadonlyMap<string, Postings | undefined>,
): ((slot: number) => boolean) | undefined {
  if (required.length === 0 && excluded.length === 0) return undefined;
  const passed = new Uint8Array(view.slots);
  for (const [step, terms] of required.entries()) {
    for (const term of terms) {
      for (const slot of postings.get(term)?.slots ?? []) if (passed[slot] === step) passed[slot] = step + 1;
    }
  }
  for (const term of excluded) for (const slot of postings.get(term)?.slots ?? []) passed[slot] = NEVER;
  return (slot) => passed[slot] === required.length;
}

const NEVER = 255;

/** All slots, the latest state first: then few of them are ever among the best so far. */
function latestSlots({ slots }: IndexView): Scored {
  const latest = new Uint32Array(slots);
  for (let at = 0; at < slots; at += 1) latest[at] = slots - 1 - at;
  return { slots: latest, scores: new Float32Array(slots) };
}

/** The slots that hold any of the words, in no order, and the scores of all. */
function scoreSlots(
  view: IndexView,
  words: readonly RankedWord[],
  postings: ReadonlyMap<string, Postings | undefined>,
): Scored {
  const scores = new Float32Array(view.slots);
  const found = new Float32Array(view.slots);
  const best = new Float32Array(view.slots);
  const touched: number[] = [];
  const holders: number[] = [];
  const weighing = weighingFor(words.length, view.meanLengths[0]);
  const norms = view.meanLengths.map((mean, field) => normsOf(mean, weighing.lengths[field] ?? 0));
  let asked = 0;
  for (const { terms, worth } of words) {
    asked += worth;
    // Of the terms that a word may stand for the best counts: together they would drown the word itself.
    for (const term of terms) {
      const list = postings.get(term.term);
      if (list !== undefined) raise(best, touched, list.slots, scoreTerm(term, list, view, norms, weighing));
    }
    for (const slot of touched) {
      if (scores[slot] === 0) holders.push(slot);
      scores[slot] = (scores[slot] ?? 0) + (best[slot] ?? 0);
      found[slot] = (found[slot] ?? 0) + worth;
      best[slot] = 0;
    }
    touched.length = 0;
  }
  for (const slot of holders) {
    scores[slot] = (scores[slot] ?? 0) * ((found[slot] ?? 0) / asked) ** weighing.coordination;
  }
  return { slots: holders, scores };
}

/** Keeps the better of what a slot has and what it is given, and remembers which slots have something. */
function raise(best: Float32Array, touched: number[], slots: Uint32Array, values: Float32Array): void {
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at] ?? 0;
    const value = values[at] ?? 0;
    const before = best[slot] ?? 0;
    if (value <= before) continue;
    if (before === 0) touched.push(slot);
    best[slot] = value;
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
  return Float32Array.from({ length: 256 }, (_, byte) => K1 * (1 - b + (b * decodeLength(byte)) / Math.max(mean, 1)));
}

/** What one term is worth to each page that holds it: its saturated counts by field, weighted and added. */
function scoreTerm(
  { df, spread, weight }: WeightedTerm,
  { slots, counts }: Postings,
  view: IndexView,
  norms: readonly Float32Array[],
  { weights, fieldwise }: Weighing,
): Float32Array {
  const values = new Float32Array(slots.length);
  for (const [field, worth] of weights.entries()) {
    const count = counts[field] ?? EMPTY;
    const length = view.lengths[field] ?? EMPTY;
    const byLength = norms[field] ?? EMPTY;
    let inField = 0;
    for (let at = 0; at < slots.length; at += 1) if ((count[at] ?? 0) > 0) inField += 1;
    const fieldSpread = (inField * spread) / Math.max(df, 1);
    const idf = fieldwise * idfOf(fieldSpread, view.live) + (1 - fieldwise) * idfOf(spread, view.live);
    const factor = weight * worth * (K1 + 1) * idf;
    for (let at = 0; at < slots.length; at += 1) {
      const times = count[at] ?? 0;
      if (times === 0) continue;
      const norm = byLength[length[slots[at] ?? 0] ?? 0] ?? K1;
      values[at] = (values[at] ?? 0) + (factor * times) / (times + norm);
    }
  }
  return values;
}

const EMPTY = new Uint8Array(0);
