import { expandWords } from './expand-term.ts';
import type { WordGroup } from './expand-term.ts';
import { requiredTerms } from './filter-terms.ts';
import type { DocNumber, IndexView, Postings } from './index-view.ts';
import { parseQuery } from './parse-query.ts';
import type { ParsedQuery } from './parse-query.ts';
import type { TextQuery } from './text-query.ts';
import { bestOf } from './best-of.ts';
import type { Scored } from './best-of.ts';
import { idfOf, scoreSlots } from './score-slots.ts';
import type { RankedWord } from './score-slots.ts';

/** A page by its number in the index. Higher scores are better and comparable within one ranking alone. */
export interface RankedDoc {
  readonly doc: DocNumber;
  readonly score: number;
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
