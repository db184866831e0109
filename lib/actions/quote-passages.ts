import { quoteAnswer } from '../retrieval/quote.ts';
import type { AnswerLength } from '../settings/settings.ts';
import type { Material, ModelFree } from './action.ts';

const PASSAGES: Readonly<Record<AnswerLength, number>> = { short: 3, medium: 5, long: 8 };

/** The passages that bear on the question, ranked and quoted. Says so when there are none. */
export function quotePassages(material: Material, question: string, length: AnswerLength): ModelFree {
  const found = quoteAnswer(question, [material.page, ...material.related], PASSAGES[length]);
  if (found.markdown === '') return { markdown: 'Nothing on this page has the words of the question.', cited: [] };
  return found;
}
