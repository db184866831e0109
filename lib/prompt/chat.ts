import type { Wishes } from './wishes.ts';
import { answerLengthWish } from './wishes.ts';

export const CHAT_PROMPT_VERSION = 1;

/** What opens a conversation about a page: the first turn, before the person's own words. */
export function openChat(wishes: Wishes, whole: boolean): string {
  const shown = whole
    ? 'The search results hold the page that this conversation is about.'
    : 'The search results hold the passages of a long page that fit the message best, not all of it.';
  const language =
    wishes.language === undefined
      ? 'Answer in the language of the message.'
      : `Answer in the language with the BCP 47 tag "${wishes.language}".`;
  return `${shown} Answer from them and from what was said before. ${answerLengthWish(wishes)} ${language}`;
}
