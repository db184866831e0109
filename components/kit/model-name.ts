import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { modelName as nameFromId, undated } from '../../lib/models/model-name.ts';

/** The name of a model as a person knows it: from the models endpoint, else read from its id. */
export function modelName(id: string, models: readonly ModelFacts[]): string {
  const known = models.find((model) => model.id === id) ?? models.find((model) => sameModel(model.id, id));
  return known?.name ?? nameFromId(id);
}

/** Whether two ids mean one model: the service may answer with the dated id of what was asked. */
export function sameModel(one: string, other: string): boolean {
  return undated(one) === undated(other);
}
