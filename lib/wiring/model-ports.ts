import { createBuiltInPort } from '../adapters/built-in-model/built-in-port.ts';
import type { BrowserModel } from '../adapters/built-in-model/browser-model.ts';
import { createClaudePort } from '../adapters/claude/claude-port.ts';
import { createFetchDoor } from '../adapters/fetch-door/fetch-door.ts';
import type { MetaStore } from '../adapters/dexie/meta-store.ts';
import type { DoorFetch } from '../adapters/fetch-door/fetch-door.ts';
import { createOpenAiPort } from '../adapters/openai/openai-port.ts';
import { Failure } from '../base/failure.ts';
import type { Clock, Log } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import type { RecordActivity } from '../activity/entry.ts';
import { keepBatchesPrivate } from '../flows/keep-batches-private.ts';
import { createPrivacyGate } from '../flows/keep-private.ts';
import { logBatches, logModel } from '../flows/log-models.ts';
import type { Errand, Server } from '../flows/log-models.ts';
import { isOnThisComputer } from '../flows/is-on-this-computer.ts';
import type { StepStore } from '../jobs/stores.ts';
import type { ModelFacts, ModelPort } from '../models/answer-event.ts';
import { factsOfRoute } from '../models/route-facts.ts';
import type { Route } from '../models/route.ts';
import { isClaude } from '../models/route.ts';
import { routesFor } from '../models/routes-for.ts';
import { policyOf } from '../settings/managed.ts';
import { hostPattern, originOf } from '../settings/provider-address.ts';
import type { ProviderId, ProviderSettings } from '../settings/provider.ts';
import type { Vault } from '../settings/vault.ts';
import { letRun } from './let-run.ts';
import type { ManagedKeeper } from './managed.ts';

interface Around {
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'reveal' | 'list'>;
  readonly log: Log;
  readonly record: RecordActivity;
  readonly meta: Pick<MetaStore, 'settings' | 'models' | 'modelsListedAt' | 'keepModels'>;
  /** The way to Claude, by the door that knows the services. */
  readonly door: DoorFetch;
  /** The network itself, for doors that open to one provider alone. */
  readonly network: DoorFetch;
  isOnline(): boolean;
  /** Whether the person lets us reach what a pattern such as `https://models.example/*` covers. */
  mayReach(pattern: string): Promise<boolean>;
  findBrowserModel(): BrowserModel | undefined;
  /** What the organization set. */
  readonly managed: Pick<ManagedKeeper, 'heed' | 'keepWithin'>;
  /** Keeps what is put away for batches. */
  readonly steps: StepStore;
}

/** The browser's model comes and goes seldom; asking for it each time would hold up every question. */
const LOOK_AGAIN_MS = 60_000;
/** No question waits longer for the browser to say how its model is. */
const LOOK_MS = 100;

/** Models come and go: a list is taken anew when it is this old, and no sooner than an hour after the last try. */
const LISTED_MS = 24 * 60 * 60_000;
const TRY_AGAIN_MS = 60 * 60_000;

const CLAUDE: Server = { provider: 'claude', host: 'api.anthropic.com' };
const serverOf = ({ id, baseUrl }: ProviderSettings): Server => ({ provider: id, host: new URL(baseUrl).host });

/**
 * The ways to all models that may be asked, and what is known of each. Here alone is a way made, and each goes through
 * the gate that keeps private values back: no path can forget it.
 */
export function createModelPorts(around: Around) {
  const { clock, log, vault, meta, network, isOnline, managed } = around;
  const gate = createPrivacyGate(
    async () => {
      const { redaction, managed: set } = await meta.settings();
      return { ...redaction, isFirm: policyOf(set).redaction === 'block' };
    },
    (decision) => around.record({ kind: 'policy', what: 'redaction', ...decision }),
  );
  const door = managed.keepWithin({ provider: 'claude' }, around.door);
  const rawClaude = (key: () => Promise<Secret>) => createClaudePort({ key, fetch: door, clock, isOnline });
  const ownClaude = rawClaude(() => vault.reveal('claude'));
  const rawBuiltIn = heeding(createBuiltInPort(around.findBrowserModel, clock), managed);
  const kept = new Map<ProviderId, { readonly settings: string; readonly port: ModelPort }>();
  const noting = { clock, record: around.record, settings: meta.settings };
  /** The log hears of what leaves this device, as it leaves. */
  const opened = (port: ModelPort, server: Server, errand?: Errand): ModelPort =>
    gate.guard(logModel(noting, port, server, errand));
  const openedClaude = ({ batches, ...port }: typeof ownClaude) => ({
    ...opened(port, CLAUDE),
    batches: keepBatchesPrivate(logBatches(noting, batches, CLAUDE), gate, around.steps, clock),
  });
  const claude = openedClaude(ownClaude);
  const builtIn = { ...rawBuiltIn, ...opened(rawBuiltIn, { provider: 'built-in' }) };
  let looked: { readonly at: number; readonly ready: Promise<boolean> } | undefined;

  /** A door that opens to this provider's address alone, as long as the person lets us reach it. */
  const doorTo = (provider: ProviderSettings): DoorFetch => {
    return managed.keepWithin({ provider: provider.id, baseUrl: provider.baseUrl }, async (url, init) => {
      const origins = (await around.mayReach(hostPattern(provider))) ? [originOf(provider)] : [];
      return createFetchDoor(() => origins, network)(url, init);
    });
  };

  const portWith = (provider: ProviderSettings, key: () => Promise<Secret | undefined>): ModelPort => {
    const { id, name, baseUrl, header } = provider;
    const isSlow = isOnThisComputer(id, [provider]);
    // This computer is reached without any network.
    const way = {
      key,
      fetch: doorTo(provider),
      clock,
      isOnline: () => isSlow || isOnline(),
      isSlow,
      baseUrl,
      header,
      provider: name,
    };
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

  const configured = (id: ProviderId, errand?: Errand): ModelPort => {
    const find = async (): Promise<ModelPort> => {
      const provider = (await meta.settings()).providers.find((one) => one.id === id);
      if (provider === undefined)
        throw new Failure({ code: 'no-provider-key', provider: 'a provider that was removed' });
      return opened(portOf(provider), serverOf(provider), errand);
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
    const seen = builtIn.state().then((state) => state === 'available');
    // A browser that has one and takes its time to say how it is counts as ready: should it not be, asking it shows that.
    const slow = clock.sleep(LOOK_MS).then(() => around.findBrowserModel() !== undefined);
    const ready = Promise.race([seen, slow]);
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

  /** Read once for all who ask in one go: an answer asks for every model that may give it. */
  let reading: ReturnType<typeof readKnown> | undefined;
  const known = (): ReturnType<typeof readKnown> => {
    reading ??= readKnown().finally(() => (reading = undefined));
    return reading;
  };
  const readKnown = async () => {
    const [settings, listed] = await Promise.all([meta.settings(), meta.models()]);
    return { settings, listed };
  };

  let triedAt = 0;
  const listAnew = async (signal: AbortSignal): Promise<readonly ModelFacts[]> => {
    triedAt = clock.now();
    const listed = await claude.models(signal);
    await meta.keepModels(listed, clock.now());
    return listed;
  };

  return {
    claude,
    claudeWith: (key: () => Promise<Secret>) => openedClaude(rawClaude(key)),
    portWith: (provider: ProviderSettings, key: () => Promise<Secret | undefined>): ModelPort =>
      opened(portWith(provider, key), serverOf(provider)),
    builtIn,
    /** @param errand what the log is told of beside the call itself */
    model(provider: ProviderId, errand?: Errand): ModelPort {
      if (provider === 'claude') return opened(ownClaude, CLAUDE, errand);
      return provider === 'built-in' ? opened(rawBuiltIn, { provider }, errand) : configured(provider, errand);
    },
    /** Claude's models as they were listed last; an old list is given, and taken anew for the next who asks. */
    async list(signal: AbortSignal): Promise<readonly ModelFacts[]> {
      const listed = await meta.models();
      if (listed.length === 0) return listAnew(signal);
      const now = clock.now();
      const old = now - (await meta.modelsListedAt()) > LISTED_MS && now - triedAt > TRY_AGAIN_MS;
      if (old) letRun(listAnew(new AbortController().signal), log, 'models');
      return listed;
    },
    async routes(asked: Route): Promise<readonly Route[]> {
      const { settings, listed } = await known();
      const [hasKey, ready] = await Promise.all([hasKeys(settings.providers), settings.builtIn && builtInReady()]);
      return routesFor(asked, { settings, listed, hasKey, builtInReady: ready });
    },
    async factsOf(route: Route): Promise<ModelFacts> {
      const { settings, listed } = await known();
      return factsOfRoute(route, listed, settings.providers, builtIn.contextTokens());
    },
  };
}

/** The browser's own model is reached by no door: the policy is heeded before it is asked. */
function heeding<Port extends ModelPort>(port: Port, managed: Pick<ManagedKeeper, 'heed'>): Port {
  return {
    ...port,
    async *answer(model, request, signal) {
      await managed.heed({ provider: 'built-in' });
      yield* port.answer(model, request, signal);
    },
  };
}
