import { isUnsearched, LATIN_LANGUAGES, STOP_WORDS } from '../text/stop-words.ts';
import { eachWord, formsOf } from '../text/terms.ts';

/** One word of a query and every term under which a page may hold it. */
export interface QueryWord {
  /** As typed, folded. */
  readonly word: string;
  readonly forms: readonly string[];
  /** Longer words match too: the person may still be typing it, or it is a single character of Chinese or Japanese. */
  readonly open: boolean;
}

/** Words in a row, as they stand in a text. */
export type Phrase = readonly QueryWord[];

/** A search as typed, cut into what is asked for. */
export interface ParsedQuery {
  /** What pages are ranked by, in the order typed, each once: loose words, and those of phrases. */
  readonly words: readonly QueryWord[];
  /** Pages must hold each of these. */
  readonly phrases: readonly Phrase[];
  /** Pages that hold one of these are left out. A single word is a phrase of one. */
  readonly excluded: readonly Phrase[];
}

/** Words beyond these add nothing to what a search means. */
const MOST_WORDS = 64;
const MOST_CHARS = 4_000;

/**
 * Cuts a query into words, `"phrases"` and `-excluded` words or phrases. A quote that is not closed runs to the end. The
 * last word is open unless a space or a mark follows it. Common words count only when there is nothing else.
 */
export function parseQuery(text: string): ParsedQuery {
  const segments = text.slice(0, MOST_CHARS).replaceAll(QUOTES, '"').split('"');
  const phrases: Phrase[] = [];
  const excluded: Phrase[] = [];
  const asked: QueryWord[] = [];
  for (const [at, segment] of segments.entries()) {
    const last = at === segments.length - 1;
    if (at % 2 === 0) {
      for (const [minus, piece] of piecesOf(segment)) {
        const words = wordsIn(piece, !minus && last && segment.endsWith(piece));
        if (!minus) asked.push(...words);
        else if (words.length > 0) excluded.push(words);
      }
      continue;
    }
    const words = wordsIn(segment, last);
    if (words.length === 0) continue;
    if (EXCLUDES_NEXT.test(segments[at - 1] ?? '')) {
      excluded.push(words);
    } else {
      if (words.length > 1) phrases.push(words);
      asked.push(...words);
    }
  }
  const language = languageOf(asked);
  const telling = asked.filter(({ word }) => !isUnsearched(word, language));
  return { words: eachOnce(telling.length > 0 ? telling : asked).slice(0, MOST_WORDS), phrases, excluded };
}

const QUOTES = /[“”„«»＂]/g;
const EXCLUDES_NEXT = /(?:^|\s)-$/u;

/** What stands between spaces, and whether a minus before it leaves it out. */
function piecesOf(segment: string): readonly (readonly [minus: boolean, piece: string])[] {
  const pieces = segment.split(/\s+/u).filter((piece) => piece !== '');
  return pieces.map((piece) =>
    piece.startsWith('-') && /^-[\p{L}\p{N}]/u.test(piece) ? [true, piece.slice(1)] : [false, piece],
  );
}

function wordsIn(text: string, mayBeOpen: boolean): readonly QueryWord[] {
  const words: QueryWord[] = [];
  let end = 0;
  eachWord(text, 'en', ({ word }, _from, to, extra) => {
    if (extra) return;
    words.push({ word, forms: formsOf(word), open: isLoneEastern(word) });
    end = to;
  });
  const last = words.at(-1);
  if (mayBeOpen && last !== undefined && end === text.length && !isEastern(last.word)) {
    words[words.length - 1] = { ...last, open: true };
  }
  return words;
}

const EASTERN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]/u;
/** Alone among pairs: every pair that it begins holds it. */
const LONE_EASTERN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]$/u;

/** Plain words are told before the pattern is: to compile it takes longer than all the rest of a query. */
const isEastern = (word: string): boolean => word.charCodeAt(0) >= 0x1100 && EASTERN.test(word);
const isLoneEastern = (word: string): boolean => word.charCodeAt(0) >= 0x1100 && LONE_EASTERN.test(word);

const LATIN = /^[\0-\u024F]*$/;

/** Words of another language are told by at least two of its commonest: one alone may be English too. */
function languageOf(words: readonly QueryWord[]): string {
  let best = 'en';
  let most = words.filter(({ word }) => isUnsearched(word, 'en')).length;
  const isLatin = words.every(({ word }) => LATIN.test(word));
  for (const language of isLatin ? LATIN_LANGUAGES : STOP_WORDS.keys()) {
    const hits = words.filter(({ word }) => isUnsearched(word, language)).length;
    if (hits > Math.max(1, most)) [best, most] = [language, hits];
  }
  return best;
}

/** A word that comes again counts once; it is open if it is so anywhere. */
function eachOnce(words: readonly QueryWord[]): readonly QueryWord[] {
  const once = new Map<string, QueryWord>();
  for (const word of words) if (word.open || !once.has(word.word)) once.set(word.word, word);
  return [...once.values()];
}
