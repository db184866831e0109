import type { ModelRequest, Turn } from '../models/answer-event.ts';
import type { PlacedSource } from '../prompt/page-source.ts';
import { SYSTEM_PROMPT } from '../prompt/system.ts';
import type { HistoryTurn, WholePlan } from './action.ts';

/** One request over these sources: material first, then what to do with it. */
export function wholePlan(
  task: string,
  placed: readonly PlacedSource[],
  limits: Pick<ModelRequest, 'maxTokens' | 'effort' | 'cachePrefix'>,
): WholePlan {
  const shown = placed.filter(({ source }) => source.items.length > 0);
  return conversationPlan([{ role: 'user', text: task, sources: shown.map(({ source }) => source) }], shown, limits);
}

/** A plan for a whole conversation. `placed` are the sources of its turns, in order. */
export function conversationPlan(
  turns: readonly (HistoryTurn & Turn)[],
  placed: readonly PlacedSource[],
  limits: Pick<ModelRequest, 'maxTokens' | 'effort' | 'cachePrefix'>,
): WholePlan {
  const writers = [...new Set(turns.flatMap(({ by }) => by ?? []))];
  return {
    kind: 'whole',
    request: { system: SYSTEM_PROMPT, turns: turns.map(({ by: _writer, ...turn }) => turn), ...limits },
    places: placed.map(({ places }) => places),
    removed: placed.reduce((sum, { removed }) => sum + removed, 0),
    ...(writers.length === 0 ? {} : { writers }),
  };
}
