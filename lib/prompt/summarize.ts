import type { Wishes } from './wishes.ts';
import { languageWish, lengthWish } from './wishes.ts';

export const SUMMARIZE_PROMPT_VERSION = 1;

const OUTLINE = `Use these headings, in this order. Leave out a heading for which the page has nothing; never write that it has nothing.

## TL;DR
One or two sentences: what this page is and what matters most.
## Key points
Bullets, one point each.
## Decisions
Bullets: what was decided, by whom and when, as far as the page says.
## Open questions
Bullets: what the page leaves open or asks.
## Dates
Bullets, in order of time: the date, then what happens.`;

/** Asks for the summary of a page that is shown whole. */
export function summarizePage(wishes: Wishes): string {
  return `Summarize the page in the search result for someone who has not read it.\n\n${OUTLINE}\n\n${lengthWish(wishes)}\n${languageWish(wishes)}`;
}

/** Asks for the summary of a long page from the notes on its sections. */
export function summarizeNotes(wishes: Wishes): string {
  return `The search results hold the properties of one long page and notes on all of its sections, in the order of the page. Summarize the page for someone who has not read it, as if you had read it whole: do not mention notes or sections.\n\n${OUTLINE}\n\n${lengthWish(wishes)}\n${languageWish(wishes)}`;
}
