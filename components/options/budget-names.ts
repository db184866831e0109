import { RESULT_NAMES } from '../../lib/actions/result-names.ts';

/** What spends, as a person calls it. */
export const SPENDERS: Readonly<Record<string, string>> = {
  summarize: 'Summarize',
  brief: 'Brief',
  ask: 'Ask',
  chat: 'Chat',
  compact: RESULT_NAMES.compact,
  tasks: 'Tasks',
  wiki: 'Wiki',
  document: 'Document',
  write: 'Write',
  report: 'Report',
  autofill: 'Autofill',
  search: 'Search, put in order',
};

export const spenderName = (action: string): string =>
  Object.hasOwn(SPENDERS, action) ? (SPENDERS[action] ?? action) : action;

export const workspaceName = (workspace: string): string => (workspace === '' ? 'No workspace' : workspace);
