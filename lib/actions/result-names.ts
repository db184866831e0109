import type { ActionId } from '../jobs/answer.ts';

/** What the result of each action is called wherever results stand in a list. */
export const RESULT_NAMES = {
  summarize: 'Summary',
  brief: 'Brief',
  tasks: 'Tasks',
  wiki: 'Wiki entry',
  document: 'Document',
  write: 'Writing',
  report: 'Report',
  gaps: 'Gaps',
  ask: 'Answer',
  chat: 'Chat',
  compact: 'Summary of a chat',
} as const satisfies Record<ActionId, string>;
