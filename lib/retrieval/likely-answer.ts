import { guessLanguage } from '../text/languages.ts';
import { termsOf } from '../text/terms.ts';
import type { Passage, Readable, TellingWord } from './passages.ts';

/** What the words of a question and the passages found for it say about whether these answer it. */
export interface Evidence {
  /** Share of what the question asks for that its best passage holds, by how telling the words are, 0 to 1. */
  readonly together: number;
  /** The same over all the passages of the best page. */
  readonly onPage: number;
  /** Share of the question's words that the pages do not know at all, by how telling they are, 0 to 1. */
  readonly unknown: number;
}

/** Weighs what was found for a question. `words` are those of the question, unknown ones with the weight of the rarest. */
export function weighEvidence(
  words: readonly TellingWord[],
  pages: readonly Readable[],
  passages: readonly Passage[],
): Evidence {
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0 || passages.length === 0) return { together: 0, onPage: 0, unknown: 1 };
  const held = passages.map(({ page, text, heading }) => {
    const title = pages[page]?.title ?? '';
    return new Set(termsOf([title, heading ?? '', text].join('\n'), guessLanguage(`${title}\n${text}`)));
  });
  const share = (terms: ReadonlySet<string>): number =>
    words.reduce((sum, { forms, weight }) => sum + (forms.some((form) => terms.has(form)) ? weight : 0), 0) / total;
  const byPage = Map.groupBy(passages.keys(), (at) => passages[at]?.page ?? -1);
  const wholes = [...byPage.values()].map((places) => new Set(places.flatMap((at) => [...(held[at] ?? [])])));
  const unknown = words.reduce((sum, { forms, weight }) => sum + (forms.length === 0 ? weight : 0), 0) / total;
  return { together: Math.max(...held.map(share)), onPage: Math.max(...wholes.map(share)), unknown };
}

/** Below this the passages hardly answer: calibrated on the even half of the questions of the benchmark. */
const LEAST = 0.5;

/** Whether the passages found are likely to hold an answer. */
export function isLikely({ together, onPage, unknown }: Evidence): boolean {
  return together + onPage - unknown > LEAST * 2;
}
