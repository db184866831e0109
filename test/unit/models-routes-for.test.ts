import { describe, expect, it } from 'vitest';
import { factsFor } from '../../lib/models/capabilities.ts';
import { factsOfRoute } from '../../lib/models/route-facts.ts';
import { BUILT_IN, routeKey } from '../../lib/models/route.ts';
import { routesFor } from '../../lib/models/routes-for.ts';
import type { RoutesKnown } from '../../lib/models/routes-for.ts';
import type { ProviderSettings } from '../../lib/settings/provider.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';

const GATEWAY: ProviderSettings = {
  id: 'gateway:1',
  name: 'Company gateway',
  baseUrl: 'https://gateway.example',
  header: 'x-api-key',
  models: ['claude-sonnet-5-5', 'claude-haiku-5-5'],
  classes: ['public', 'internal'],
};
const LOCAL: ProviderSettings = {
  id: 'openai:2',
  name: 'Ollama',
  baseUrl: 'http://localhost:11434/v1',
  header: 'none',
  models: ['llama', 'qwen'],
  contextTokens: 4_096,
  contexts: { qwen: 32_768 },
  classes: ['public', 'internal', 'restricted'],
};
const ASKED = { provider: 'claude', model: 'claude-sonnet-5-5' } as const;

const aKnown = ({ settings, ...differs }: Partial<RoutesKnown> = {}): RoutesKnown => ({
  settings: { ...DEFAULT_SETTINGS, ...settings },
  listed: [],
  hasKey: () => true,
  builtInReady: false,
  ...differs,
});
const settingsWith = (...providers: readonly ProviderSettings[]) => ({ ...DEFAULT_SETTINGS, providers });
const keysOf = (...args: Parameters<typeof routesFor>) => routesFor(...args).map(routeKey);

describe('who may be asked', () => {
  it('is the asked model, then the person’s order, then other providers, then the browser', () => {
    expect(keysOf(ASKED, aKnown({ settings: settingsWith(GATEWAY, LOCAL), builtInReady: true }))).toEqual([
      'claude/claude-sonnet-5-5',
      'claude/claude-haiku-5-5',
      'claude/claude-opus-5-5',
      'gateway:1/claude-sonnet-5-5',
      'gateway:1/claude-haiku-5-5',
      'openai:2/llama',
      'openai:2/qwen',
      'built-in/browser-model',
    ]);
  });

  it('comes to the model that is asked first when another one was asked, each once', () => {
    const asked = { provider: 'claude', model: 'claude-opus-5-5' } as const;
    expect(keysOf(asked, aKnown())).toEqual([
      'claude/claude-opus-5-5',
      'claude/claude-sonnet-5-5',
      'claude/claude-haiku-5-5',
    ]);
  });

  it('begins with the models of the provider that was asked', () => {
    const asked = { provider: LOCAL.id, model: 'qwen' };
    expect(keysOf(asked, aKnown({ settings: settingsWith(GATEWAY, LOCAL) })).slice(0, 3)).toEqual([
      'openai:2/qwen',
      'openai:2/llama',
      'claude/claude-sonnet-5-5',
    ]);
  });

  it('goes from the order at a gateway to Claude itself, then to the gateway’s other models', () => {
    const settings = { ...settingsWith(GATEWAY), provider: GATEWAY.id, model: 'claude-opus-5-5', fallbacks: [] };
    expect(keysOf({ provider: GATEWAY.id, model: 'claude-opus-5-5' }, aKnown({ settings }))).toEqual([
      'gateway:1/claude-opus-5-5',
      'claude/claude-sonnet-5-5',
      'gateway:1/claude-sonnet-5-5',
      'gateway:1/claude-haiku-5-5',
    ]);
  });

  it('leaves out who is off, and whose key is missing', () => {
    const settings = settingsWith({ ...GATEWAY, off: true }, LOCAL);
    expect(keysOf(ASKED, aKnown({ settings })).some((key) => key.startsWith('gateway'))).toBe(false);
    const keyless = aKnown({ settings: settingsWith(GATEWAY, LOCAL), hasKey: (provider) => provider === LOCAL.id });
    expect(keysOf(ASKED, keyless)).toEqual(['claude/claude-sonnet-5-5', 'openai:2/llama', 'openai:2/qwen']);
  });

  it('bars a provider also when it is the one that was asked', () => {
    const asked = { provider: GATEWAY.id, model: 'claude-sonnet-5-5' };
    const barred = { ...GATEWAY, off: true as const };
    expect(keysOf(asked, aKnown({ settings: settingsWith(barred) }))[0]).toBe('claude/claude-sonnet-5-5');
    expect(keysOf(asked, aKnown())[0]).toBe('claude/claude-sonnet-5-5');
  });

  it('does not try a model that is gone, but for the asked one', () => {
    const listed = [{ ...factsFor('claude-haiku-5-5'), lifecycle: 'retired' as const }];
    expect(keysOf(ASKED, aKnown({ listed }))).toEqual(['claude/claude-sonnet-5-5', 'claude/claude-opus-5-5']);
    expect(keysOf({ provider: 'claude', model: 'claude-haiku-5-5' }, aKnown({ listed }))[0]).toBe(
      'claude/claude-haiku-5-5',
    );
  });

  it('asks the browser’s own model only when it is ready and allowed, and keeps on the device what is asked of it', () => {
    const ready = aKnown({ builtInReady: true });
    expect(routesFor(ASKED, ready).at(-1)).toEqual(BUILT_IN);
    expect(routesFor(ASKED, aKnown())).not.toContainEqual(BUILT_IN);
    const off = { ...ready, settings: { ...DEFAULT_SETTINGS, builtIn: false } };
    expect(routesFor(ASKED, off)).not.toContainEqual(BUILT_IN);
    expect(routesFor(BUILT_IN, ready)).toEqual([BUILT_IN]);
  });
});

describe('what is known of a model at a provider', () => {
  const factsOf = (provider: Parameters<typeof factsOfRoute>[0]['provider'], model: string) =>
    factsOfRoute({ provider, model }, [], [GATEWAY, LOCAL]);

  it('is the same for Claude behind a gateway', () => {
    expect(factsOf(GATEWAY.id, 'claude-sonnet-5-5')).toEqual(factsFor('claude-sonnet-5-5'));
  });

  it('takes the room from the server, else from the person, else little; without citations', () => {
    expect(factsOf(LOCAL.id, 'qwen')).toMatchObject({ contextTokens: 32_768, outputTokens: 8_192, citations: false });
    expect(factsOf(LOCAL.id, 'llama')).toMatchObject({ contextTokens: 4_096, outputTokens: 1_024 });
    expect(factsOf('openai:9', 'any')).toMatchObject({ contextTokens: 8_192 });
    expect(factsOf('openai:9', 'claude-sonnet-5-5')).toMatchObject({ citations: false });
  });

  it('knows the room of the browser’s own model once that has told it', () => {
    expect(factsOf('built-in', BUILT_IN.model)).toMatchObject({ contextTokens: 4_000, citations: false });
    expect(factsOfRoute(BUILT_IN, [], [], 9_216)).toMatchObject({ contextTokens: 9_216 });
  });
});
