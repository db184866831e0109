import { foldWord } from './fold.ts';
import { wordsOf } from './languages.ts';
import { silentWords } from './stop-words.ts';
import { stem } from './stem.ts';

/** A word as it is matched. */
export interface Word {
  /** Lower case, one form per character, no accents; for Chinese, Japanese and Korean a pair of characters. */
  readonly word: string;
  /** What it shares with its other forms in the language of the text. */
  readonly term: string;
}

/**
 * Receives the words of a text in order, each with its place (UTF-16 units). `extra` marks the last character of a run
 * of Chinese, Japanese or Korean: the pairs hold it already, and a search for that one character needs it.
 */
export type WordVisitor = (word: Word, from: number, to: number, extra: boolean) => void;

/**
 * Cuts a text into words: runs of letters and digits, pairs of neighbours for Chinese, Japanese and Korean, where pairs
 * find as well as words do and never change with the browser's dictionary, and the segmenter's words for scripts of
 * South-East Asia. A run of several scripts ("1998年") is cut where the script changes.
 */
export function eachWord(text: string, language: string, visit: WordVisitor, wanted?: Initials): void {
  const known = knownWords(language);
  let at = 0;
  while (at < text.length) {
    const kind = kindAt(text, at);
    if (kind === NONE || kind === MARK) {
      at += 1;
      continue;
    }
    const from = at;
    at = endOfRun(text, at, kind);
    if (kind === EASTERN) visitPairs(text.slice(from, at), from, known, visit);
    else if (kind === UNSPACED) visitSegments(text.slice(from, at), from, known, visit);
    else if (isElided(text, from, at)) continue;
    else if (wanted?.[text.charCodeAt(from)] === 0) visit(OTHER, from, at, false);
    else visit(lookUp(known, text.slice(from, at), language), from, at, false);
  }
}

/** By ASCII code, in both cases: whether words that begin so are asked for. Only those need to be cut out and folded. */
export type Initials = Uint8Array;
/** Stands for any word that nobody asked for. */
const OTHER: Word = { word: '', term: '' };
/** Language of a text whose words are looked for as they stand: their terms are not worked out. */
export const UNSTEMMED = '';

/**
 * What a text is about, as terms that equal words share: without stop words and single letters.
 */
export function termsOf(text: string, language: string): readonly string[] {
  const terms: string[] = [];
  const common = silentWords(language);
  eachWord(text, language, ({ word, term }, _from, _to, extra) => {
    if (!extra && !common?.has(word) && !LONE_LETTER.test(word)) terms.push(term);
  });
  return terms;
}

/** Every term under which a text may hold a word, whatever its language is. */
export function formsOf(word: string): readonly string[] {
  return [...new Set(STEMMERS.map((language) => stem(word, language)))];
}

/** Languages whose endings are cut in different ways; `xx` stands for all that are cut to their first letters. */
const STEMMERS = ['en', 'ar', 'xx'];
const LONE_LETTER = /^[a-z]$/;
const HIRAGANA = /^[\u3040-\u309F]+$/;

/** Pairs of hiragana are mostly endings: they help to find a text and do not tell what it is about. */
export const isGrammar = (term: string): boolean => HIRAGANA.test(term);

/** No word is longer: what is, is data. */
const LONGEST_WORD = 64;
const MOST_KNOWN = 30_000;

type KnownWords = Map<string, Word>;

/** Texts repeat their words: what was worked out for one is kept. Cleared when it has grown. */
const KNOWN = new Map<string, KnownWords>();

function knownWords(language: string): KnownWords {
  const known = KNOWN.get(language) ?? new Map<string, Word>();
  if (known.size > MOST_KNOWN) known.clear();
  KNOWN.set(language, known);
  return known;
}

function lookUp(known: KnownWords, raw: string, language: string): Word {
  const before = known.get(raw);
  if (before !== undefined) return before;
  const word = foldWord(raw).slice(0, LONGEST_WORD);
  const found = { word, term: language === UNSTEMMED ? word : stem(word, language) };
  known.set(raw, found);
  return found;
}

function whole(known: KnownWords, word: string): Word {
  const before = known.get(word);
  if (before !== undefined) return before;
  const found = { word, term: word };
  known.set(word, found);
  return found;
}

const NONE = 1;
const LETTER = 2;
const EASTERN = 3;
const UNSPACED = 4;
/** Continues whatever stands before it. */
const MARK = 5;

const IS_EASTERN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]/u;
const IS_UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Kinds of UTF-16 units by code, 0 while not asked for. */
const KINDS = new Uint8Array(0x1_0000);

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const known = KINDS[code] ?? 0;
  if (known > 0) return known;
  if (code >= 0xdc_00 && code <= 0xdf_ff) return at > 0 ? MARK : NONE;
  const kind = kindOf(String.fromCodePoint(text.codePointAt(at) ?? code));
  if (code < 0xd8_00 || code > 0xdb_ff) KINDS[code] = kind;
  return kind;
}

function kindOf(character: string): number {
  if (character < '\u0080') return /[A-Za-z0-9]/.test(character) ? LETTER : NONE;
  if (!/[\p{L}\p{M}\p{N}]/u.test(character)) return NONE;
  if (IS_EASTERN.test(character)) return EASTERN;
  if (IS_UNSPACED.test(character)) return UNSPACED;
  return /\p{M}/u.test(character) ? MARK : LETTER;
}

function endOfRun(text: string, from: number, kind: number): number {
  let at = from + 1;
  for (; at < text.length; at += 1) {
    const next = kindAt(text, at);
    if (next !== kind && next !== MARK) break;
  }
  return at;
}

const ENDINGS = new Set(['s', 't', 'd', 'm', 're', 've', 'll']);
const isApostrophe = (character: string): boolean => character === "'" || character === '’';

/** What an apostrophe cuts off says nothing: the `s` of "team's", the `l` of "l'eau". */
function isElided(text: string, from: number, to: number): boolean {
  if (to - from > 2) return false;
  if (to - from === 1 && isApostrophe(text.charAt(to)) && to + 1 < text.length && kindAt(text, to + 1) === LETTER)
    return true;
  return (
    from > 1 &&
    isApostrophe(text.charAt(from - 1)) &&
    kindAt(text, from - 2) === LETTER &&
    ENDINGS.has(text.slice(from, to).toLowerCase())
  );
}

function visitPairs(raw: string, from: number, known: KnownWords, visit: WordVisitor): void {
  if (!PLAIN_EASTERN.test(raw)) return visitOddPairs(raw, from, known, visit);
  const last = raw.length - 1;
  for (let at = 0; at < last; at += 1) visit(whole(known, raw.slice(at, at + 2)), from + at, from + at + 2, false);
  visit(whole(known, raw.charAt(last)), from + last, from + raw.length, last > 0);
}

/** Characters that are folded already, one unit each. */
const PLAIN_EASTERN = /^[\u3041-\u3096\u30A1-\u30FC\u3400-\u9FFF\uAC00-\uD7A3]+$/;

/** The same where characters take two units or have several forms: places are known as far as folding keeps lengths. */
function visitOddPairs(raw: string, from: number, known: KnownWords, visit: WordVisitor): void {
  const run = foldWord(raw);
  const characters = Array.from(run);
  const last = characters.at(-1) ?? '';
  const exact = run.length === raw.length;
  const end = from + raw.length;
  let at = from;
  for (let n = 0; n + 1 < characters.length; n += 1) {
    const pair = `${characters[n] ?? ''}${characters[n + 1] ?? ''}`;
    visit(whole(known, pair), exact ? at : from, exact ? at + pair.length : end, false);
    at += characters[n]?.length ?? 1;
  }
  visit(whole(known, last), exact ? end - last.length : from, end, characters.length > 1);
}

function visitSegments(raw: string, from: number, known: KnownWords, visit: WordVisitor): void {
  let at = 0;
  for (const word of wordsOf(raw, 'th')) {
    const place = raw.indexOf(word, at);
    const start = place < 0 ? at : place;
    at = place < 0 ? at : place + word.length;
    visit(whole(known, word), from + start, from + Math.max(at, start + 1), false);
  }
}
