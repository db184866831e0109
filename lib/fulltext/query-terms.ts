import { fold } from '../text/fold.ts';
import { termsOf } from '../text/terms.ts';

/** One word of a query and every form under which a page may hold it. */
export interface QueryWord {
  readonly forms: readonly string[];
  /** The person may still be typing it: longer words match too. */
  readonly open: boolean;
}

/** Languages whose endings are cut in different ways; `xx` stands for all that are cut to their first letters. */
const STEMMERS = ['en', 'de', 'ar', 'xx'];

/**
 * Cuts a query into words. Its language is not known, so each word is looked for under every stem it may have.
 * Stop words count only when the query has nothing else. The last word is open unless a space follows it.
 */
export function queryWords(query: string): readonly QueryWord[] {
  const words = fold(query).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const open = /[\p{L}\p{M}\p{N}]$/u.test(query);
  const read = words.flatMap((word, at) => wordsIn(word, open && at === words.length - 1));
  const telling = read.filter((word) => !word.common);
  return (telling.length > 0 ? telling : read).map(({ forms, open: stillOpen }) => ({ forms, open: stillOpen }));
}

function wordsIn(word: string, open: boolean): readonly (QueryWord & { readonly common: boolean })[] {
  const pairs = termsOf(word, 'ja');
  const english = termsOf(word, 'en');
  // Chinese and Japanese give a term for each pair of characters, and each is looked for.
  if (pairs.length > 1) return pairs.map((pair) => ({ forms: [pair], open: false, common: false }));
  const forms = new Set(STEMMERS.flatMap((language) => termsOf(word, language)));
  forms.add(word);
  return [{ forms: [...forms], open, common: english.length === 0 || termsOf(word, 'de').length === 0 }];
}
