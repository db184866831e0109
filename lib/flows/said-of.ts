import type { ReadAnswer, WholePlan } from '../actions/action.ts';
import { citationsOf } from '../actions/citations-of.ts';
import type { Page } from '../mirror/page.ts';
import { textOf } from '../models/accumulate.ts';
import type { Draft } from '../models/accumulate.ts';
import type { ModelFacts } from '../models/answer-event.ts';
import { citeHere } from './cite-here.ts';

interface Saying {
  readonly plan: WholePlan;
  readonly pages: readonly Page[];
  readonly citing: Pick<ModelFacts, 'citations'>;
  readonly whole: boolean;
  /** The number of the first citation. */
  readonly firstN: number;
}

/** What a model has written so far, as it is shown and kept: read from its form where the plan holds it to one. */
export function saidOf({ plan, pages, citing, whole, firstN }: Saying, draft: Draft): ReadAnswer {
  if (plan.read !== undefined) return plan.read(textOf(draft), whole) ?? { markdown: '', cited: [] };
  const { text, citations } = citeHere(draft, citing, plan.request, firstN);
  const closing = whole && plan.closing !== undefined ? `\n\n${plan.closing}` : '';
  return { markdown: `${text}${closing}`, cited: citationsOf(plan, pages, citations) };
}
