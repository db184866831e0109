import type { ModelRequest, Turn } from '../models/answer-event.ts';
import type { PlacedSource } from '../prompt/page-source.ts';
import { SYSTEM_PROMPT } from '../prompt/system.ts';
import type { WholePlan } from './action.ts';

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
  turns: readonly Turn[],
  placed: readonly PlacedSource[],
  limits: Pick<ModelRequest, 'maxTokens' | 'effort' | 'cachePrefix'>,
): WholePlan {
  return {
    kind: 'whole',
    request: { system: SYSTEM_PROMPT, turns, ...limits },
    places: placed.map(({ places }) => places),
    removed: placed.reduce((sum, { removed }) => sum + removed, 0),
  };
}
