import { parseQuery } from '../fulltext/parse-query.ts';
import type { QueryWord } from '../fulltext/parse-query.ts';
import { eachWord, formsOf, UNSTEMMED } from '../text/terms.ts';
import type { Initials, WordVisitor } from '../text/terms.ts';

/** A word to look for, and the terms that an index found for it: longer words, or near ones when it is misspelt. */
export interface Sought {
  readonly word: QueryWord;
  readonly terms?: readonly { readonly term: string }[];
}

/** A text in runs; joined they are the text again. */
export type Runs = readonly { readonly text: string; readonly hit: boolean }[];

/** Tells which words of a text a query asks for. */
export interface WordMatcher {
  /** How words begin that `places` may know. */
  readonly initials: Initials;
  /** Places in the query of the words that a word of a text (folded) is a form of. */
  places(word: string): readonly number[];
  /** How many different words of the query the text holds. */
  count(text: string): number;
  runs(text: string): Runs;
}

const NOWHERE: readonly number[] = [];

/** No form of a plain word begins with another letter than the word: most words of a text are told apart by that alone. */
function initialsOf(terms: readonly string[]): Initials {
  const initials = new Uint8Array(128);
  for (const term of terms) {
    for (const letter of [term.charAt(0), term.charAt(0).toUpperCase()]) {
      if (letter < '\u0080') initials[letter.charCodeAt(0)] = 1;
    }
  }
  return initials;
}

/** Matches by the analysis of the index: whatever a search found a page by is found in its text. */
export function matchWords(asked: string | readonly Sought[]): WordMatcher {
  const sought = typeof asked === 'string' ? parseQuery(asked).words.map((word): Sought => ({ word })) : asked;
  const byTerm = new Map<string, number[]>();
  for (const [place, { word, terms = [] }] of sought.entries()) {
    for (const term of new Set([...word.forms, ...terms.map((one) => one.term)])) {
      byTerm.set(term, [...(byTerm.get(term) ?? []), place]);
    }
  }
  const open = [...sought.entries()].filter(([, { word }]) => word.open);
  const known = new Map<string, readonly number[]>();
  const initials = initialsOf([...byTerm.keys(), ...open.map(([, one]) => one.word.word)]);
  const places = (word: string): readonly number[] => {
    if (initials[word.charCodeAt(0)] === 0) return NOWHERE;
    const before = known.get(word);
    if (before !== undefined) return before;
    const begun = open.filter(([, one]) => word.startsWith(one.word.word)).map(([place]) => place);
    const found = [...new Set([...formsOf(word).flatMap((form) => byTerm.get(form) ?? []), ...begun])];
    known.set(word, found);
    return found;
  };
  return {
    initials,
    places,
    count(text) {
      const found = new Set<number>();
      const note: WordVisitor = ({ word }) => {
        for (const place of places(word)) found.add(place);
      };
      eachWord(text, UNSTEMMED, note, initials);
      return found.size;
    },
    runs(text) {
      const runs: { text: string; hit: boolean }[] = [];
      let done = 0;
      const add = (to: number, hit: boolean): void => {
        if (to <= done) return;
        const last = runs.at(-1);
        const part = text.slice(done, to);
        if (last?.hit === hit) last.text += part;
        else runs.push({ text: part, hit });
        done = to;
      };
      const mark: WordVisitor = ({ word }, from, to) => {
        if (places(word).length === 0) return;
        add(from, false);
        add(to, true);
      };
      eachWord(text, UNSTEMMED, mark, initials);
      add(text.length, false);
      return runs;
    },
  };
}
