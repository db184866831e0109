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

/**
 * What is sent to one model: told who writes and wrote, and to go on where there is something to go on from.
 * @param earlier the cut answer that it goes on from
 */
export function requestFor({ asked, route, facts }: Asked, plan: WholePlan, earlier?: Answer): ModelRequest {
  const isAnother = (model: string): boolean => undated(model) !== undated(route.model);
  const request = tellWho(plan.request, {
    name: facts.name,
    writers: [...new Set((plan.writers ?? []).filter(isAnother).map(modelName))],
    ...(isAnother(asked.model) ? { standsInFor: modelName(asked.model) } : {}),
  });
  if (earlier === undefined) return request;
  const by = earlier.provenance.answeredBy;
  return continueRequest(request, earlier.text, by !== undefined && isAnother(by) ? modelName(by) : undefined);
}
