import { Failure } from '../base/failure.ts';
import { fillDocument } from '../prompt/document.ts';
import { blockLine, pageSource } from '../prompt/page-source.ts';
import { outputTokens } from '../prompt/wishes.ts';
import { pagesOf } from './action.ts';
import type { Action, ActionOptions, Material } from './action.ts';
import { budgetFor, sourceTokens } from './budget.ts';
import { fillTemplate } from './fill-template.ts';
import { planSections } from './plan-sections.ts';
import { relatedSources } from './related-sources.ts';
import { wholePlan } from './whole-plan.ts';

/** A document in the form of a template page, from a row of a database and what it relates to. */
export const document: Action = {
  id: 'document',
  gather: 'page-and-template',
  plan(material, options) {
    const { page, related } = material;
    const template = templateOf(material).blocks.map(blockLine).join('\n');
    const budget = budgetFor(options.contextTokens);
    const around = relatedSources(related, budget.related);
    const whole = pageSource(page, { page: 0, properties: true });
    if (sourceTokens(whole.source) <= budget.whole) {
      return wholePlan(fillDocument(template, options), [whole, ...around], limits(options));
    }
    const properties = pageSource(page, { page: 0, properties: true, runs: [] });
    return planSections(page, options, (notes) =>
      wholePlan(fillDocument(template, options), [properties, ...notes, ...around], limits(options)),
    );
  },
  modelFree: (material) => fillTemplate(material.page, templateOf(material), pagesOf(material).length - 1),
};

/** @throws Failure `page-unreadable` where there is no template to fill */
function templateOf({ template }: Material): NonNullable<Material['template']> {
  if (template === undefined) throw new Failure('page-unreadable');
  return template;
}

const limits = (options: ActionOptions): { maxTokens: number; effort: 'medium' } => ({
  maxTokens: outputTokens(options) * 3,
  effort: 'medium',
});
