import type { ModelFacts } from './answer-event.ts';

/** Where nobody tells it: what the smaller servers are set to hold, prompt and answer together. */
export const UNTOLD_CONTEXT_TOKENS = 8_192;
/** Of a room that prompt and answer share, this part is kept for the answer, up to a long answer's length. */
const ANSWER_PART = 0.25;
const LONGEST_ANSWER_TOKENS = 8_192;

/** A model that takes text and gives text: it cites nothing and says nothing about effort or thinking. */
export function plainFacts(
  id: string,
  name = id,
  contextTokens = UNTOLD_CONTEXT_TOKENS,
  outputTokens = Math.min(LONGEST_ANSWER_TOKENS, Math.floor(contextTokens * ANSWER_PART)),
): ModelFacts {
  return { id, name, lifecycle: 'active', contextTokens, outputTokens, citations: false, efforts: [], thinking: [] };
}
