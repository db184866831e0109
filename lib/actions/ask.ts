import { askQuestion } from '../prompt/ask.ts';
import { outputTokens } from '../prompt/wishes.ts';
import type { Action } from './action.ts';
import { budgetFor } from './budget.ts';
import { quotePassages } from './quote-passages.ts';
import { showPage } from './shown-pages.ts';
import { wholePlan } from './whole-plan.ts';

/** An answer from the page alone, each claim cited. */
export const ask: Action = {
  id: 'ask',
  gather: 'page',
  plan({ page }, options) {
    const question = options.question ?? '';
    const { whole, placed } = showPage(page, question, budgetFor(options.contextTokens));
    return wholePlan(askQuestion(question, options, whole), placed, {
      maxTokens: outputTokens(options),
      effort: 'medium',
      // Further questions about a page that is shown whole begin with the same words.
      cachePrefix: whole,
    });
  },
  modelFree: (material, options) => quotePassages(material, options.question ?? '', options.length),
};
