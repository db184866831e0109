import type { Plan } from '../actions/action.ts';
import type { ModelRequest, Usage } from '../models/answer-event.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import { estimateRequest } from '../models/estimate-tokens.ts';
import { costOf } from '../models/prices.ts';
import type { Settings } from '../settings/settings.ts';

/** About how many tokens one request reads, and writes at most. */
type Size = Pick<Usage, 'inputTokens' | 'outputTokens'>;

/**
 * The requests that a plan comes to. What the parts of a long page yield is read once more by a last request, which
 * writes as much as the longest of them may.
 */
export function sizesOf(plan: Plan): readonly Size[] {
  if (plan.kind === 'whole') return [sizeOf(plan.request)];
  const parts = plan.parts.map(({ request }) => sizeOf(request));
  const written = parts.map(({ outputTokens }) => outputTokens);
  return [
    ...parts,
    { inputTokens: written.reduce((sum, tokens) => sum + tokens, 0), outputTokens: Math.max(0, ...written) },
  ];
}

const sizeOf = (request: ModelRequest): Size => ({
  inputTokens: estimateRequest(request),
  outputTokens: Math.ceil(request.maxTokens),
});

/**
 * About the most that requests cost at one model, in US dollars: each asked once, without what the service keeps of
 * earlier ones, answered as long as it may be. What a model thinks beside it is not in it. `undefined` without a known
 * price.
 * @param most tokens that the model writes at once at most
 * @param prices the person's own, which win over the table
 */
export function costOfSizes(
  model: string,
  most: number,
  sizes: readonly Size[],
  prices: Settings['prices'],
): number | undefined {
  let sum = 0;
  for (const { inputTokens, outputTokens } of sizes) {
    const cost = costOf(model, { ...NO_USAGE, inputTokens, outputTokens: Math.min(outputTokens, most) }, prices);
    if (cost === undefined) return undefined;
    sum += cost;
  }
  return sum;
}
