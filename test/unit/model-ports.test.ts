import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { BrowserModel } from '../../lib/adapters/built-in-model/browser-model.ts';
import { Failure } from '../../lib/base/failure.ts';
import { Secret } from '../../lib/base/secret.ts';
import { factsFor } from '../../lib/models/capabilities.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import { routeKey } from '../../lib/models/route.ts';
import type { ProviderId, ProviderSettings } from '../../lib/settings/provider.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import type { Vault } from '../../lib/settings/vault.ts';
import { createManaged } from '../../lib/wiring/managed.ts';
import { createModelPorts } from '../../lib/wiring/model-ports.ts';
import { BEGIN, DONE, SOME, STOP } from '../contracts/openai-door.ts';
import { aRequest, createHandClock } from '../contracts/claude-door.ts';
import { createMemoryStores } from '../fixtures/memory-stores.ts';
import { createFreshVault } from '../fixtures/memory-vault.ts';

const quiet = { info: () => undefined, warn: () => undefined };
const NEVER = new AbortController().signal;
const HOUSE: ProviderSettings = {
  id: 'openai:house',
  name: 'Model house',
  baseUrl: 'https://models.example/v1',
  header: 'bearer',
  models: ['large'],
  classes: ['internal'],
};
const GATEWAY: ProviderSettings = {
  ...HOUSE,
  id: 'gateway:work',
  name: 'Gateway at work',
  baseUrl: 'https://gateway.example/claude',
  header: 'x-api-key',
  models: ['claude-sonnet-5-5'],
};
const ASKED = { provider: 'claude', model: DEFAULT_SETTINGS.model } as const;

describe('the ways to all models', () => {
  const clock = createHandClock();
  let vault: Vault;
  let settings: Settings;
  let listed: readonly ModelFacts[];
  let listedAt: number;
  let granted: Set<string>;
  let sent: { readonly url: string; readonly headers: Headers }[];
  let isOnline: boolean;
  let unreachable: boolean;
  let builtIn: BrowserModel | undefined;
  let policy: unknown;
  let ports: ReturnType<typeof createModelPorts>;

  const answerTo = (url: string): Response => {
    const headers = { 'content-type': 'text/event-stream' };
    if (url.endsWith('/chat/completions')) return new Response([BEGIN, SOME, STOP, DONE].join(''), { headers });
    return Response.json({ data: [{ id: 'claude-new', display_name: 'Claude New' }] });
  };
  const network = async (url: string, init: RequestInit = {}): Promise<Response> => {
    sent.push({ url, headers: new Headers(init.headers) });
    if (unreachable) throw new TypeError('Failed to fetch');
    return answerTo(url);
  };

  beforeEach(async () => {
    vault = createFreshVault();
    settings = { ...DEFAULT_SETTINGS, fallbacks: [], providers: [HOUSE, GATEWAY] };
    listed = [factsFor('claude-sonnet-5-5')];
    listedAt = clock.now();
    granted = new Set(['https://models.example/*', 'https://gateway.example/*']);
    sent = [];
    isOnline = true;
    unreachable = false;
    builtIn = undefined;
    policy = undefined;
    const keep = (name: 'claude' | `provider:${string}`, secret: string) =>
      vault.keep({ name, label: name, secret: new Secret(secret), mode: 'clear' });
    await keep('claude', 'key of claude');
    await keep('provider:openai:house', 'key of house');
    await keep('provider:gateway:work', 'key of gateway');
    ports = createModelPorts({
      managed: createManaged(async () => policy, quiet),
      clock,
      log: quiet,
      record: () => {},
      vault,
      meta: {
        settings: async () => settings,
        models: async () => listed,
        modelsListedAt: async () => listedAt,
        keepModels: async (models, at) => {
          listed = models;
          listedAt = at;
        },
      },
      door: network,
      network,
      isOnline: () => isOnline,
      mayReach: async (pattern) => granted.has(pattern),
      findBrowserModel: () => builtIn,
      steps: createMemoryStores().steps,
    });
  });

  async function ask(provider: ProviderId, model = 'large'): Promise<string> {
    let text = '';
    try {
      for await (const event of ports.model(provider).answer(model, aRequest(), NEVER))
        if (event.type === 'text-delta') text += event.text;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return `${error.code} of ${error.facts.provider ?? 'Claude'}`;
    }
    return text;
  }

  it('keep to what the organization approves, at every provider and in the browser itself', async () => {
    policy = {
      fields: ['providers', 'models', 'baseUrls'],
      providers: ['claude', 'openai'],
      models: ['claude-haiku-*', 'large'],
      baseUrls: ['https://models.example'],
    };
    const told = async (provider: ProviderId, model: string): Promise<string> => {
      try {
        for await (const _event of ports.model(provider).answer(model, aRequest(), NEVER));
        return 'answered';
      } catch (error) {
        return error instanceof Failure ? error.code : String(error);
      }
    };
    expect(await told('claude', 'claude-sonnet-5-5')).toBe('managed-forbids');
    expect(await told('gateway:work', 'claude-haiku-5-5')).toBe('managed-forbids');
    expect(await told('openai:house', 'small')).toBe('managed-forbids');
    expect(await told('built-in', 'built-in')).toBe('managed-forbids');
    expect(sent).toEqual([]);
    expect(await told('openai:house', 'large')).toBe('answered');
    expect(sent.map(({ url }) => url)).toEqual(['https://models.example/v1/chat/completions']);
  });

  it('sends each key to its own provider, in the header that it takes', async () => {
    expect(await ask('openai:house')).toBe('So far ');
    await ask('gateway:work', 'claude-sonnet-5-5');
    await ask('claude', 'claude-sonnet-5-5');
    expect(sent.map(({ url, headers }) => [url, headers.get('authorization'), headers.get('x-api-key')])).toEqual([
      ['https://models.example/v1/chat/completions', 'Bearer key of house', null],
      ['https://gateway.example/claude/v1/messages', null, 'key of gateway'],
      ['https://api.anthropic.com/v1/messages', 'Bearer key of claude', null],
    ]);
  });

  it('sends nothing to a host that the person has not let us reach, or has taken back', async () => {
    granted.clear();
    expect(await ask('openai:house')).toBe('host-not-granted of Model house');
    expect(sent).toEqual([]);
  });

  it('says whose key is missing, and that a provider is gone', async () => {
    await vault.forget('provider:openai:house');
    expect(await ask('openai:house')).toBe('no-provider-key of Model house');
    expect(await ask('openai:nobody')).toMatch(/^no-provider-key of/);
    expect(sent).toEqual([]);
  });

  it('follows the settings of a provider as they change', async () => {
    await ask('openai:house');
    granted.add('http://localhost/*');
    settings = { ...settings, providers: [{ ...HOUSE, baseUrl: 'http://localhost:1234/v1', header: 'none' }] };
    await ask('openai:house');
    expect(sent.at(-1)?.url).toBe('http://localhost:1234/v1/chat/completions');
    expect(sent.at(-1)?.headers.has('authorization')).toBe(false);
  });

  it('does not blame the network for a server on this computer', async () => {
    granted.add('http://localhost/*');
    settings = { ...settings, providers: [{ ...HOUSE, baseUrl: 'http://localhost:1234/v1', header: 'none' }] };
    isOnline = false;
    unreachable = true;
    expect(await ask('openai:house')).toBe('claude-unreachable of Model house');
    expect(await ask('claude', 'claude-sonnet-5-5')).toBe('offline of Claude');
  });

  it('routes to who has a key, and to the browser’s model while it is ready', async () => {
    builtIn = { availability: async () => 'available', create: () => Promise.reject(new Error('not asked')) };
    expect((await ports.routes(ASKED)).map(routeKey)).toEqual([
      'claude/claude-sonnet-5-5',
      'openai:house/large',
      'gateway:work/claude-sonnet-5-5',
      'built-in/browser-model',
    ]);
    await vault.forget('provider:gateway:work');
    expect((await ports.routes(ASKED)).map(({ provider }) => provider)).not.toContain('gateway:work');
  });

  it('does not wait for a browser that takes its time to say how its model is', async () => {
    builtIn = {
      availability: () => new Promise(() => undefined),
      create: () => Promise.reject(new Error('not asked')),
    };
    let over = false;
    const routes = ports.routes(ASKED).finally(() => (over = true));
    // Time goes on until it is over: how soon the question comes to its look is not this test's business.
    await expect.poll(() => (clock.turn(100), over)).toBe(true);
    expect((await routes).map(routeKey)).toContain('built-in/browser-model');
  });

  it('learns within a few minutes that the browser’s model is gone', async () => {
    builtIn = { availability: async () => 'available', create: () => Promise.reject(new Error('not asked')) };
    const hasIt = async () => (await ports.routes(ASKED)).some(({ provider }) => provider === 'built-in');
    expect(await hasIt()).toBe(true);
    builtIn = undefined;
    clock.turn(61_000);
    await hasIt();
    expect(await hasIt()).toBe(false);
  });

  it('lists Claude’s models anew when the list is a day old, without holding anybody up', async () => {
    expect((await ports.list(NEVER)).map(({ id }) => id)).toEqual(['claude-sonnet-5-5']);
    expect(sent).toEqual([]);
    clock.turn(25 * 60 * 60_000);
    expect((await ports.list(NEVER)).map(({ id }) => id)).toEqual(['claude-sonnet-5-5']);
    await expect.poll(() => listed.map(({ id }) => id)).toEqual(['claude-new']);
    await ports.list(NEVER);
    expect(sent).toHaveLength(1);
  });

  it('lists them at once where none are known', async () => {
    listed = [];
    expect((await ports.list(NEVER)).map(({ id }) => id)).toEqual(['claude-new']);
  });
});
