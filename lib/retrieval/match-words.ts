import { parseQuery } from '../fulltext/parse-query.ts';
import type { QueryWord } from '../fulltext/parse-query.ts';
import { eachWord, formsOf } from '../text/terms.ts';

/** A word to look for, and the terms that an index found for it: longer words, or near ones when it is misspelt. */
export interface Sought {
  readonly word: QueryWord;
  readonly terms?: readonly { readonly term: string }[];
}

/** A text in runs; joined they are the text again. */
export type Runs = readonly { readonly text: string; readonly hit: boolean }[];

/** Tells which words of a text a query asks for. */
export interface WordMatcher {
  /** Places in the query of the words that a word of a text (folded) is a form of. */
  places(word: string): readonly number[];
  /** How many different words of the query the text holds. */
  count(text: string): number;
  runs(text: string): Runs;
}

const NOWHERE: readonly number[] = [];

/** No form of a plain word begins with another letter than the word: most words of a text are told apart by that alone. */
const isOther = (word: string, initials: ReadonlySet<string>): boolean =>
  word.charCodeAt(0) < 128 && !initials.has(word.charAt(0));

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
  const initials = new Set([...byTerm.keys(), ...open.map(([, one]) => one.word.word)].map((term) => term.charAt(0)));
  const places = (word: string): readonly number[] => {
    if (isOther(word, initials)) return NOWHERE;
    const before = known.get(word);
    if (before !== undefined) return before;
    const begun = open.filter(([, one]) => word.startsWith(one.word.word)).map(([place]) => place);
    const found = [...new Set([...formsOf(word).flatMap((form) => byTerm.get(form) ?? []), ...begun])];
    known.set(word, found);
    return found;
  };
  return {
    places,
    count(text) {
      const found = new Set<number>();
      eachWord(text, 'en', ({ word }) => {
        for (const place of places(word)) found.add(place);
      });
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
      eachWord(text, 'en', ({ word }, from, to) => {
        if (places(word).length === 0) return;
        add(from, false);
        add(to, true);
      });
      add(text.length, false);
      return runs;
    },
  };
}
