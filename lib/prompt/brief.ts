import type { Wishes } from './wishes.ts';
import { languageWish, lengthWish } from './wishes.ts';

export const BRIEF_PROMPT_VERSION = 1;

const OUTLINE = `Use all of these headings, in this order.

## Scope
What it is for, what belongs to it, what does not.
## Timeline
Bullets in order of time: the date, then what is due or was done.
## Budget
Amounts, what was spent, what is open.
## Stakeholders
Who leads, works on, approves or depends on it, with their roles.
## Dependencies
What it waits for, and what waits for it.
## Risks
What may go wrong, and what is done about it.
## Next steps
Bullets: what, who, by when.

Under each heading name what a reader would expect there and the material does not say, in one bullet that begins with "Not stated:" in the language of the brief.`;

/** Asks for a project briefing from a page, its properties and the pages it relates or links to. */
export function briefPage(wishes: Wishes): string {
  return `Write a briefing for someone who takes over today. The first search result is the page it is about; the others are pages that it relates to or links to.\n\n${OUTLINE}\n\n${lengthWish(wishes)}\n${languageWish(wishes)}`;
}

/** The same for a long page, which is shown as notes on its sections. */
export function briefNotes(wishes: Wishes): string {
  return `Write a briefing for someone who takes over today. The search results hold the properties of one long page, notes on all of its sections in the order of the page, and then the pages that it relates to or links to. Do not mention notes or sections.\n\n${OUTLINE}\n\n${lengthWish(wishes)}\n${languageWish(wishes)}`;
}
