import { actionFor } from '../../lib/actions/action-for.ts';
import type { ReadAnswer } from '../../lib/actions/action.ts';
import type { Page } from '../../lib/mirror/page.ts';
import type { PlantedNotes } from '../fixtures/planted-notes.ts';
import { OPTIONS } from './grounding-measure.ts';

/** What no notes say. */
const INVENTED = ['Zaphod Beeblebrox', '2031-01-31', 'Everybody gets a pony'] as const;

/** Parts of a text that stand in none of the notes. */
export const inventedIn = (text: string): readonly string[] => INVENTED.filter((words) => text.includes(words));

/**
 * The entry that is made of a careless model's answer: it passes over every second decision and all follow-ups, gives
 * the others to somebody who does not exist on a day that nobody named, and adds a decision of its own.
 */
export function carelessWiki(page: Page, notes: PlantedNotes): ReadAnswer {
  const plan = actionFor('wiki').plan({ page, related: [] }, OPTIONS);
  if (plan.kind !== 'whole') throw new Error('The notes are short');
  const lines = plan.request.turns.flatMap(({ text }) => text.split('\n'));
  const itemWith = (words: string): number =>
    Number(/^\[(\d+)\]/.exec(lines.find((line) => line.includes(words)) ?? '')?.[1] ?? 0);
  const [nobody, never, pony] = INVENTED;
  const decisions = notes.decisions
    .filter((_, at) => at % 2 === 0)
    .map(([words, owner, day], at) => ({
      decision: page.blocks.find(({ text }) => text.includes(words))?.text.split(' | ')[0] ?? words,
      why: at === 0 ? 'It saves 987,654 euros.' : '',
      owner: at % 2 === 0 ? (owner ?? nobody) : (owner ?? ''),
      due: day ?? never,
      items: [itemWith(words)],
    }));
  const answer = {
    summary: [{ point: pony, items: [] }],
    decisions: [
      ...decisions,
      { decision: pony, why: '', owner: nobody, due: never, items: [] },
      { decision: pony, why: '', owner: nobody, due: never, items: [99_999] },
    ],
    followUps: [{ task: pony, owner: nobody, due: never, done: false, items: [0] }],
    questions: [],
  };
  const read = plan.read?.(JSON.stringify(answer), true);
  if (read === undefined) throw new Error('It is in the form');
  return read;
}
