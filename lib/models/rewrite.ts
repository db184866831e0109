import type { Json } from '../base/json.ts';
import type { ModelFacts, ModelRequest, Turn } from './answer-event.ts';
import { properTurns } from './proper-turns.ts';
import type { ToolSpec } from './tool.ts';

/** A request in the form that one model accepts. Adapters only put it into their wire's words. */
export interface Rewritten {
  readonly model: string;
  readonly system: string;
  /** Begins and ends with the user; no empty turn; no two turns of one role in a row; every call with its result. */
  readonly turns: readonly Turn[];
  readonly maxTokens: number;
  readonly effort?: 'low' | 'medium' | 'high';
  readonly thinking?: 'adaptive' | 'between_tools' | 'disabled';
  readonly citations: boolean;
  readonly cachePrefix: boolean;
  readonly tools?: readonly ToolSpec[];
  readonly schema?: Json;
}

/** What a model thinks counts as output: room for it beside the answer, where it cannot be told not to. */
const THINKING_ROOM = 8_000;

/**
 * The request as `model` accepts it: efforts and thinking it knows, as little thinking as it allows (a person waits for
 * the first word), its output limit, no answer put into its mouth, no tools or schema where it knows none.
 */
export function rewriteFor(model: ModelFacts, request: ModelRequest): Rewritten {
  const thinking = leastThinking(model);
  const effort = effortFor(model, request.effort, thinking);
  const room = thinking === 'adaptive' ? THINKING_ROOM : 0;
  const canCall = model.tools !== false;
  const schema = model.schemas === false ? undefined : request.schema;
  return {
    model: model.id,
    system: request.system,
    turns: properTurns(request.turns, canCall),
    maxTokens: Math.max(1, Math.min(Math.ceil(request.maxTokens) + room, model.outputTokens)),
    ...(effort === undefined ? {} : { effort }),
    ...(thinking === undefined ? {} : { thinking }),
    // Services refuse to cite in an answer that has to fit a schema.
    citations: model.citations && request.schema === undefined,
    cachePrefix: request.cachePrefix ?? false,
    ...(canCall && request.tools !== undefined && request.tools.length > 0 ? { tools: request.tools } : {}),
    ...(schema === undefined ? {} : { schema }),
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

/** What an answer says of itself where it was asked without the tools that were offered. */
export const leftOut = ({ tools = [] }: ModelRequest, rewritten: Rewritten): { readonly toolless?: true } =>
  tools.length > 0 && rewritten.tools === undefined ? { toolless: true } : {};
