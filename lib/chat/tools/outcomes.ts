import type { OutboxEntry, OutboxState } from '../../outbox/entry.ts';
import { fence } from '../../prompt/fence.ts';
import { named } from './told.ts';

/** What became of a proposal, as the model is told at the next turn. */
const WORDS: Readonly<Record<OutboxState, string>> = {
  proposed: 'proposed, not decided yet',
  approved: 'approved, not written yet',
  sending: 'approved, being written',
  unsure: 'approved; whether it was written is being checked',
  written: 'approved and written',
  audited: 'approved and written',
  done: 'approved and written',
  conflicted: 'approved, not written: somebody changed the page meanwhile, and the person decides',
  blocked: 'approved, not written: Notion would not take it',
  cancelled: 'declined by the person, not written',
  undoing: 'written, and being undone by the person',
  undone: 'written, then undone by the person',
};

const DOES = {
  append: 'add text to',
  create: 'new page or row under',
  'set-properties': 'set properties of',
  'replace-text': 'replace text of',
  comment: 'comment on',
} as const satisfies Record<OutboxEntry['operation']['kind'], string>;

/** One line for each change that was proposed; empty where there was none. */
export function tellOutcomes(entries: readonly OutboxEntry[]): string {
  if (entries.length === 0) return '';
  const lines = entries.map(
    ({ operation, targetTitle, state, url }) =>
      `- ${DOES[operation.kind]} ${named(targetTitle)}: ${WORDS[state]}${url === undefined ? '' : ` (${url})`}`,
  );
  return `\n\n${fence('outcomes', `What became of the changes proposed here:\n${lines.join('\n')}`)}`;
}
