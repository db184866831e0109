import type { Rewritten } from '../../models/rewrite.ts';
import type { Turn } from '../../models/answer-event.ts';
import type { ToolCall, ToolSpec } from '../../models/tool.ts';
import { plainTurns } from '../../prompt/plain-turns.ts';

/** What a server of this protocol turned out to want otherwise than most. */
export interface Wishes {
  /** It knows `stream_options`, which asks for the count of tokens at the end. */
  readonly countsTokens: boolean;
  /** Newer models of OpenAI itself take the limit by its new name alone. */
  readonly limit: 'max_tokens' | 'max_completion_tokens';
  /** Models behind it that turned out not to call tools, or not to hold their answers to a schema. */
  readonly toolless: readonly string[];
  readonly schemaless: readonly string[];
}

export const ORDINARY: Wishes = { countsTokens: true, limit: 'max_tokens', toolless: [], schemaless: [] };

/** The body of one streaming attempt. */
export function completionBody(request: Rewritten, wishes: Wishes): object {
  const system = request.system === '' ? [] : [{ role: 'system', content: request.system }];
  return {
    model: request.model,
    messages: [...system, ...messagesOf(request.turns)],
    stream: true,
    ...(wishes.countsTokens ? { stream_options: { include_usage: true } } : {}),
    [wishes.limit]: request.maxTokens,
    ...(request.tools === undefined ? {} : { tools: request.tools.map(toolOf) }),
    ...(request.schema === undefined
      ? {}
      : {
          response_format: {
            type: 'json_schema',
            json_schema: { name: 'answer', strict: true, schema: request.schema },
          },
        }),
  };
}

const toolOf = ({ name, description, input }: ToolSpec): object => ({
  type: 'function',
  function: { name, description, parameters: input },
});

/** Each result is a message of its own here, before the person's words of the same turn. */
function messagesOf(turns: readonly Turn[]): readonly object[] {
  const plain = plainTurns(turns);
  return turns.flatMap((turn, at): readonly object[] => {
    const { role, content } = plain[at] ?? { role: turn.role, content: '' };
    const results = (turn.results ?? []).map(({ id, text }) => ({ role: 'tool', tool_call_id: id, content: text }));
    if (turn.calls !== undefined) return [{ role, content, tool_calls: turn.calls.map(callOf) }];
    return content === '' ? results : [...results, { role, content }];
  });
}

const callOf = ({ id, name, input }: ToolCall): object => ({
  id,
  type: 'function',
  function: { name, arguments: JSON.stringify(input ?? {}) },
});

/** What a refusal says that the server wants otherwise; `undefined` when it is about something else. */
export function wishesIn(refusal: string, before: Wishes, model = ''): Wishes | undefined {
  if (before.countsTokens && /stream_options|include_usage/.test(refusal)) return { ...before, countsTokens: false };
  if (before.limit === 'max_tokens' && refusal.includes('max_completion_tokens'))
    return { ...before, limit: 'max_completion_tokens' };
  if (!before.schemaless.includes(model) && /response_format|json_schema|structured output/i.test(refusal))
    return { ...before, schemaless: [...before.schemaless, model] };
  if (!before.toolless.includes(model) && /\btools?\b|tool_choice|function call/i.test(refusal))
    return { ...before, toolless: [...before.toolless, model] };
  return undefined;
}
