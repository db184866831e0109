import type { FailureFacts } from '../base/failure.ts';
import { refusesAsking } from '../settings/managed-rules.ts';
import type { DataClass, ProviderId } from '../settings/provider.ts';
import type { Settings } from '../settings/settings.ts';
import { upTo } from './data-class.ts';

/** One model by one provider, as whoever decides about it needs to know it. */
interface Asked {
  readonly provider: ProviderId;
  readonly model: string;
}

export type SightSettings = Pick<Settings, 'providers' | 'claudeSees' | 'builtInSees' | 'modelsSee' | 'managed'>;

/** How a model is named in `Settings.modelsSee`. */
export const sightKey = ({ provider, model }: Asked): string => `${provider}/${model}`;

/**
 * Which classes a model may be sent: those of its provider, as far as nothing less is set for the model itself. Who may
 * see a closer class may see every freer one: a request that is kept too well must not reach anybody by that.
 */
export function classesSeenBy(asked: Asked, settings: SightSettings): readonly DataClass[] {
  const ofProvider = classesOfProvider(asked.provider, settings);
  const own = settings.modelsSee[sightKey(asked)];
  return upTo(own === undefined ? upTo(ofProvider) : upTo(ofProvider).filter((one) => upTo(own).includes(one)));
}

function classesOfProvider(provider: ProviderId, settings: SightSettings): readonly DataClass[] {
  if (provider === 'claude') return settings.claudeSees;
  if (provider === 'built-in') return settings.builtInSees;
  const found = settings.providers.find(({ id }) => id === provider);
  return found === undefined || found.off === true ? [] : found.classes;
}

/**
 * Why a model may not be sent words of this class now; `undefined` where it may. The one place that says so: whoever
 * limits what may go where by class or by the organization's policy does it here; the budget then weighs the request.
 */
export function whyNot(asked: Asked, dataClass: DataClass, settings: SightSettings): FailureFacts | undefined {
  const baseUrl = settings.providers.find(({ id }) => id === asked.provider)?.baseUrl;
  const refused = refusesAsking(settings.managed, { ...asked, ...(baseUrl === undefined ? {} : { baseUrl }) });
  if (refused !== undefined) return { ...refused, model: asked.model };
  if (classesSeenBy(asked, settings).includes(dataClass)) return undefined;
  const name = shownName(asked.provider, settings);
  return {
    code: 'policy-class',
    model: asked.model,
    detail: dataClass,
    unsent: true,
    ...(name === undefined ? {} : { provider: name }),
  };
}

function shownName(provider: ProviderId, { providers }: SightSettings): string | undefined {
  if (provider === 'built-in') return 'the browser’s own model';
  return provider === 'claude'
    ? undefined
    : (providers.find(({ id }) => id === provider)?.name ?? 'a provider that was removed');
}
