import { NAMED_PAGES, openChat } from '../prompt/chat.ts';
import { outputTokens } from '../prompt/wishes.ts';
import type { Action } from './action.ts';
import { budgetFor } from './budget.ts';
import { latestTurns } from './latest-turns.ts';
import { quotePassages } from './quote-passages.ts';
import { relatedSources } from './related-sources.ts';
import { showPage } from './shown-pages.ts';
import { conversationPlan } from './whole-plan.ts';

/**
 * One more turn of a conversation about a page. A page shown whole stands at the beginning, so that every turn starts
 * with the same words; passages, and pages that the person named, stand with the message that they were chosen for.
 */
export const chat: Action = {
  id: 'chat',
  gather: 'page',
  plan({ page, related, history = [] }, options) {
    const message = options.question ?? '';
    const budget = budgetFor(options.contextTokens);
    const { whole, placed } = showPage(page, message, budget);
    const shown = placed.filter(({ source }) => source.items.length > 0);
    const named = relatedSources(related, budget.related).filter(({ source }) => source.items.length > 0);
    const said = latestTurns(history, options.contextTokens);
    const opening = openChat(options, shown.length === 0 ? 'none' : whole ? 'whole' : 'passages');
    const last = said.length;
    const at = whole ? 0 : last;
    const turns = [...said, { role: 'user' as const, text: message }].map((turn, index) => {
      const placedHere = [...(index === at ? shown : []), ...(index === last ? named : [])];
      const words = [...(index === at ? [opening] : []), ...(index === last && named.length > 0 ? [NAMED_PAGES] : [])];
      if (placedHere.length === 0 && words.length === 0) return turn;
      return {
        role: turn.role,
        text: [...words, `Message: ${turn.text}`].join('\n\n'),
        sources: placedHere.map(({ source }) => source),
      };
    });
    return conversationPlan(turns, [...shown, ...named], {
      maxTokens: outputTokens(options),
      effort: 'medium',
      cachePrefix: true,
    });
  },
  modelFree: (material, options) => quotePassages(material, options.question ?? '', options.length),
};
