import type { Rewritten } from '../../models/rewrite.ts';
import { plainTurns } from '../../prompt/plain-turns.ts';

/** What a server of this protocol turned out to want otherwise than most. */
export interface Wishes {
  /** It knows `stream_options`, which asks for the count of tokens at the end. */
  readonly countsTokens: boolean;
  /** Newer models of OpenAI itself take the limit by its new name alone. */
  readonly limit: 'max_tokens' | 'max_completion_tokens';
}

export const ORDINARY: Wishes = { countsTokens: true, limit: 'max_tokens' };

/** The body of one streaming attempt. */
export function completionBody(request: Rewritten, wishes: Wishes): object {
  const system = request.system === '' ? [] : [{ role: 'system', content: request.system }];
  return {
    model: request.model,
    messages: [...system, ...plainTurns(request.turns)],
    stream: true,
    ...(wishes.countsTokens ? { stream_options: { include_usage: true } } : {}),
    [wishes.limit]: request.maxTokens,
  };
}

/** What a refusal says that the server wants otherwise; `undefined` when it is about something else. */
export function wishesIn(refusal: string, before: Wishes): Wishes | undefined {
  if (before.countsTokens && /stream_options|include_usage/.test(refusal)) return { ...before, countsTokens: false };
  if (before.limit === 'max_tokens' && refusal.includes('max_completion_tokens'))
    return { ...before, limit: 'max_completion_tokens' };
  return undefined;
}
