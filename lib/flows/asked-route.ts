import type { JobInput } from '../jobs/job.ts';
import type { ModelFacts } from '../models/answer-event.ts';
import { factsFor } from '../models/capabilities.ts';
import type { Route } from '../models/route.ts';
import { serverOf } from '../models/server-of.ts';
import type { Settings } from '../settings/settings.ts';
import type { AnswerPorts } from './answer-ports.ts';

/** Whom a person asks: as they said with the question, else as they set it. A model named alone is asked of who serves it. */
export function askedRoute({ provider, model }: JobInput, settings: Settings): Route {
  if (model === undefined) return { provider: provider ?? settings.provider, model: settings.model };
  return { provider: provider ?? serverOf(model, settings), model };
}

/** What the asked model can do; where none is wished, what most can. */
export const factsOfAsked = async (ports: Pick<AnswerPorts, 'factsOf'>, asked: Route): Promise<ModelFacts> =>
  asked.model === 'none' ? factsFor('none') : ports.factsOf(asked);
