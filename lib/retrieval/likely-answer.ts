import { guessLanguage } from '../text/languages.ts';
import { termsOf } from '../text/terms.ts';
import type { Passage, Readable, TellingWord } from './passages.ts';

/** What the words of a question and the passages found for it say about whether these answer it. */
export interface Evidence {
  /** Share of what the question asks for that its best passage holds, by how telling the words are, 0 to 1. */
  readonly together: number;
  /** The same over all the passages of the best page. */
  readonly onPage: number;
  /** How many words the question asks with. */
  readonly words: number;
}

export const NO_EVIDENCE: Evidence = { together: 0, onPage: 0, words: 0 };

/** Weighs what was found for a question. `words` are those of the question, unknown ones with the weight of the rarest. */
export function weighEvidence(
  words: readonly TellingWord[],
  pages: readonly Readable[],
  passages: readonly Passage[],
): Evidence {
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0 || passages.length === 0) return NO_EVIDENCE;
  const held = passages.map(({ page, text, heading }) => {
    const title = pages[page]?.title ?? '';
    return new Set(termsOf([title, heading ?? '', text].join('\n'), guessLanguage(`${title}\n${text}`)));
  });
  const share = (terms: ReadonlySet<string>): number =>
    words.reduce((sum, { forms, weight }) => sum + (forms.some((form) => terms.has(form)) ? weight : 0), 0) / total;
  const byPage = Map.groupBy(passages.keys(), (at) => passages[at]?.page ?? -1);
  const wholes = [...byPage.values()].map((places) => new Set(places.flatMap((at) => [...(held[at] ?? [])])));
  return { together: Math.max(...held.map(share)), onPage: Math.max(...wholes.map(share)), words: words.length };
}

/** Both were calibrated on one half of the benchmark's questions; the other half is what it prints. */
const LEAST = 1.2;
/** A page says most of a long question in words of its own; of a short one each word has to be there. */
const PER_WORD = 0.15;
const SHORT = 3;
const LONG = 6;

/** Whether the passages found are likely to hold an answer. */
export function isLikely({ together, onPage, words }: Evidence): boolean {
  return together + onPage + PER_WORD * (Math.min(words, LONG) - SHORT) > LEAST;
}
