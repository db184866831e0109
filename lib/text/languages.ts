import { lazily } from '../base/lazily.ts';
import { LATIN_LANGUAGES, STOP_WORDS } from './stop-words.ts';

/** Enough to be sure, little enough to be free. */
const SAMPLE_CHARS = 3_000;
/** The segmenter of older engines is quadratic, so it never sees more than this at once. */
const SEGMENT_CHARS = 2_000;

const scripts = lazily((): readonly (readonly [string, RegExp])[] => [
  ['ja', /[\u3040-\u30FF]/gu],
  ['han', /\p{Script=Han}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['latin', /\p{Script=Latin}/gu],
]);
/** Languages of one script differ in their commonest words, of which few sentences have many. */
const LATIN_CHARS = 1_200;
const PLAIN_LATIN = /^[\0-\u024F\u2000-\u206F]*$/;

/** The main language of a text as a BCP 47 primary tag, by its script and its commonest words; `en` when nothing tells. */
export function guessLanguage(text: string): string {
  const sample = text.slice(0, SAMPLE_CHARS);
  if (PLAIN_LATIN.test(sample)) return guessLatin(sample);
  const counts = new Map(scripts().map(([name, letters]) => [name, sample.match(letters)?.length ?? 0]));
  const of = (name: string): number => counts.get(name) ?? 0;
  // One character of these scripts says as much as two or three Latin letters.
  const eastern = (of('ja') + of('han')) * 2.5;
  const weights: readonly (readonly [string, number])[] = [
    ['latin', of('latin')],
    [of('ja') > (of('ja') + of('han')) / 20 ? 'ja' : 'zh', eastern],
    ['ko', of('ko') * 2],
    ['ar', of('ar') * 1.2],
    ['he', of('he') * 1.2],
    ['ru', of('ru')],
  ];
  const [best] = weights.toSorted((a, b) => b[1] - a[1])[0] ?? ['latin', 0];
  return best === 'latin' ? guessLatin(sample) : best;
}

/** What each common word says for each of these languages; a word of a long list says less. */
const votesByWord = lazily(() => {
  const byWord = new Map<string, { readonly place: number; readonly weight: number }[]>();
  for (const [place, language] of LATIN_LANGUAGES.entries()) {
    const common = STOP_WORDS.get(language) ?? new Set();
    for (const word of common) {
      const votes = byWord.get(word) ?? [];
      votes.push({ place, weight: 1 / Math.sqrt(common.size) });
      byWord.set(word, votes);
    }
  }
  return byWord;
});

const NO_VOTES: readonly { readonly place: number; readonly weight: number }[] = [];
/** No word of these lists is longer. */
const LONGEST_VOTER = 8;

/** Every page that is indexed passes here: lower-case ASCII, which most of it is, is told without a pattern. */
const isLetter = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) || (unit >= 128 && /\p{L}/u.test(String.fromCharCode(unit)));

/** Short words are shared by many languages: a page that is not English has to show it by a margin, and more than once. */
const CLEARLY = 1.5;
const LEAST_VOTE = 0.2;

function guessLatin(sample: string): string {
  const voters = votesByWord();
  const sums = LATIN_LANGUAGES.map(() => 0);
  const text = sample.slice(0, LATIN_CHARS).toLowerCase();
  for (let at = 0; at < text.length; at += 1) {
    const from = at;
    while (isLetter(text.charCodeAt(at))) at += 1;
    if (at === from || at - from > LONGEST_VOTER) continue;
    for (const { place, weight } of voters.get(text.slice(from, at)) ?? NO_VOTES) {
      sums[place] = (sums[place] ?? 0) + weight;
    }
  }
  const best = Math.max(...sums);
  const [english = 0] = sums;
  return best > Math.max(english * CLEARLY, LEAST_VOTE) ? (LATIN_LANGUAGES[sums.indexOf(best)] ?? 'en') : 'en';
}

const segmenters = new Map<string, Intl.Segmenter>();

function segment(text: string, language: string, granularity: 'sentence' | 'word'): readonly Intl.SegmentData[] {
  const key = `${language} ${granularity}`;
  const segmenter = segmenters.get(key) ?? new Intl.Segmenter(language, { granularity });
  segmenters.set(key, segmenter);
  return [...segmenter.segment(text)];
}

/** Sentences of a text in order, each exactly as it stands there but for the space around it. A line break ends one. */
export function sentencesOf(text: string, language: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const whole = line.trim();
    if (whole === '') return [];
    return MAY_PART.test(whole) ? pieces(whole).flatMap((piece) => split(piece, language)) : [whole];
  });
}

const MAY_PART = /[.!?…][\s"'”’»)\]]|[。！？｡؟۔]\S?./u;
/** A full stop behind these does not end a sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|ca|no|nr|dr|mr|mrs|ms|prof|st|fig|sec|inc|ltd|z\.\s?b|d\.\s?h|u\.\s?a|bzw|bspw|ggf|inkl|evtl|vgl|usw|abs|z|d|u|[a-z])\.$/iu;
const ENDS_IN_NUMBER = /(?:^|\s)\d{1,2}\.$/u;

function split(text: string, language: string): readonly string[] {
  const sentences: string[] = [];
  let open = '';
  for (const { segment: part } of segment(text, language, 'sentence')) {
    open += part;
    const soFar = open.trimEnd();
    if (ABBREVIATION.test(soFar) || (language === 'de' && ENDS_IN_NUMBER.test(soFar))) continue;
    if (soFar.trim() !== '') sentences.push(soFar.trim());
    open = '';
  }
  if (open.trim() !== '') sentences.push(open.trim());
  return sentences;
}

/** Cuts what is too long for the segmenter at a space near the limit. */
function pieces(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  while (text.length - start > SEGMENT_CHARS) {
    const space = text.lastIndexOf(' ', start + SEGMENT_CHARS);
    let end = space > start ? space + 1 : start + SEGMENT_CHARS;
    if (/[\uDC00-\uDFFF]/.test(text.charAt(end))) end += 1;
    parts.push(text.slice(start, end));
    start = end;
  }
  parts.push(text.slice(start));
  return parts;
}

/** Scripts that write words without spaces between them. */
const unspaced = lazily(
  () =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u,
);

/** Words of a text in order, lower case, without punctuation. */
export function wordsOf(text: string, language: string): readonly string[] {
  const lower = text.normalize('NFKC').toLowerCase();
  if (!unspaced().test(lower)) return lower.match(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu) ?? [];
  return pieces(lower).flatMap((piece) =>
    segment(piece, language, 'word').flatMap((word) => (word.isWordLike === true ? [word.segment] : [])),
  );
}
