import type { ModelRequest } from './answer-event.ts';

/** Characters of Latin text per token. Newer models cut finer than four: rather a little too many than too few. */
const LATIN = 3.6;
/** Characters per token in other alphabets (Cyrillic, Greek, Arabic, Hebrew, accented letters). */
const ALPHABET = 2;
/** Each citable item and each turn carries some form of its own. */
const ITEM_TOKENS = 6;
const TURN_TOKENS = 8;
/** From here on (CJK, kana, Hangul, symbols, emoji) about one token a character. */
const DENSE_FROM = 0x1100;

/** About how many tokens a text costs. For budgets and previews: the bill comes from the service. */
export function estimateTokens(text: string): number {
  let latin = 0;
  let alphabet = 0;
  let dense = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) latin += 1;
    else if (code < DENSE_FROM) alphabet += 1;
    else dense += 1;
  }
  return Math.ceil(latin / LATIN + alphabet / ALPHABET + dense);
}

/** About how many input tokens a whole request costs. */
export function estimateRequest(request: ModelRequest): number {
  let tokens = estimateTokens(request.system);
  if (request.tools !== undefined) tokens += estimateTokens(JSON.stringify(request.tools));
  if (request.schema !== undefined) tokens += estimateTokens(JSON.stringify(request.schema));
  for (const turn of request.turns) {
    tokens += TURN_TOKENS + estimateTokens(turn.text);
    for (const { name, input } of turn.calls ?? []) {
      tokens += ITEM_TOKENS + estimateTokens(name) + estimateTokens(JSON.stringify(input ?? {}));
    }
    for (const { text } of turn.results ?? []) tokens += ITEM_TOKENS + estimateTokens(text);
    for (const source of turn.sources ?? []) {
      tokens += estimateTokens(source.title) + estimateTokens(source.url);
      for (const item of source.items) tokens += ITEM_TOKENS + estimateTokens(item);
    }
  }
  return tokens;
}
