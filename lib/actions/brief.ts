import { briefNotes, briefPage } from '../prompt/brief.ts';
import { pageSource } from '../prompt/page-source.ts';
import { outputTokens } from '../prompt/wishes.ts';
import type { Action, ActionOptions, WholePlan } from './action.ts';
import { lately, notRead, unsetNames } from './brief-gaps.ts';
import { briefWithoutModel } from './brief-without-model.ts';
import { budgetFor, sourceTokens } from './budget.ts';
import { planSections } from './plan-sections.ts';
import { briefWords } from './brief-words.ts';
import { relatedSources } from './related-sources.ts';
import { wholePlan } from './whole-plan.ts';

/** A project briefing from a page, its properties, and the pages around it. Says which of those were not read. */
export const brief: Action = {
  id: 'brief',
  gather: 'page-and-relations',
  plan(material, options) {
    const { page, related } = material;
    const budget = budgetFor(options.contextTokens);
    const around = relatedSources(related, budget.related);
    const facts = { lately: lately(material), unset: unsetNames(page) };
    const unread = [...related.slice(around.length), ...(material.leftOut ?? [])];
    const closing = notRead(unread, briefWords((options.language ?? 'en').split('-')[0] ?? 'en'));
    const ended = (plan: WholePlan): WholePlan => (closing === undefined ? plan : { ...plan, closing });
    const whole = pageSource(page, { page: 0, properties: true });
    if (sourceTokens(whole.source) <= budget.whole) {
      return ended(wholePlan(briefPage(options, facts), [whole, ...around], limits(options)));
    }
    const properties = pageSource(page, { page: 0, properties: true, runs: [] });
    return planSections(page, options, (notes) =>
      ended(wholePlan(briefNotes(options, facts), [properties, ...notes, ...around], limits(options))),
    );
  },
  modelFree: (material, options) => briefWithoutModel(material, options),
};

/** Seven headings need more room than a summary. */
function limits(options: ActionOptions): { maxTokens: number; effort: 'medium' } {
  return { maxTokens: outputTokens(options) * 1.5, effort: 'medium' };
}
