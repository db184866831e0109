import type { Wishes } from './wishes.ts';
import { answerLengthWish, languageWish } from './wishes.ts';

export const ASK_PAGES_PROMPT_VERSION = 1;

/**
 * Asks the person's question about passages that were found in many pages.
 * @param follows whether it follows an earlier question, which stands before it with its answer
 */
export function askPages(question: string, wishes: Wishes, follows: boolean): string {
  const rules = [
    "The search results hold the passages of the person's Notion pages that fit the question best, each under the title of its page, its heading and the day of the page's last edit. They are not all of the pages.",
    'Answer from them alone, beginning with the answer itself. Name the page where it helps to tell sources apart. Where pages contradict each other, say so, and give the newest first.',
    'That the pages found do not say it is a good answer: then say so in one sentence, and name what comes nearest if anything does.',
    ...(follows ? ['The question follows the one before it and may lean on it.'] : []),
    answerLengthWish(wishes),
  ];
  const language = languageWish(wishes, 'unless the question asks for another');
  return `${rules.join(' ')}\n${language}\n\nQuestion: ${question.trim()}`;
}
