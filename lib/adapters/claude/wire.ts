import type {
  MessageCountTokensParams,
  MessageCreateParamsStreaming,
  MessageParam,
  SearchResultBlockParam,
  TextBlockParam,
  Tool,
  ToolResultBlockParam,
  ToolUseBlockParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { Source, Turn } from '../../models/answer-event.ts';
import type { ToolCall, ToolResult, ToolSpec } from '../../models/tool.ts';
import type { Rewritten } from '../../models/rewrite.ts';

const CACHE = { cache_control: { type: 'ephemeral' } } as const;

/** The body of one streaming attempt. */
export function messageBody(request: Rewritten): MessageCreateParamsStreaming {
  return { ...countBody(request), max_tokens: request.maxTokens, stream: true };
}

/** The same request, for counting its tokens. */
export function countBody(request: Rewritten): MessageCountTokensParams {
  return {
    model: request.model,
    ...(request.system === '' ? {} : { system: request.system }),
    messages: messages(request),
    ...(request.thinking === undefined ? {} : { thinking: { type: request.thinking } }),
    ...(request.tools === undefined ? {} : { tools: request.tools.map(tool) }),
    ...output(request),
  };
}

/** No model is ever forced to call: the larger ones refuse a request that tries. */
const tool = ({ name, description, input }: ToolSpec): Tool => ({
  name,
  description,
  input_schema: { ...input, type: 'object' },
});

function output({ effort, schema }: Rewritten): Pick<MessageCountTokensParams, 'output_config'> {
  if (effort === undefined && schema === undefined) return {};
  return {
    output_config: {
      ...(effort === undefined ? {} : { effort }),
      ...(schema === undefined ? {} : { format: { type: 'json_schema', schema: { ...schema } } }),
    },
  };
}

/**
 * Each page goes as one `search_result`, each of its items as one text block in it: the service itself keeps page text
 * apart from what is asked, and its citations count pages and items.
 */
function messages(request: Rewritten): MessageParam[] {
  const firstShown = request.turns.findIndex((turn) => (turn.sources ?? []).length > 0);
  return request.turns.map((turn, at) => {
    const keep = request.cachePrefix && (at === firstShown || at === request.turns.length - 1);
    return {
      role: turn.role,
      content: content(turn, request.citations, keep && at === firstShown, keep && at > firstShown),
    };
  });
}

function content(turn: Turn, citations: boolean, keepSources: boolean, keepWords: boolean) {
  const sources = turn.sources ?? [];
  const results = turn.results ?? [];
  const saysNothing = turn.text.trim() === '';
  const blocks: (ToolResultBlockParam | SearchResultBlockParam | TextBlockParam | ToolUseBlockParam)[] = [
    // The service wants results before anything else of their turn.
    ...results.map((result, at) => toolResult(result, keepWords && saysNothing && at === results.length - 1)),
    ...sources.map((source, at) => searchResult(source, citations, keepSources && at === sources.length - 1)),
  ];
  if (!saysNothing) blocks.push({ type: 'text', text: turn.text, ...(keepWords ? CACHE : {}) });
  blocks.push(...(turn.calls ?? []).map(toolUse));
  return blocks;
}

const toolUse = ({ id, name, input }: ToolCall): ToolUseBlockParam => ({
  type: 'tool_use',
  id: callId(id),
  name,
  input: input ?? {},
});

const toolResult = ({ id, text, isError }: ToolResult, keep: boolean): ToolResultBlockParam => ({
  type: 'tool_result',
  tool_use_id: callId(id),
  content: [{ type: 'text', text }],
  ...(isError === undefined ? {} : { is_error: isError }),
  ...(keep ? CACHE : {}),
});

/** Another provider's name of a call, in the characters that this one takes. */
const callId = (id: string): string => id.replace(/[^\w-]/g, '_');

function searchResult(source: Source, citations: boolean, keep: boolean): SearchResultBlockParam {
  return {
    type: 'search_result',
    source: source.url,
    title: source.title,
    content: source.items.map((text) => ({ type: 'text', text })),
    citations: { enabled: citations },
    ...(keep ? CACHE : {}),
  };
}
