import { lazily } from '../base/lazily.ts';
import type { Runs } from './match-words.ts';

/** Words that a person types, without marks of the query language. */
const words = lazily(() => /[\p{L}\p{M}\p{N}]+/gu);
const aroundWords = lazily(() => /([\p{L}\p{M}\p{N}]+)/u);
const noSpaces = lazily(() => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u);

/**
 * A title with the words marked that begin as a word of the query does. Knows no word forms: it is for every key that is
 * typed, where a snippet is not there yet.
 */
export function markTitle(title: string, query: string): Runs {
  const asked = [...query.replaceAll(/(?<=^|\s)-\S+/g, '').matchAll(words())].map(([word]) => plain(word));
  if (asked.length === 0) return title === '' ? [] : [{ text: title, hit: false }];
  const isHit = (word: string): boolean => {
    const said = plain(word);
    return asked.some((begin) => (noSpaces().test(begin) ? said.includes(begin) : said.startsWith(begin)));
  };
  return title
    .split(aroundWords())
    .map((text, at) => ({ text, hit: at % 2 === 1 && isHit(text) }))
    .filter(({ text }) => text !== '');
}

const plain = (word: string): string => word.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase();
