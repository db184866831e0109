import type { Json } from '../base/json.ts';
import type { Wishes } from './wishes.ts';
import { languageWish } from './wishes.ts';

export const TASKS_PROMPT_VERSION = 1;

/** What the answer has to fit. All fields are there; what the material does not say is empty. */
export const TASKS_SCHEMA: Json = {
  type: 'object',
  properties: {
    tasks: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          task: { type: 'string', description: 'What is to be done, beginning with a verb. Without owner and date.' },
          owner: {
            type: 'string',
            description: 'Who does it, as the material writes the name. Empty where it does not say.',
          },
          due: { type: 'string', description: 'YYYY-MM-DD. Empty where the material gives no day.' },
          done: { type: 'boolean' },
          items: { type: 'array', items: { type: 'integer' }, description: 'Numbers of the items that say it.' },
        },
        required: ['task', 'owner', 'due', 'done', 'items'],
        additionalProperties: false,
      },
    },
  },
  required: ['tasks'],
  additionalProperties: false,
};

/**
 * Asks for the action items in numbered material.
 * @param material the pages, fenced, their items numbered
 * @param day ISO day of the page: what "next Friday" counts from
 */
export function findTasks(material: string, day: string, wishes: Wishes): string {
  return `${material}

Find every action item in the numbered items above: what somebody has to do or has promised to do. Decisions, reports and questions are none, unless somebody has to act on them.
The page is dated ${day}: days that it names without a year, or counts from its own day, are given as full dates. Name an owner or a day only where an item says it.
Every task names the items that say it.
Answer with one JSON object: {"tasks": [{"task": "…", "owner": "…", "due": "YYYY-MM-DD", "done": false, "items": [1]}]}. What is not said is an empty text.
${languageWish(wishes, 'names unchanged')}`;
}
