import { fence } from './fence.ts';
import type { Wishes } from './wishes.ts';
import { languageWish, lengthWish } from './wishes.ts';

export const BRIEF_PROMPT_VERSION = 2;

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
What may go wrong, and what is done about it. Name too what contradicts itself, is late, or has no owner, as far as the material shows it.
## Next steps
Bullets: what, who, by when.
## Changed lately
Bullets: which page, on which day, and what it says now that matters. Leave this heading out where no page was edited lately.

Under each heading name what a reader would expect there and the material does not say, in one bullet that begins with "Not stated:" in the language of the brief.`;

/** What is known of the pages besides their words. */
export interface BriefFacts {
  /** Pages edited in the last two weeks, with the day. */
  readonly lately: readonly { readonly title: string; readonly day: string }[];
  /** Properties of the page that are empty. */
  readonly unset: readonly string[];
}

/** Asks for a project briefing from a page, its properties and the pages it relates or links to. */
export function briefPage(wishes: Wishes, facts: BriefFacts): string {
  return `Write a briefing for someone who takes over today. The first search result is the page it is about; the others are pages that it relates to or links to, and pages that those lead to.\n\n${OUTLINE}${factsOf(facts)}\n\n${lengthWish(wishes)}\n${languageWish(wishes)}`;
}

/** The same for a long page, which is shown as notes on its sections. */
export function briefNotes(wishes: Wishes, facts: BriefFacts): string {
  return `Write a briefing for someone who takes over today. The search results hold the properties of one long page, notes on all of its sections in the order of the page, and then the pages that it relates to or links to. Do not mention notes or sections.\n\n${OUTLINE}${factsOf(facts)}\n\n${lengthWish(wishes)}\n${languageWish(wishes)}`;
}

function factsOf({ lately, unset }: BriefFacts): string {
  const edited = lately.map(({ title, day }) => `${day}: ${title}`).join('\n');
  return [
    ...(edited === '' ? [] : [`\n\nEdited lately, by day and title:\n${fence('edited', edited)}`]),
    ...(unset.length === 0
      ? []
      : [
          `\n\nProperties of the page that are empty; say so where a reader would look for them:\n${fence('empty', unset.join('\n'))}`,
        ]),
  ].join('');
}
