import type { Json } from '../../base/json.ts';
import { asObject, numberIn, objectIn, textIn } from '../../base/json.ts';
import type { ModelFacts } from '../../models/answer-event.ts';
import { plainFacts } from '../../models/plain-facts.ts';

/** The models that a server lists; `undefined` when the answer is no list. An empty one may be `null`. */
export function readModels(answer: Json): readonly ModelFacts[] | undefined {
  const data = answer['data'] ?? answer['models'];
  if (data === null || (data === undefined && answer['object'] === 'list')) return [];
  if (!Array.isArray(data)) return undefined;
  return data.map(asObject).flatMap((info) => (info === undefined ? [] : readModel(info)));
}

/** OpenRouter, vLLM, LM Studio and llama.cpp tell a model's room, each under a name of its own. */
function readModel(info: Json): ModelFacts[] {
  const id = textIn(info, 'id') ?? textIn(info, 'name');
  if (id === undefined || id === '') return [];
  const meta = objectIn(info, 'meta') ?? {};
  const top = objectIn(info, 'top_provider') ?? {};
  const context =
    numberIn(info, 'context_length') ??
    numberIn(info, 'max_model_len') ??
    numberIn(info, 'loaded_context_length') ??
    numberIn(info, 'max_context_length') ??
    numberIn(info, 'context_window') ??
    numberIn(meta, 'n_ctx');
  const output = numberIn(top, 'max_completion_tokens') ?? numberIn(info, 'max_completion_tokens');
  return [plainFacts(id, textIn(info, 'name') ?? id, positive(context), positive(output))];
}

const positive = (amount: number | undefined): number | undefined =>
  amount !== undefined && amount > 0 ? amount : undefined;
