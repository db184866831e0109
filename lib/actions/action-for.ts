import type { ActionId } from '../jobs/answer.ts';
import type { Action } from './action.ts';
import { ask } from './ask.ts';
import { brief } from './brief.ts';
import { chat } from './chat.ts';
import { compact } from './compact.ts';
import { document } from './document.ts';
import { gaps } from './gaps.ts';
import { report } from './report.ts';
import { summarize } from './summarize.ts';
import { tasks } from './tasks.ts';
import { wiki } from './wiki.ts';
import { write } from './write.ts';

const ACTIONS: Readonly<Record<ActionId, Action>> = {
  summarize,
  brief,
  tasks,
  wiki,
  document,
  write,
  report,
  gaps,
  ask,
  chat,
  compact,
};

/** The action behind a door, with its prompts: for whoever answers, not for whoever only offers. */
export function actionFor(id: ActionId): Action {
  return ACTIONS[id];
}
