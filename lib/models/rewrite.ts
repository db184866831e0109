import type { ModelFacts, ModelRequest, Source, Turn } from './answer-event.ts';

/** A request in the form that one model accepts. Adapters only put it into their wire's words. */
export interface Rewritten {
  readonly model: string;
  readonly system: string;
  /** Begins and ends with the user; no empty turn; no two turns of one role in a row. */
  readonly turns: readonly Turn[];
  readonly maxTokens: number;
  readonly effort?: 'low' | 'medium' | 'high';
  readonly thinking?: 'adaptive' | 'between_tools' | 'disabled';
  readonly citations: boolean;
  readonly cachePrefix: boolean;
}

/** Stands where a source has nothing to show: services refuse empty text, and the places of the others must not move. */
const NOTHING = '—';

/** What a model thinks counts as output: room for it beside the answer, where it cannot be told not to. */
const THINKING_ROOM = 8_000;

/**
 * The request as `model` accepts it: efforts and thinking it knows, as little thinking as it allows (a person waits for
 * the first word), its output limit, no answer put into its mouth.
 */
export function rewriteFor(model: ModelFacts, request: ModelRequest): Rewritten {
  const thinking = leastThinking(model);
  const effort = effortFor(model, request.effort, thinking);
  const room = thinking === 'adaptive' ? THINKING_ROOM : 0;
  return {
    model: model.id,
    system: request.system,
    turns: proper(request.turns),
    maxTokens: Math.max(1, Math.min(Math.ceil(request.maxTokens) + room, model.outputTokens)),
    ...(effort === undefined ? {} : { effort }),
    ...(thinking === undefined ? {} : { thinking }),
    citations: model.citations,
    cachePrefix: request.cachePrefix ?? false,
  };
}

/** Models that know none of these think only when told to, so nothing is said. */
function leastThinking(model: ModelFacts): Rewritten['thinking'] {
  const order = ['disabled', 'between_tools', 'adaptive'] as const;
  return order.find((kind) => model.thinking.includes(kind));
}

function effortFor(model: ModelFacts, wanted: ModelRequest['effort'], thinking: Rewritten['thinking']) {
  if (wanted === undefined) return undefined;
  // Where thinking cannot be turned off, effort decides how long it keeps the person waiting.
  const effort = thinking === 'adaptive' && wanted === 'medium' ? 'low' : wanted;
  return model.efforts.includes(effort) ? effort : undefined;
}

function proper(turns: readonly Turn[]): readonly Turn[] {
  const kept: Turn[] = [];
  for (const turn of turns) {
    const sources = turn.role === 'user' ? (turn.sources ?? []).map(filled) : [];
    if (turn.text.trim() === '' && sources.length === 0) continue;
    const last = kept.at(-1);
    if (last === undefined && turn.role === 'assistant') continue;
    if (last?.role === turn.role) kept[kept.length - 1] = joined(last, turn.text, sources);
    else kept.push({ role: turn.role, text: turn.text, ...(sources.length === 0 ? {} : { sources }) });
  }
  while (kept.at(-1)?.role === 'assistant') kept.pop();
  return kept;
}

function joined(first: Turn, text: string, more: readonly Source[]): Turn {
  const sources = [...(first.sources ?? []), ...more];
  const words = [first.text, text].filter((part) => part.trim() !== '').join('\n\n');
  return { role: first.role, text: words, ...(sources.length === 0 ? {} : { sources }) };
}

function filled(source: Source): Source {
  const items = source.items.length === 0 ? [NOTHING] : source.items;
  return {
    title: source.title.trim() === '' ? 'Untitled' : source.title,
    url: source.url,
    items: items.map((item) => (item.trim() === '' ? NOTHING : item)),
  };
}
