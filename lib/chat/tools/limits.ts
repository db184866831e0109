/** Calls that one turn answers; the rest is refused, so that no page can make a model search without end. */
export const MOST_CALLS = 12;
/** Requests of one turn: every call may come alone, and after the last there is room to answer. */
export const MOST_ROUNDS = MOST_CALLS + 2;
/** Input that one turn may send, over all its requests. */
const MOST_TOKENS = 600_000;
/** What one turn may cost before its calls are no longer answered, in US dollars. */
const MOST_USD = 1;
/** Results share so much of what the model can take, in characters of about 3.6 a token. */
const RESULT_SHARE = 0.4;
const CHARACTERS_PER_TOKEN = 3.6;

export interface Spent {
  readonly calls: number;
  readonly inputTokens: number;
  readonly costUsd?: number;
  /** Characters of all results so far. */
  readonly told: number;
}

/** Why a turn may call no more, for the model; `undefined` while it may. */
export function overLimit({ calls, inputTokens, costUsd = 0, told }: Spent, contextTokens: number): string | undefined {
  if (calls >= MOST_CALLS) return `This turn has made its ${MOST_CALLS} calls. Answer with what you have.`;
  if (inputTokens >= MOST_TOKENS || costUsd >= MOST_USD)
    return 'This turn has used up what it may cost. Answer with what you have.';
  if (told >= contextTokens * RESULT_SHARE * CHARACTERS_PER_TOKEN)
    return 'There is no room for further results. Answer with what you have.';
  return undefined;
}
