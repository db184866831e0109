import type { AnswerLength } from '../settings/settings.ts';

/** How the person wants an answer written. */
export interface Wishes {
  /** BCP 47 tag; absent means the language of the page. */
  readonly language?: string;
  readonly length: AnswerLength;
}

const SAFE_TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i;

/** The sentence that asks for a language. A tag of any other form is not passed on. */
export function languageWish(wishes: Wishes, others = 'headings included'): string {
  if (wishes.language === undefined || !SAFE_TAG.test(wishes.language)) {
    return `Write in the language that most of the material is written in, ${others}.`;
  }
  return `Write in the language with the BCP 47 tag "${wishes.language}", ${others}, also where the material is in another one.`;
}

const WORDS: Readonly<Record<AnswerLength, { readonly words: number; readonly points: number }>> = {
  short: { words: 120, points: 3 },
  medium: { words: 300, points: 6 },
  long: { words: 800, points: 12 },
};

/** The sentence that asks for a length. */
export function lengthWish(wishes: Wishes): string {
  const { words, points } = WORDS[wishes.length];
  return `At most ${words} words in all and ${points} points under a heading; the most important come first.`;
}

/** The sentence that asks for a length where there are no headings. */
export function answerLengthWish(wishes: Wishes): string {
  return `At most ${WORDS[wishes.length].words / 2} words, unless the question needs more.`;
}

/** Room for such an answer in any script: three times its words, so that the limit cuts off nothing that was asked for. */
export function outputTokens(wishes: Wishes): number {
  return 400 + WORDS[wishes.length].words * 4;
}
