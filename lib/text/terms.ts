import { wordsOf } from './languages.ts';
import { STOP_WORDS } from './stop-words.ts';
import { stem } from './stem.ts';

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Runs of one kind inside a word: "1998年" and "J-CASTニュース" hold words of two scripts. */
const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+|[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const EASTERN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]/u;
const UNSPACED = /^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const ASCII = /^[a-z0-9]+$/;
const HIRAGANA = /^[\u3040-\u309F]+$/;

/** Pairs of hiragana are mostly endings: they help to find a text and do not tell what it is about. */
export const isGrammar = (term: string): boolean => HIRAGANA.test(term);

/** Lower case, one form per character, Arabic without vowel signs and with one form of alef. */
export function fold(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase();
  return /[\u0600-\u06FF]/.test(lower)
    ? lower
        .replaceAll(/[\u064B-\u065F\u0670\u0640]/g, '')
        .replaceAll(/[أإآٱ]/g, 'ا')
        .replaceAll('ى', 'ي')
    : lower;
}

/** A word without its accents, so that a person may leave them out. */
const bare = (word: string): string => (ASCII.test(word) ? word : word.normalize('NFD').replaceAll(/\p{M}/gu, ''));

/**
 * What a text is about, as terms that equal words share: stems without stop words, pairs of characters for Chinese and
 * Japanese, where pairs find as well as words do and never change with the browser's dictionary.
 */
export function termsOf(text: string, language: string): readonly string[] {
  const terms: string[] = [];
  const common = STOP_WORDS.get(language);
  for (const word of fold(text).match(WORD) ?? []) {
    if (ASCII.test(word)) addWord(terms, word, language, common);
    else for (const run of word.match(RUNS) ?? []) addRun(terms, run, language, common);
  }
  return terms;
}

function addRun(terms: string[], run: string, language: string, common: ReadonlySet<string> | undefined): void {
  if (EASTERN.test(run)) addPairs(terms, run);
  else if (UNSPACED.test(run)) terms.push(...wordsOf(run, 'th'));
  else addWord(terms, run, language, common);
}

function addWord(terms: string[], word: string, language: string, common: ReadonlySet<string> | undefined): void {
  if (common?.has(word) || (word.length < 2 && !/\d/.test(word))) return;
  terms.push(bare(stem(word, language)));
}

/** Pairs of neighbours; a single character stands alone. */
function addPairs(terms: string[], run: string): void {
  const characters = Array.from(run);
  if (characters.length === 1) {
    terms.push(run);
    return;
  }
  for (let at = 0; at + 1 < characters.length; at += 1) {
    terms.push(`${characters[at] ?? ''}${characters[at + 1] ?? ''}`);
  }
}
