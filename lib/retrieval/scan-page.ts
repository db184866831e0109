import type { Phrase } from '../fulltext/parse-query.ts';
import type { Block } from '../text/block.ts';
import { eachWord, UNSTEMMED } from '../text/terms.ts';
import type { WordVisitor } from '../text/terms.ts';
import type { WordMatcher } from './match-words.ts';

/** A page as far as its text is looked through. */
export interface ScannedPage {
  readonly title: string;
  readonly properties?: readonly { readonly name: string; readonly text: string }[];
  readonly blocks: readonly Block[];
}

/** What one stretch of text holds of a query. */
export interface Scan {
  /** Places in the query of the words that it holds. */
  readonly held: ReadonlySet<number>;
  /** For each word of the query and the one after it how near they stand, 1 for side by side and 0 for apart. */
  readonly near: readonly number[];
  /** How many of its words were not asked for. */
  readonly others: number;
}

/** Looks through a text once. `words` counts those of the query. */
export function scanText(text: string, matcher: WordMatcher, words: number): Scan {
  const held = new Set<number>();
  const near: number[] = [];
  const last: number[] = [];
  let at = 0;
  let others = 0;
  const look: WordVisitor = ({ word }, _from, _to, extra) => {
    if (extra) return;
    at += 1;
    const places = matcher.places(word);
    if (places.length === 0) others += 1;
    for (const place of places) {
      held.add(place);
      last[place] = at;
      // In the order asked a pair is as near as it stands; turned round it is half a word further apart.
      if (place > 0) raise(near, place - 1, at - (last[place - 1] ?? -Infinity));
      if (place + 1 < words) raise(near, place, at - (last[place + 1] ?? -Infinity) + 0.5);
    }
  };
  eachWord(text, UNSTEMMED, look, matcher.initials);
  return { held, near, others };
}

function raise(near: number[], pair: number, distance: number): void {
  if (distance < 1) return;
  near[pair] = Math.max(near[pair] ?? 0, 1 / distance ** 2);
}

/** Whether the words of a phrase stand in a row in one stretch of the page, just as they were typed. */
export function holdsPhrase({ title, properties = [], blocks }: ScannedPage, phrase: Phrase): boolean {
  const isIn = (text: string): boolean => {
    const words: string[] = [];
    eachWord(text, 'en', ({ word }, _from, _to, extra) => {
      if (!extra) words.push(word);
    });
    return words.some((_, from) =>
      phrase.every(({ word, open }, at) => {
        const said = words[from + at];
        return said === word || (open && said?.startsWith(word) === true);
      }),
    );
  };
  return isIn(title) || blocks.some(({ text }) => isIn(text)) || properties.some(({ text }) => isIn(text));
}
