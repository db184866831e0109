import type { WholePlan } from '../actions/action.ts';
import type { Answer } from '../jobs/answer.ts';
import type { ModelFacts, ModelRequest } from '../models/answer-event.ts';
import { modelName, undated } from '../models/model-name.ts';
import type { Route } from '../models/route.ts';
import { continueRequest } from '../prompt/continue-answer.ts';
import { tellWho } from '../prompt/tell-who.ts';

/** Who is asked, and in whose place. */
export interface Asked {
  readonly asked: Route;
  readonly route: Route;
  readonly facts: Pick<ModelFacts, 'name'>;
}

/** What is sent to one model: told who writes and wrote. */
export function requestFor({ asked, route, facts }: Asked, plan: WholePlan): ModelRequest {
  return tellWho(plan.request, {
    name: facts.name,
    writers: [...new Set((plan.writers ?? []).filter((model) => isAnother(model, route)).map(modelName))],
    ...(isAnother(asked.model, route) ? { standsInFor: modelName(asked.model) } : {}),
  });
}

/**
 * The same request, told to go on from a cut answer.
 * @param said what of that answer stands in no turn of the request
 */
export function goOnFrom(earlier: Answer, said: string, route: Route, request: ModelRequest): ModelRequest {
  const by = earlier.provenance.answeredBy;
  return continueRequest(request, said, by !== undefined && isAnother(by, route) ? modelName(by) : undefined);
}

const isAnother = (model: string, route: Route): boolean => undated(model) !== undated(route.model);
