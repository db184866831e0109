import type { JobInput } from '../jobs/job.ts';
import type { ModelFacts } from '../models/answer-event.ts';
import { factsFor } from '../models/capabilities.ts';
import { BUILT_IN, isClaude } from '../models/route.ts';
import type { Route } from '../models/route.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { Settings } from '../settings/settings.ts';
import type { AnswerPorts } from './answer-ports.ts';

/** Whom a person asks: as they said with the question, else as they set it. A model named alone is asked of who serves it. */
export function askedRoute({ provider, model }: JobInput, settings: Settings): Route {
  if (model === undefined) return { provider: provider ?? settings.provider, model: settings.model };
  return { provider: provider ?? serverOf(model, settings), model };
}

/** The provider that is set, where it may serve the model; else one that lists it, or whose kind it is. */
function serverOf(model: string, { provider, model: preferred, providers }: Settings): ProviderId {
  const lists = providers.filter(({ models }) => models.includes(model)).map(({ id }) => id);
  if (model === preferred || lists.some((id) => id === provider)) return provider;
  if (model === BUILT_IN.model) return BUILT_IN.provider;
  const [other = provider] = lists;
  return model.startsWith('claude-') ? (isClaude(provider) ? provider : 'claude') : other;
}

/** What the asked model can do; where none is wished, what most can. */
export const factsOfAsked = async (ports: Pick<AnswerPorts, 'factsOf'>, asked: Route): Promise<ModelFacts> =>
  asked.model === 'none' ? factsFor('none') : ports.factsOf(asked);
