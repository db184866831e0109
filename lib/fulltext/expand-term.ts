import { formsOf } from '../text/terms.ts';
import type { IndexView, KnownTerm } from './index-view.ts';
import type { QueryWord } from './parse-query.ts';
import { oneSlipFrom, slipsAway } from './slips.ts';

/** What one word of a query stands for in an index: terms that it holds, each with its weight and spread. */
export interface WordGroup {
  readonly word: QueryWord;
  readonly terms: readonly WeightedTerm[];
}

export interface WeightedTerm extends KnownTerm {
  /** Pages that hold the word under any of its forms: a form of another language is no rarer than the word. */
  readonly spread: number;
  /** 1 for the word itself, less for what it may be the beginning or a misspelling of. */
  readonly weight: number;
}

/** Terms that a word may stand for when it is a beginning, and when it is misspelt. */
const MOST_BEGUN = 20;
const MOST_NEAR = 3;
/** What the best longer word is worth, and how a longer ending costs. */
const BEGUN = 0.5;
const PER_LETTER = 0.3;
const NEAR = 0.8;
/** Shorter words begin too many others. */
const LEAST_OPEN = 2;

/**
 * Looks up what each word of a query stands for. An open word also stands for the commonest that it begins, and for the
 * stems that it has outgrown ("manageme" for "manag"); a word that no page holds stands for the nearest that one does.
 * Two reads of the index, three when a word is unknown.
 */
export async function expandWords(words: readonly QueryWord[], view: IndexView): Promise<readonly WordGroup[]> {
  const asked = words.map((word) => [...word.forms, ...(word.open ? outgrown(word.word) : [])]);
  const flat = [...new Set(asked.flat())];
  const begun = Promise.all(words.map((word) => longerWords(word, view)));
  const found = await view.find(flat);
  const known = new Map(flat.map((term, at) => [term, found[at]]));
  const longer = await begun;
  return Promise.all(
    words.map(async (word, at) => {
      const terms = new Map<string, WeightedTerm>();
      const own = word.forms.flatMap((form) => known.get(form) ?? []);
      const spread = own.reduce((sum, { df }) => sum + df, 0);
      for (const one of own) terms.set(one.term, { ...one, spread, weight: 1 });
      for (const term of asked[at] ?? []) {
        const one = terms.has(term) ? undefined : known.get(term);
        if (one !== undefined) terms.set(term, { ...one, spread: one.df, weight: BEGUN });
      }
      for (const term of longer[at] ?? []) if (!terms.has(term.term)) terms.set(term.term, term);
      if (terms.size === 0) for (const term of await nearWords(word, view)) terms.set(term.term, term);
      return { word, terms: [...terms.values()] };
    }),
  );
}

async function longerWords({ word, open }: QueryWord, view: IndexView): Promise<readonly WeightedTerm[]> {
  if (!open || (word.length < LEAST_OPEN && ASCII_LETTER.test(word))) return [];
  const all = await view.startingWith(word);
  return commonest(all, MOST_BEGUN).map((known) => ({
    ...known,
    spread: known.df,
    weight: (BEGUN * word.length) / (word.length + PER_LETTER * (known.term.length - word.length)),
  }));
}

const ASCII_LETTER = /^[a-z0-9]$/;

function commonest(terms: readonly KnownTerm[], most: number): readonly KnownTerm[] {
  return terms.toSorted((one, other) => other.df - one.df).slice(0, most);
}

/** Stems that the word has outgrown on its way to a longer form: up to four letters shorter. */
function outgrown(word: string): readonly string[] {
  if (!/^[a-z]{5,}$/.test(word)) return [];
  return [1, 2, 3, 4].map((cut) => word.slice(0, -cut)).filter((term) => term.length >= 3);
}

/**
 * The nearest terms: one slip away for a word of 4 to 7 letters, two for a longer one. They begin with the word's first
 * letter, or with its second where a letter slipped in before it or two were swapped.
 */
async function nearWords({ word, forms }: QueryWord, view: IndexView): Promise<readonly WeightedTerm[]> {
  if (word.length < LEAST_NEAR || /\d/.test(word)) return [];
  const beginnings = [...new Set([word.charAt(0), word.charAt(1)])];
  const candidates = (await Promise.all(beginnings.map((letter) => view.startingWith(letter)))).flat();
  const here = undone(word, candidates);
  const oneAway = here.length > 0 ? here : await undoneFirst(word, beginnings, view);
  const near = oneAway.length > 0 ? oneAway : nearest(forms, candidates, word.length < TWO_SLIPS ? 1 : 2);
  return commonest(near, MOST_NEAR).map((known) => ({ ...known, spread: known.df, weight: NEAR }));
}

/** Letters from which on a word may be misspelt, and may be so twice. */
const LEAST_NEAR = 4;
const TWO_SLIPS = 8;
const PLAIN = /^[a-z]+$/;

/** A slip may stand in an ending that stemming would have cut: each way to undo one is stemmed and looked up. */
function undone(word: string, candidates: readonly KnownTerm[]): readonly KnownTerm[] {
  if (!PLAIN.test(word)) return [];
  const known = new Map(candidates.map((candidate) => [candidate.term, candidate]));
  const found = new Set<KnownTerm>();
  for (const mended of oneSlipFrom(word)) {
    for (const form of formsOf(mended)) {
      const candidate = known.get(form);
      if (candidate !== undefined) found.add(candidate);
    }
  }
  return [...found];
}

/** The same for another first letter: few terms, each asked for by itself. */
async function undoneFirst(
  word: string,
  beginnings: readonly string[],
  view: IndexView,
): Promise<readonly KnownTerm[]> {
  if (!PLAIN.test(word)) return [];
  const mended = [...oneSlipFrom(word)].filter((one) => !beginnings.includes(one.charAt(0)));
  const found = await view.find([...new Set(mended.flatMap(formsOf))]);
  return found.filter((known) => known !== undefined);
}

function nearest(forms: readonly string[], candidates: readonly KnownTerm[], limit: number): readonly KnownTerm[] {
  let least = limit;
  let near: KnownTerm[] = [];
  for (const known of candidates) {
    const slips = Math.min(...forms.map((form) => slipsAway(form, known.term, least)));
    if (slips > least) continue;
    if (slips < least) near = [];
    least = slips;
    near.push(known);
  }
  return near;
}
