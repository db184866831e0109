import { summarize } from '../actions/summarize.ts';
import type { Page } from '../mirror/page.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import { factsFor } from '../models/capabilities.ts';
import { estimateRequest } from '../models/estimate-tokens.ts';
import { addCosts, costOf } from '../models/prices.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * About what summaries of these pages cost at most one by one, in US dollars; pages that take more than one request are
 * not in it. `undefined` without a known price.
 * @param pages some whose content is here; the others are taken for as long as these
 * @param count how many there are in all
 */
export function estimateSummaries(
  pages: readonly Page[],
  count: number,
  { model, prices, length }: Pick<Settings, 'model' | 'prices' | 'length'>,
): number | undefined {
  const { contextTokens } = factsFor(model);
  if (pages.length === 0) return count === 0 ? 0 : undefined;
  const sum = pages.reduce<number | undefined>((so, page) => {
    const plan = summarize.plan({ page, related: [] }, { length, contextTokens, model });
    if (plan.kind !== 'whole') return so;
    const usage = {
      ...NO_USAGE,
      inputTokens: estimateRequest(plan.request),
      outputTokens: Math.ceil(plan.request.maxTokens),
    };
    return addCosts(so, costOf(model, usage, prices));
  }, 0);
  return sum === undefined ? undefined : (sum * count) / pages.length;
}
