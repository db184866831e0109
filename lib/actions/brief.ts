import { briefNotes, briefPage } from '../prompt/brief.ts';
import { pageSource } from '../prompt/page-source.ts';
import { outputTokens } from '../prompt/wishes.ts';
import type { Action, ActionOptions } from './action.ts';
import { briefWithoutModel } from './brief-without-model.ts';
import { budgetFor, sourceTokens } from './budget.ts';
import { planSections } from './plan-sections.ts';
import { relatedSources } from './related-sources.ts';
import { wholePlan } from './whole-plan.ts';

/** A project briefing from a page, its properties, and the pages that it relates to or links to. */
export const brief: Action = {
  id: 'brief',
  gather: 'page-and-relations',
  plan({ page, related }, options) {
    const budget = budgetFor(options.contextTokens);
    const around = relatedSources(related, budget.related);
    const whole = pageSource(page, { page: 0, properties: true });
    if (sourceTokens(whole.source) <= budget.whole) {
      return wholePlan(briefPage(options), [whole, ...around], limits(options));
    }
    const properties = pageSource(page, { page: 0, properties: true, runs: [] });
    return planSections(page, options, (notes) =>
      wholePlan(briefNotes(options), [properties, ...notes, ...around], limits(options)),
    );
  },
  modelFree: (material, options) => briefWithoutModel(material, options),
};

/** Seven headings need more room than a summary. */
function limits(options: ActionOptions): { maxTokens: number; effort: 'medium' } {
  return { maxTokens: outputTokens(options) * 1.5, effort: 'medium' };
}
