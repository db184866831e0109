import type { Wishes } from './wishes.ts';
import { answerLengthWish } from './wishes.ts';

export const CHAT_PROMPT_VERSION = 1;

const SHOWN = {
  whole:
    'The search results hold the page that this conversation is about. Answer from them and from what was said before.',
  passages:
    'The search results hold the passages of a long page that fit the message best, not all of it. Answer from them and from what was said before.',
  none: 'No page goes with this message. Answer from what was said before and from what your tools bring.',
} as const;

/** What opens a conversation about a page: the first turn, before the person's own words. */
export function openChat(wishes: Wishes, shown: keyof typeof SHOWN): string {
  const language =
    wishes.language === undefined
      ? 'Answer in the language of the message.'
      : `Answer in the language with the BCP 47 tag "${wishes.language}".`;
  return `${SHOWN[shown]} ${answerLengthWish(wishes)} ${language}`;
}

/** Stands with a message that brings pages of its own. */
export const NAMED_PAGES = 'Further search results hold the pages that this message names with @.';
