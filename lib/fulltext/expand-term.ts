import type { IndexView, KnownTerm } from './index-view.ts';
import type { QueryWord } from './parse-query.ts';
import { slipsAway } from './slips.ts';

/** What one word of a query stands for in an index: terms that it holds, each with its weight and spread. */
export interface WordGroup {
  readonly word: QueryWord;
  readonly terms: readonly WeightedTerm[];
}

export interface WeightedTerm extends KnownTerm {
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
      for (const term of asked[at] ?? []) {
        const one = known.get(term);
        if (one !== undefined) terms.set(term, { ...one, weight: word.forms.includes(term) ? 1 : BEGUN });
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
 * The nearest terms: one slip away for a word of 4 to 7 letters, two for a longer one. The first letter is taken to be
 * right. A slip may stand in an ending that stemming would have cut, so each way to undo one is stemmed and looked up.
 */
async function nearWords({ word, forms }: QueryWord, view: IndexView): Promise<readonly WeightedTerm[]> {
  if (word.length < 4 || /\d/.test(word)) return [];
  const candidates = await view.startingWith(word.charAt(0));
  const limit = word.length < 8 ? 1 : 2;
  let least = limit;
  const near: KnownTerm[] = [];
  for (const known of candidates) {
    const slips = Math.min(...forms.map((form) => slipsAway(form, known.term, least)));
    if (slips > least) continue;
    if (slips < least) {
      near.length = 0;
      least = slips;
    }
    near.push(known);
  }
  return commonest(near, MOST_NEAR).map((known) => ({ ...known, weight: NEAR }));
}
