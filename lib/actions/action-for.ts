import type { ActionId } from '../jobs/answer.ts';
import type { Action } from './action.ts';
import { ask } from './ask.ts';
import { brief } from './brief.ts';
import { chat } from './chat.ts';
import { compact } from './compact.ts';
import { summarize } from './summarize.ts';

const ACTIONS: Readonly<Record<ActionId, Action>> = { summarize, brief, ask, chat, compact };

/** The action behind a door, with its prompts: for whoever answers, not for whoever only offers. */
export function actionFor(id: ActionId): Action {
  return ACTIONS[id];
}
