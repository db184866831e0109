import { COMPACT_TASK } from '../prompt/compact.ts';
import type { Action } from './action.ts';
import { latestTurns } from './latest-turns.ts';
import { conversationPlan } from './whole-plan.ts';

/** Room for about 1,000 words in any script. */
const SUMMARY_TOKENS = 4_000;
/** What is summarized has more room than it has beside an answer: nothing else is sent with it. */
const ROOM = 0.8;

/** The earlier turns of a conversation in few words, from the conversation alone. */
export const compact: Action = {
  id: 'compact',
  gather: 'nothing',
  plan({ history = [] }, options) {
    const said = latestTurns(history, options.contextTokens, ROOM);
    return conversationPlan([...said, { role: 'user', text: COMPACT_TASK }], [], {
      maxTokens: SUMMARY_TOKENS,
      effort: 'low',
    });
  },
  modelFree: () => ({ markdown: 'Without a model, the oldest turns are left out when room runs short.', cited: [] }),
};
