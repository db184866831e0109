import type { ProviderId } from '../settings/provider.ts';
import type { Settings } from '../settings/settings.ts';
import { BUILT_IN, isClaude } from './route.ts';

/** Who is asked for a model that is named alone: the provider that is set, where it may serve it; else one that lists it, or whose kind it is. */
export function serverOf(
  model: string,
  { provider, model: preferred, providers }: Pick<Settings, 'provider' | 'model' | 'providers'>,
): ProviderId {
  const lists = providers.filter(({ models }) => models.includes(model)).map(({ id }) => id);
  if (model === preferred || lists.some((id) => id === provider)) return provider;
  if (model === BUILT_IN.model) return BUILT_IN.provider;
  const [other = provider] = lists;
  return model.startsWith('claude-') ? (isClaude(provider) ? provider : 'claude') : other;
}
