import { estimateTokens } from '../models/estimate-tokens.ts';
import type { Source } from '../models/answer-event.ts';

/** Pages up to here go in whole: beyond it, an edit should not cost the whole page again. */
const WHOLE_TOKENS = 24_000;
/** Passages for one question: about thirty pages of print, found by the words of the question. */
const PASSAGE_TOKENS = 12_000;
/** Related pages together: they give context, the page in question gives the answer. */
const RELATED_TOKENS = 16_000;
/** The rest of what a model can take is for the prompt, the conversation and the answer. */
const SHARE = 0.5;

/** How many tokens of page text a request may hold, of each kind. */
export interface Budget {
  readonly whole: number;
  readonly passages: number;
  readonly related: number;
}

export function budgetFor(contextTokens: number): Budget {
  const most = contextTokens * SHARE;
  return {
    whole: Math.min(WHOLE_TOKENS, most * 0.6),
    passages: Math.min(PASSAGE_TOKENS, most * 0.6),
    related: Math.min(RELATED_TOKENS, most * 0.4),
  };
}

/** An item's own form costs a little beside its words. */
export function itemTokens(item: string): number {
  return estimateTokens(item) + 6;
}

export function sourceTokens(source: Source): number {
  return estimateTokens(source.title) + source.items.reduce((sum, item) => sum + itemTokens(item), 0);
}
