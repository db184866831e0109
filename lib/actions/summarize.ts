import { pageSource } from '../prompt/page-source.ts';
import { summarizeNotes, summarizePage } from '../prompt/summarize.ts';
import { outputTokens } from '../prompt/wishes.ts';
import type { Action, ActionOptions } from './action.ts';
import { budgetFor, sourceTokens } from './budget.ts';
import { summarizeWithoutModel } from './summarize-without-model.ts';
import { planSections } from './plan-sections.ts';
import { wholePlan } from './whole-plan.ts';

/** What matters of the page, under headings, each point cited. */
export const summarize: Action = {
  id: 'summarize',
  gather: 'page',
  plan({ page }, options) {
    const whole = pageSource(page, { page: 0, properties: true });
    if (sourceTokens(whole.source) <= budgetFor(options.contextTokens).whole) {
      return wholePlan(summarizePage(options), [whole], limits(options));
    }
    const properties = pageSource(page, { page: 0, properties: true, runs: [] });
    return planSections(page, options, (notes) =>
      wholePlan(summarizeNotes(options), [properties, ...notes], limits(options)),
    );
  },
  modelFree: ({ page }, options) => summarizeWithoutModel(page, options),
};

function limits(options: ActionOptions): { maxTokens: number; effort: 'medium' } {
  return { maxTokens: outputTokens(options), effort: 'medium' };
}
