import { estimateTokens } from '../models/estimate-tokens.ts';
import { openChat } from '../prompt/chat.ts';
import { outputTokens } from '../prompt/wishes.ts';
import type { Action, HistoryTurn } from './action.ts';
import { budgetFor } from './budget.ts';
import { quotePassages } from './quote-passages.ts';
import { showPage } from './shown-pages.ts';
import { conversationPlan } from './whole-plan.ts';

/** Earlier turns are kept up to this part of what the model can take; the oldest go first. */
const HISTORY_SHARE = 0.3;
const MARKER = /\[\^\d+\]/g;

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
    const said = latest(history, options.contextTokens * HISTORY_SHARE);
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

/** The last turns within a budget, from a turn of the person on; markers of old citations mean nothing any more. */
function latest(history: readonly HistoryTurn[], tokens: number): readonly HistoryTurn[] {
  const turns = history
    .map((turn) => ({ ...turn, text: turn.text.replaceAll(MARKER, '').trim() }))
    .filter(({ text }) => text !== '');
  let left = tokens;
  let from = turns.length;
  while (from > 0 && left > 0) {
    left -= estimateTokens(turns[from - 1]?.text ?? '');
    if (left > 0) from -= 1;
  }
  while (turns[from]?.role === 'assistant') from += 1;
  return turns.slice(from);
}
