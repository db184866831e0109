import type { Wishes } from './wishes.ts';
import { answerLengthWish, languageWish } from './wishes.ts';

export const ASK_PROMPT_VERSION = 1;

/**
 * Asks the person's question about what is shown.
 * @param whole whether the page is shown whole, or only the passages that fit the question best
 */
export function askQuestion(question: string, wishes: Wishes, whole: boolean): string {
  const shown = whole
    ? 'The search results hold the page that the question is about.'
    : 'The search results hold the passages of a long page that fit the question best, not all of it. If they do not answer it, say that the passages found do not.';
  const language = languageWish(wishes, 'unless the question asks for another');
  return `${shown} Answer from them alone, beginning with the answer itself. ${answerLengthWish(wishes)}\n${language}\n\nQuestion: ${question.trim()}`;
}
