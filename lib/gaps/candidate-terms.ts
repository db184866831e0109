/** A term as it stands in a text. */
export interface FoundTerm {
  readonly term: string;
  /** Where it begins, in UTF-16 units. */
  readonly at: number;
}

/** Two to six capitals or digits, at least two of them letters: `SLO`, `K8S`, with a plural `s` that is left off. */
const ACRONYM = /(?<![\p{L}\p{N}_;/-])(?=[A-Z0-9]*[A-Z][A-Z0-9]*[A-Z])[A-Z][A-Z0-9]{1,5}(?=s?(?![\p{L}\p{N}_-]))/gu;
/** Names written as one word with an inner capital: `PostHog`, `OpenGraph`. */
const INNER_CAPITAL = /(?<![\p{L}\p{N}_])\p{Lu}\p{Ll}+(?:\p{Lu}\p{Ll}+)+(?![\p{L}\p{N}_])/gu;
/** Two to four capitalised words in a row. */
const NAME = /(?<![\p{L}\p{N}])\p{Lu}[\p{Ll}\p{N}]+(?: \p{Lu}[\p{Ll}\p{N}]+){1,3}(?![\p{L}\p{N}])/gu;
/** Where a sentence or a line begins, a capital says nothing. */
const SENTENCE_START = /(?:^|[.!?:;•\n]\s*|["“(]\s*)$/u;

/** Known to whoever works in an office, in any field. */
const COMMON = new Set(
  (
    'AM PM OK ID IDS TV UK US USA EU UN UTC GMT CET EST PST FAQ PDF CSV URL URLS HTML CSS JSON XML SQL API APIS HTTP ' +
    'HTTPS IT HR CEO CTO CFO COO VP PR QA UI UX AI TODO TBD TBA FYI ASAP NB PS RE CC BCC SMS USD EUR GBP Q1 Q2 Q3 Q4 ' +
    'II III IV NO YES AND OR NOT README PC OS MM DD YY YYYY HH KB MB GB TB GIF PNG JPG JPEG SVG ZIP VPN WIFI USB'
  ).split(' '),
);
const MONTH_OR_DAY =
  /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b/;
/** Languages that write every noun with a capital: a row of capitals is no name there. */
const CAPITAL_NOUNS = new Set(['de', 'lb']);

/**
 * The words of a text that may want an explanation: acronyms, names with an inner capital, and names of several words,
 * each as often as it stands there. What everybody knows is left out.
 * @param language BCP 47 primary tag of the text
 */
export function candidateTerms(text: string, language: string): readonly FoundTerm[] {
  const found: FoundTerm[] = [];
  const shouts = shoutsOf(text);
  for (const { 0: term, index } of text.matchAll(ACRONYM)) {
    const isShouted = shouts.some(([from, to]) => from <= index && index < to);
    if (!COMMON.has(term) && !isShouted) found.push({ term, at: index });
  }
  for (const { 0: term, index } of text.matchAll(INNER_CAPITAL)) found.push({ term, at: index });
  if (CAPITAL_NOUNS.has(language)) return found;
  for (const { 0: name, index } of text.matchAll(NAME)) {
    const words = name.split(' ');
    // The first word of a sentence has its capital from there.
    const own = SENTENCE_START.test(text.slice(Math.max(0, index - 3), index)) ? words.slice(1) : words;
    const term = own.join(' ');
    if (own.length >= 2 && !MONTH_OR_DAY.test(term)) found.push({ term, at: index + name.length - term.length });
  }
  return found;
}

/** Where every word is in capitals none is an acronym: three in a row are a shout. */
const SHOUT = /\p{Lu}{2,}(?:[ ,]+\p{Lu}{2,}){2,}/gu;

function shoutsOf(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(SHOUT)].map(({ 0: words, index }) => [index, index + words.length]);
}
