import { openChat } from '../prompt/chat.ts';
import { outputTokens } from '../prompt/wishes.ts';
import type { Action } from './action.ts';
import { budgetFor } from './budget.ts';
import { latestTurns } from './latest-turns.ts';
import { quotePassages } from './quote-passages.ts';
import { showPage } from './shown-pages.ts';
import { conversationPlan } from './whole-plan.ts';

/**
 * One more turn of a conversation about a page. A page shown whole stands at the beginning, so that every turn starts
 * with the same words; passages stand with the message that they were chosen for.
 */
export const chat: Action = {
  id: 'chat',
  gather: 'page',
  plan({ page, history = [] }, options) {
    const message = options.question ?? '';
    const { whole, placed } = showPage(page, message, budgetFor(options.contextTokens));
    const shown = placed.filter(({ source }) => source.items.length > 0);
    const said = latestTurns(history, options.contextTokens);
    const opening = openChat(options, whole);
    const turns = [...said, { role: 'user' as const, text: message }];
    const at = whole ? 0 : turns.length - 1;
    const sources = shown.map(({ source }) => source);
    return conversationPlan(
      turns.map((turn, index) =>
        index === at ? { role: turn.role, text: `${opening}\n\nMessage: ${turn.text}`, sources } : turn,
      ),
      shown,
      { maxTokens: outputTokens(options), effort: 'medium', cachePrefix: true },
    );
  },
  modelFree: (material, options) => quotePassages(material, options.question ?? '', options.length),
};
