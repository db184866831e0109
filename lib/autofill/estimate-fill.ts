import type { Page } from '../mirror/page.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import { factsFor } from '../models/capabilities.ts';
import { estimateRequest } from '../models/estimate-tokens.ts';
import { addCosts, costOf } from '../models/prices.ts';
import type { Settings } from '../settings/settings.ts';
import type { FillColumn } from './fill-column.ts';
import { planFill } from './plan-fill.ts';

/**
 * About what filling these rows costs at most, in US dollars: each asked once and answered as long as it may be. What
 * a model thinks beside it is not in it. `undefined` without a known price.
 * @param pages rows whose content is here; the others are taken for as long as these
 * @param rows how many there are in all
 */
export function estimateFill(
  pages: readonly Page[],
  rows: number,
  columns: readonly FillColumn[],
  { model, prices }: Pick<Settings, 'model' | 'prices'>,
): number | undefined {
  const { contextTokens } = factsFor(model);
  if (pages.length === 0) return rows === 0 ? 0 : undefined;
  const sum = pages.reduce<number | undefined>((so, page) => {
    const { request } = planFill(page, columns, contextTokens);
    const usage = { ...NO_USAGE, inputTokens: estimateRequest(request), outputTokens: request.maxTokens };
    return addCosts(so, costOf(model, usage, prices));
  }, 0);
  return sum === undefined ? undefined : (sum * rows) / pages.length;
}
