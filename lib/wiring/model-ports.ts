import { isReachGranted } from '../adapters/browser/granted-hosts.ts';
import { createBuiltInPort } from '../adapters/built-in-model/built-in-port.ts';
import { findBrowserModel } from '../adapters/built-in-model/browser-model.ts';
import { createClaudePort } from '../adapters/claude/claude-port.ts';
import { createFetchDoor } from '../adapters/fetch-door/fetch-door.ts';
import type { DoorFetch } from '../adapters/fetch-door/fetch-door.ts';
import { createOpenAiPort } from '../adapters/openai/openai-port.ts';
import { Failure } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import type { ModelFacts, ModelPort } from '../models/answer-event.ts';
import { factsOfRoute } from '../models/route-facts.ts';
import type { Route } from '../models/route.ts';
import { isClaude } from '../models/route.ts';
import { routesFor } from '../models/routes-for.ts';
import { hostPattern, originOf } from '../settings/provider-address.ts';
import type { ProviderId, ProviderSettings } from '../settings/provider.ts';
import type { Settings } from '../settings/settings.ts';
import type { Vault } from '../settings/vault.ts';

interface Around {
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'reveal' | 'list'>;
  readonly meta: {
    settings(): Promise<Settings>;
    models(): Promise<readonly ModelFacts[]>;
    keepModels(models: readonly ModelFacts[]): Promise<void>;
  };
  /** The way to Claude, by the door that knows the services. */
  readonly door: DoorFetch;
  /** The network itself, for doors that open to one provider alone. */
  readonly network: DoorFetch;
  isOnline(): boolean;
}

/** The browser's model comes and goes seldom; asking for it each time would hold up every question. */
const LOOK_AGAIN_MS = 60_000;

/** The ways to all models that may be asked, and what is known of each. */
export function createModelPorts(around: Around) {
  const { clock, vault, meta, door, network, isOnline } = around;
  const claudeWith = (key: () => Promise<Secret>): ModelPort => createClaudePort({ key, fetch: door, clock, isOnline });
  const claude = claudeWith(() => vault.reveal('claude'));
  const builtIn = createBuiltInPort(findBrowserModel, clock);
  const kept = new Map<ProviderId, { readonly settings: string; readonly port: ModelPort }>();
  let looked: { readonly at: number; readonly ready: Promise<boolean> } | undefined;

  /** A door that opens to this provider's address alone, as long as the person lets us reach it. */
  const doorTo = (provider: ProviderSettings): DoorFetch => {
    return async (url, init) => {
      const origins = (await isReachGranted(hostPattern(provider))) ? [originOf(provider)] : [];
      return createFetchDoor(() => origins, network)(url, init);
    };
  };

  const portWith = (provider: ProviderSettings, key: () => Promise<Secret | undefined>): ModelPort => {
    const { id, name, baseUrl, header } = provider;
    const way = { key, fetch: doorTo(provider), clock, isOnline, provider: name, baseUrl, header };
    const facts = (model: string): ModelFacts => factsOfRoute({ provider: id, model }, [], [provider]);
    return isClaude(id) ? createClaudePort(way) : createOpenAiPort({ ...way, facts });
  };

  /** One port as long as its settings are the same: a port learns what its server wants. */
  const portOf = (provider: ProviderSettings): ModelPort => {
    const settings = JSON.stringify(provider);
    const known = kept.get(provider.id);
    if (known?.settings === settings) return known.port;
    const key = async () => (provider.header === 'none' ? undefined : vault.reveal(`provider:${provider.id}`));
    const port = portWith(provider, key);
    kept.set(provider.id, { settings, port });
    return port;
  };

  const configured = (id: ProviderId): ModelPort => {
    const find = async (): Promise<ModelPort> => {
      const provider = (await meta.settings()).providers.find((one) => one.id === id);
      if (provider === undefined)
        throw new Failure({ code: 'no-provider-key', provider: 'a provider that was removed' });
      return portOf(provider);
    };
    return {
      async *answer(model, request, signal) {
        yield* (await find()).answer(model, request, signal);
      },
      countTokens: async (model, request, signal) => (await find()).countTokens(model, request, signal),
      models: async (signal) => (await find()).models(signal),
    };
  };

  /** What the last look saw, once it is old too: the next question learns of a change. */
  const builtInReady = (): Promise<boolean> => {
    const before = looked;
    if (before !== undefined && clock.now() - before.at < LOOK_AGAIN_MS) return before.ready;
    const ready = builtIn.state().then((state) => state === 'available');
    looked = { at: clock.now(), ready };
    return before?.ready ?? ready;
  };

  const hasKeys = async (providers: readonly ProviderSettings[]): Promise<(provider: ProviderId) => boolean> => {
    const ready = new Set((await vault.list()).filter(({ state }) => state === 'ready').map(({ name }) => name));
    const open = new Set(providers.filter(({ header }) => header === 'none').map(({ id }) => id));
    return (provider) => {
      if (provider === 'built-in') return true;
      if (provider === 'claude') return ready.has('claude');
      return open.has(provider) || ready.has(`provider:${provider}`);
    };
  };

  return {
    claude,
    claudeWith,
    portWith,
    builtIn,
    model(provider: ProviderId): ModelPort {
      if (provider === 'claude') return claude;
      return provider === 'built-in' ? builtIn : configured(provider);
    },
    async routes(asked: Route): Promise<readonly Route[]> {
      const [settings, listed] = await Promise.all([meta.settings(), meta.models()]);
      const [hasKey, ready] = await Promise.all([hasKeys(settings.providers), settings.builtIn && builtInReady()]);
      return routesFor(asked, { settings, listed, hasKey, builtInReady: ready, dataClass: 'internal' });
    },
    async factsOf(route: Route): Promise<ModelFacts> {
      const [{ providers }, listed] = await Promise.all([meta.settings(), meta.models()]);
      return factsOfRoute(route, listed, providers, builtIn.contextTokens());
    },
  };
}
