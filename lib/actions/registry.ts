import type { ActionId } from '../jobs/answer.ts';
import type { Particulars } from '../jobs/job.ts';

type Writing = Extract<Particulars, { of: 'write' }>;

/** Search is offered like an action and answered without a job. */
export type DoorId = ActionId | 'search';

/** An action as buttons, menus, commands and the address bar offer it. */
export interface ActionDoor {
  readonly id: DoorId;
  /** The accessible name of its button. */
  readonly label: string;
  /** What it does, for a menu or a list of shortcuts. */
  readonly description: string;
  /** Works on what the person types. */
  readonly needsQuestion: boolean;
  /** Keys suggested to the browser; a browser takes at most four from one extension. */
  readonly shortcut?: string;
  /** Where a menu offers it: on a page, or on selected text, which becomes the question. */
  readonly contexts: readonly ('page' | 'selection')[];
  /** For what works on selected words: each way has an entry of its own in the menu. */
  readonly ways?: readonly { readonly how: Writing['how']; readonly label: string; readonly description: string }[];
}

/** Everything that a person can ask for, in the order in which it is offered. The one list: doors are made from it alone. */
export const ACTION_DOORS: readonly ActionDoor[] = [
  {
    id: 'summarize',
    label: 'Summarize',
    description: 'Summarize this page',
    needsQuestion: false,
    shortcut: 'Alt+Shift+S',
    contexts: ['page'],
  },
  {
    id: 'brief',
    label: 'Brief',
    description: 'Write a brief of this page',
    needsQuestion: false,
    contexts: ['page'],
  },
  {
    id: 'tasks',
    label: 'Tasks',
    description: 'Find the tasks on this page',
    needsQuestion: false,
    contexts: ['page'],
  },
  {
    id: 'wiki',
    label: 'Wiki',
    description: 'Write a wiki entry from these notes',
    needsQuestion: false,
    contexts: ['page'],
  },
  {
    id: 'document',
    label: 'Document',
    description: 'Fill a template from this row',
    needsQuestion: false,
    contexts: ['page'],
  },
  {
    id: 'write',
    label: 'Write',
    description: 'Write with the selected words',
    needsQuestion: false,
    contexts: ['selection'],
    ways: [
      { how: 'fix', label: 'Fix', description: 'Fix spelling and grammar' },
      { how: 'rewrite', label: 'Rewrite', description: 'Rewrite' },
      { how: 'translate', label: 'Translate', description: 'Translate' },
      { how: 'continue', label: 'Continue', description: 'Continue writing' },
    ],
  },
  {
    id: 'search',
    label: 'Search',
    description: 'Search Notion',
    needsQuestion: true,
    contexts: ['page', 'selection'],
  },
  {
    id: 'ask',
    label: 'Ask',
    description: 'Ask about this page',
    needsQuestion: true,
    contexts: ['page', 'selection'],
  },
  {
    id: 'chat',
    label: 'Chat',
    description: 'Chat about this page in the side panel',
    needsQuestion: true,
    contexts: [],
  },
];
