import { queryWords } from '../fulltext/query-terms.ts';
import { termsOf } from '../text/terms.ts';

/** Tells which words of a text a query asks for. */
export interface WordMatcher {
  /** How many different words of the query the text holds. */
  count(text: string): number;
  /** The text cut in runs; joined they are the text again. */
  runs(text: string): readonly { readonly text: string; readonly hit: boolean }[];
}

const EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]/u;
const STEMMERS = ['en', 'de', 'ar', 'xx'];

export function matchWords(query: string): WordMatcher {
  const words = queryWords(query);
  const placeOf = (term: string): number =>
    words.findIndex(
      ({ forms, open }) =>
        forms.includes(term) || (open && forms.some((form) => form.length > 1 && term.startsWith(form))),
    );
  const known = new Map<string, readonly number[]>();
  const places = (word: string): readonly number[] => {
    const before = known.get(word);
    if (before) return before;
    const terms = new Set(STEMMERS.flatMap((language) => termsOf(word, language)));
    const found = [...terms].map(placeOf).filter((place) => place >= 0);
    known.set(word, found);
    return found;
  };
  return {
    count: (text) => new Set((text.match(WORD) ?? []).flatMap(places)).size,
    runs: (text) => joinEqual(text.split(AROUND_WORDS).flatMap((part) => cut(part, places))),
  };
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const AROUND_WORDS = /([\p{L}\p{M}\p{N}]+)/u;

interface Run {
  readonly text: string;
  readonly hit: boolean;
}

/** A word is a hit as a whole; where words are not spaced, the pairs of characters that were asked for are. */
function cut(part: string, places: (word: string) => readonly number[]): readonly Run[] {
  if (!EASTERN.test(part)) return [{ text: part, hit: places(part).length > 0 }];
  const characters = Array.from(part);
  const hits = characters.map((character) => characters.length === 1 && places(character).length > 0);
  for (let at = 0; at + 1 < characters.length; at += 1) {
    if (places(`${characters[at] ?? ''}${characters[at + 1] ?? ''}`).length === 0) continue;
    hits[at] = true;
    hits[at + 1] = true;
  }
  return characters.map((text, at) => ({ text, hit: hits[at] ?? false }));
}

function joinEqual(runs: readonly Run[]): readonly Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (run.text === '') continue;
    if (last?.hit === run.hit) joined[joined.length - 1] = { text: last.text + run.text, hit: run.hit };
    else joined.push(run);
  }
  return joined;
}
