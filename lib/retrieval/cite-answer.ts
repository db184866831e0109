import type { NumberedCitation } from '../models/accumulate.ts';
import type { Source } from '../models/answer-event.ts';
import { foldWord } from '../text/fold.ts';
import { guessLanguage, sentencesOf, wordsOf } from '../text/languages.ts';
import { termsOf } from '../text/terms.ts';

/** An answer with markers behind what the sources say. */
export interface CitedAnswer {
  readonly text: string;
  readonly citations: readonly NumberedCitation[];
}

interface Item {
  readonly source: number;
  readonly at: number;
  readonly text: string;
  readonly terms: ReadonlySet<string>;
  /** Words of the page's title: an item need not name what the page is about. */
  readonly title: ReadonlySet<string>;
  readonly figures: ReadonlySet<string>;
  readonly denies: boolean;
}

interface Sources {
  readonly language: string;
  readonly items: readonly Item[];
  /** How telling a term is: the fewer items hold it, the more. */
  weigh(term: string): number;
}

/** So much of what a sentence says, by the weight of its words, one item must say: below it, items of the same page support by chance. */
const SUPPORTED = 0.6;
/** Two items together must say more, and each so much that the other does not. */
const SUPPORTED_BY_TWO = 0.75;
const OWN_PART = 0.2;
/** A sentence of fewer telling words is a label or a phrase, which everything supports. */
const FEWEST_TERMS = 3;
/** What no item says weighs as if half an item did. */
const UNHEARD = 0.5;

/** Small words that turn what is said around; where one side has one and the other none, they say different things. */
const DENIALS: ReadonlySet<string> = new Set(
  'not no never none without cannot nobody neither nor nicht kein keine keinen keiner nie ohne weder pas jamais sans aucun aucune nunca sin ningún non mai senza não nunca sem niet geen nooit zonder'.split(
    ' ',
  ),
);

/**
 * Finds for each sentence of an answer what the sources say of it, on the device: for models that do not cite. A sentence
 * is supported by an item, or by two together, that hold most of its words by their weight and every figure and name in
 * it, and that do not say the opposite. What nothing supports gets no marker.
 * @param firstN number of the first citation
 */
export function citeAnswer(text: string, sources: readonly Source[], firstN = 1): CitedAnswer {
  const known = readSources(sources);
  const citations: NumberedCitation[] = [];
  const numberOf = ({ source, at, text: citedText }: Item): number => {
    const before = citations.find((one) => one.source === source && one.start === at);
    if (before !== undefined) return before.n;
    const n = firstN + citations.length;
    citations.push({ n, source, start: at, end: at + 1, citedText });
    return n;
  };
  const cite = (statement: string): string => {
    const marks = supportFor(statement, known).map((item) => `[^${numberOf(item)}]`);
    return marks.join('');
  };
  let code = false;
  const lines = text
    .replace(/\[\^(?=\d+\])/g, '[')
    .split('\n')
    .map((line) => {
      if (/^\s*(```|~~~)/.test(line)) code = !code;
      return code || isFrame(line) ? line : citeLine(line, known.language, cite);
    });
  return { text: lines.join('\n'), citations };
}

/** Lines that claim nothing by themselves: headings, rules, the line below a table's head. */
const isFrame = (line: string): boolean => /^\s*(#|```|~~~|[-*_]{3,}\s*$|\|?[\s:|-]+\|?\s*$)/.test(line);

/** Markers stand at the end of each sentence; in a row of a table, in its last cell. */
function citeLine(line: string, language: string, cite: (statement: string) => string): string {
  const row = /^(\s*\|.*\S)(\s*\|\s*)$/.exec(line);
  if (row !== null) return `${row[1] ?? ''}${cite(line)}${row[2] ?? ''}`;
  let made = '';
  let left = line;
  for (const sentence of sentencesOf(line, language)) {
    const end = left.indexOf(sentence) + sentence.length;
    made += left.slice(0, end) + cite(sentence);
    left = left.slice(end);
  }
  return made + left;
}

function readSources(sources: readonly Source[]): Sources {
  const language = guessLanguage(sources.flatMap(({ items }) => items.slice(0, 40)).join('\n'));
  const items = sources.flatMap(({ title, items: texts }, source) => {
    const about = new Set(wordsIn(title, language));
    return texts.map((text, at) => readItem(text, language, { source, at, title: about }));
  });
  const held = new Map<string, number>();
  for (const term of items.flatMap(({ terms }) => [...terms])) held.set(term, (held.get(term) ?? 0) + 1);
  return { language, items, weigh: (term) => Math.log(1 + items.length / (held.get(term) ?? UNHEARD)) };
}

function readItem(text: string, language: string, place: Pick<Item, 'source' | 'at' | 'title'>): Item {
  return {
    ...place,
    text,
    terms: new Set([...termsOf(text, language), ...wordsIn(text, language)]),
    figures: new Set(figuresIn(text)),
    denies: denies(text, language),
  };
}

/** The items that a sentence rests on; none where nothing supports it. */
function supportFor(sentence: string, { language, items, weigh }: Sources): readonly Item[] {
  const bare = sentence.replace(/^\s*([-*+]|\d+[.)])\s+(\[[ x]\]\s+)?|[*_`|>]/g, ' ');
  const terms = new Set(termsOf(bare, language));
  const figures = figuresIn(bare);
  if (terms.size + figures.length < FEWEST_TERMS) return [];
  const names = namesIn(bare, language);
  const denial = denies(bare, language);
  const total = [...terms].reduce((sum, term) => sum + weigh(term), 0);
  /** The part of what the sentence says that some items say together; `without` leaves out what another says already. */
  const part = (some: readonly Item[], without?: Item): number => {
    let said = 0;
    for (const term of terms) {
      const heard = some.some((item) => item.terms.has(term) || item.title.has(term));
      if (heard && without?.terms.has(term) !== true) said += weigh(term);
    }
    return total === 0 ? 0 : said / total;
  };
  const holds = (some: readonly Item[]): boolean =>
    some.some((item) => item.denies) === denial &&
    figures.every((figure) => some.some((item) => item.figures.has(figure))) &&
    names.every((name) => some.some((item) => item.terms.has(name) || item.title.has(name)));

  const ranked = items
    .map((item) => ({ item, share: part([item]) }))
    .filter(({ share }) => share >= OWN_PART)
    .toSorted((one, other) => other.share - one.share)
    .slice(0, MOST_WEIGHED);
  const alone = ranked.find(({ item, share }) => share >= SUPPORTED && holds([item]));
  if (alone !== undefined) return [alone.item];
  for (const [at, { item }] of ranked.entries()) {
    for (const { item: other } of ranked.slice(at + 1)) {
      const two = [item, other];
      const apart = part([other], item) >= OWN_PART && part([item], other) >= OWN_PART;
      if (apart && part(two) >= SUPPORTED_BY_TWO && holds(two)) return two;
    }
  }
  return [];
}

/** Only so many of the likeliest items are looked at together. */
const MOST_WEIGHED = 12;

/** Figures as they compare: `40,000`, `40.000` and `40 000` are one, and so are `7` and `07`. */
function figuresIn(text: string): readonly string[] {
  return (text.match(/\d[\d.,:/\u00A0\u202F’']*\d|\d/g) ?? []).map((figure) => {
    const plain = figure.replace(/(?<=\d)[.,\u00A0\u202F’'](?=\d{3}(\D|$))/g, '').replace(',', '.');
    return plain.replace(/^0+(?=\d)/, '');
  });
}

/**
 * Words that are written as names: with a capital away from the beginning, or with capitals inside. German writes every
 * noun so, which tells nothing there but for capitals inside.
 */
function namesIn(sentence: string, language: string): readonly string[] {
  const words = sentence.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  const named = words.filter((word, at) => {
    const inside = /\p{L}\p{Lu}|\d\p{Lu}|\p{Lu}\d/u.test(word);
    return inside || (at > 0 && language !== 'de' && /^\p{Lu}\p{Ll}/u.test(word));
  });
  return named.map(foldWord);
}

const wordsIn = (text: string, language: string): readonly string[] => wordsOf(text, language).map(foldWord);

const denies = (text: string, language: string): boolean =>
  /\p{L}n['’]t\b/u.test(text) || wordsOf(text, language).some((word) => DENIALS.has(word));
