import type { Json } from '../base/json.ts';
import type { Wishes } from './wishes.ts';
import { languageWish } from './wishes.ts';

export const WIKI_PROMPT_VERSION = 1;

const ITEMS = { type: 'array', items: { type: 'integer' }, description: 'Numbers of the items that say it.' };
const OWNER = { type: 'string', description: 'As the material writes the name. Empty where it does not say.' };
const DUE = { type: 'string', description: 'YYYY-MM-DD. Empty where the material gives no day.' };

const listOf = (properties: Json): Json => ({
  type: 'array',
  items: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
});

const WIKI_PROPERTIES = {
  summary: listOf({ point: { type: 'string' }, items: ITEMS }),
  decisions: listOf({
    decision: { type: 'string', description: 'What was decided. Without owner and date.' },
    why: { type: 'string', description: 'The reason that the material gives. Empty where it gives none.' },
    owner: OWNER,
    due: DUE,
    items: ITEMS,
  }),
  followUps: listOf({ task: { type: 'string' }, owner: OWNER, due: DUE, done: { type: 'boolean' }, items: ITEMS }),
  questions: listOf({ question: { type: 'string' }, items: ITEMS }),
};

/** What the answer has to fit. */
export const WIKI_SCHEMA: Json = {
  type: 'object',
  properties: WIKI_PROPERTIES,
  required: Object.keys(WIKI_PROPERTIES),
  additionalProperties: false,
};

/**
 * Asks for a wiki entry from numbered meeting notes.
 * @param material the notes, fenced, their items numbered
 * @param day ISO day of the meeting
 */
export function writeWiki(material: string, day: string, wishes: Wishes): string {
  return `${material}

Turn the meeting notes in the numbered items above into an entry for the team's wiki, for someone who was not there.
- summary: two to four points, what it was about and what came of it.
- decisions: every decision, each by itself, with the reason where the notes give one, its owner and its day.
- followUps: everything that somebody has to do, or has done since.
- questions: what stayed open.
The notes are dated ${day}: days without a year are given as full dates. Leave out no decision, owner or date, and add none. Name an owner or a day only where an item says it.
Everything names the items that say it, and where a reason stands elsewhere, that item too.
Answer with one JSON object: {"summary": [{"point": "…", "items": [1]}], "decisions": [{"decision": "…", "why": "…", "owner": "…", "due": "YYYY-MM-DD", "items": [2]}], "followUps": [{"task": "…", "owner": "…", "due": "", "done": false, "items": [3]}], "questions": [{"question": "…", "items": [4]}]}. What is not said is an empty text.
${languageWish(wishes, 'names unchanged')}`;
}
