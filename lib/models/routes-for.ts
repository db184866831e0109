import { refusesAsking } from '../settings/managed-rules.ts';
import type { ProviderId, ProviderSettings } from '../settings/provider.ts';
import { DEFAULT_SETTINGS } from '../settings/settings.ts';
import type { Settings } from '../settings/settings.ts';
import type { ModelFacts } from './answer-event.ts';
import { BUILT_IN, sameRoute } from './route.ts';
import type { Route } from './route.ts';

/** What decides who may be asked, besides the person's order. */
export interface RoutesKnown {
  readonly settings: Pick<Settings, 'model' | 'provider' | 'fallbacks' | 'providers' | 'builtIn' | 'managed'>;
  /** Claude's models as they were listed last; empty while they never were. */
  readonly listed: readonly ModelFacts[];
  /** Whether a provider's key is at hand, or none is needed. */
  hasKey(provider: ProviderId): boolean;
  /** The browser's own model is ready. */
  readonly builtInReady: boolean;
}

/**
 * Who can be asked, the asked one first: then the person's own order of models, then the other providers in theirs, then
 * the browser's own model. A provider that is off is never among them, also when it is the asked one. Without a key
 * nobody stands in; the asked one stays, so that the missing key is said. What is asked of the browser's own model alone
 * stays on the device. Whom the organization does not approve nobody falls back
 * to; asked for by name it stays, to be refused in words before anything is sent. Which of them may see a certain page
 * is not said here.
 */
export function routesFor(asked: Route, known: RoutesKnown): readonly Route[] {
  const { settings } = known;
  const own = settings.builtIn && known.builtInReady ? [BUILT_IN] : [];
  if (asked.provider === 'built-in' && settings.provider !== 'built-in') return [asked];
  const home: Route = { provider: settings.provider, model: settings.model };
  const standIns = [
    ...(asked.provider === home.provider ? [] : modelsOf(asked.provider, settings.providers)),
    home,
    ...settings.fallbacks.map((model) => ({ provider: home.provider, model })),
    ...(home.provider === 'claude' ? [] : [{ provider: 'claude', model: DEFAULT_SETTINGS.model } as const]),
    ...settings.providers.flatMap(({ id }) => modelsOf(id, settings.providers)),
  ].filter((route) => known.hasKey(route.provider) && !isRetired(route, known.listed) && isApproved(route, settings));
  return unique([asked, ...standIns].filter((route) => isOn(route.provider, known)).concat(own));
}

function modelsOf(provider: ProviderId, providers: readonly ProviderSettings[]): readonly Route[] {
  const found = providers.find(({ id }) => id === provider);
  return found === undefined ? [] : found.models.map((model) => ({ provider: found.id, model }));
}

function isOn(provider: ProviderId, { settings }: RoutesKnown): boolean {
  if (provider === 'claude' || provider === 'built-in') return true;
  return settings.providers.some(({ id, off }) => id === provider && off !== true);
}

function isApproved({ provider, model }: Route, { managed, providers }: RoutesKnown['settings']): boolean {
  const baseUrl = providers.find(({ id }) => id === provider)?.baseUrl;
  return refusesAsking(managed, { provider, model, ...(baseUrl === undefined ? {} : { baseUrl }) }) === undefined;
}

const isRetired = ({ provider, model }: Route, listed: readonly ModelFacts[]): boolean =>
  provider === 'claude' && listed.some(({ id, lifecycle }) => id === model && lifecycle === 'retired');

const unique = (routes: readonly Route[]): readonly Route[] =>
  routes.filter((route, at) => routes.findIndex((one) => sameRoute(one, route)) === at);
