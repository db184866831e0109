import type {
  MessageCountTokensParams,
  MessageCreateParamsStreaming,
  MessageParam,
  SearchResultBlockParam,
  TextBlockParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { Source, Turn } from '../../models/answer-event.ts';
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
    ...(request.effort === undefined ? {} : { output_config: { effort: request.effort } }),
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
  const blocks: (SearchResultBlockParam | TextBlockParam)[] = sources.map((source, at) =>
    searchResult(source, citations, keepSources && at === sources.length - 1),
  );
  if (turn.text.trim() !== '') blocks.push({ type: 'text', text: turn.text, ...(keepWords ? CACHE : {}) });
  return blocks;
}

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
