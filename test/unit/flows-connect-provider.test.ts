import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import { Secret } from '../../lib/base/secret.ts';
import { connectionsOf } from '../../lib/flows/connect.ts';
import {
  arrangeProviders,
  removeProvider,
  saveProvider,
  switchProvider,
  testProvider,
} from '../../lib/flows/connect-provider.ts';
import type { ProviderPorts } from '../../lib/flows/connect-provider.ts';
import { hereOf } from '../../lib/messages/here.ts';
import type { ProviderForm } from '../../lib/messages/provider-desk.ts';
import type { AnswerEvent, ModelFacts } from '../../lib/models/answer-event.ts';
import { plainFacts } from '../../lib/models/plain-facts.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import type { Vault } from '../../lib/settings/vault.ts';
import { createFreshVault } from '../fixtures/memory-vault.ts';

const NEVER = new AbortController().signal;
const FORM: ProviderForm = {
  kind: 'openai',
  name: 'Model house',
  baseUrl: 'https://models.example/v1',
  header: 'bearer',
  models: ['large', 'small'],
  classes: ['public', 'internal'],
};
const LOCAL: ProviderForm = { ...FORM, name: 'Ollama', baseUrl: 'http://localhost:11434/v1', header: 'none' };

describe('connecting a provider', () => {
  let settings: Settings;
  let vault: Vault;
  /** What the server does when it is looked at, and when it is asked. */
  let listing: readonly ModelFacts[] | FailureCode;
  let asking: FailureCode | undefined;
  let usedKeys: (string | undefined)[];
  let givenUp: string[];
  let ports: ProviderPorts;

  const key = (text: string) => ({ secret: new Secret(text), mode: 'clear' as const });
  const savedId = (at = 0) => {
    const id = settings.providers[at]?.id;
    if (id === undefined) throw new Error('nothing is saved');
    return id;
  };

  beforeEach(() => {
    settings = DEFAULT_SETTINGS;
    vault = createFreshVault();
    listing = [plainFacts('large', 'large', 131_072), plainFacts('small')];
    asking = 'model-missing';
    usedKeys = [];
    givenUp = [];
    let ids = 0;
    ports = {
      vault,
      chance: { id: () => `id-${(ids += 1)}`, unit: () => 0 },
      settings: async () => settings,
      changeSettings: async (change) => void (settings = { ...settings, ...change }),
      changed: async () => {},
      giveUpReach: async (pattern) => void givenUp.push(pattern),
      portWith: (_provider, keyOf) => ({
        async models() {
          usedKeys.push((await keyOf())?.reveal());
          if (typeof listing === 'string') throw new Failure(listing);
          return listing;
        },
        // eslint-disable-next-line require-yield
        async *answer(): AsyncGenerator<AnswerEvent> {
          if (asking !== undefined) throw new Failure(asking);
        },
      }),
    };
  });

  it('says which models a test found, and keeps nothing', async () => {
    const tested = await testProvider(ports, FORM, new Secret('sk-1'), NEVER);
    expect(tested).toEqual({ ok: true, words: 'It answers, and has 2 models.', models: ['large', 'small'] });
    expect(usedKeys).toEqual(['sk-1']);
    expect(settings.providers).toEqual([]);
    expect(await vault.list()).toEqual([]);
  });

  it('names models that are not there, and a server without any', async () => {
    const strange = await testProvider(ports, { ...FORM, models: ['large', 'huge'] }, new Secret('k'), NEVER);
    expect(strange.words).toBe('It answers, and has 2 models. Not among them: huge.');
    listing = [];
    expect((await testProvider(ports, FORM, new Secret('k'), NEVER)).words).toBe('It answers, but has no models yet.');
  });

  it('saves a provider with its key, and the room of its models where the server told it', async () => {
    expect(await saveProvider(ports, FORM, key('sk-1234'), NEVER)).toMatchObject({ ok: true });
    expect(settings.providers).toEqual([
      {
        id: 'openai:id-1',
        name: 'Model house',
        baseUrl: 'https://models.example/v1',
        header: 'bearer',
        models: ['large', 'small'],
        classes: ['public', 'internal'],
        contexts: { large: 131_072 },
      },
    ]);
    expect((await vault.reveal('provider:openai:id-1')).reveal()).toBe('sk-1234');
    expect(JSON.stringify(settings)).not.toContain('sk-1234');
  });

  it('never counts a provider’s key as a token for Notion', async () => {
    await saveProvider(ports, FORM, key('sk-1234'), NEVER);
    expect(await connectionsOf(vault, settings)).toMatchObject({ claude: { state: 'missing' }, notion: [] });
  });

  it('counts as a model that can be asked without Claude, while it is on', async () => {
    const claude = async () => hereOf(await connectionsOf(vault, settings), undefined).claude;
    expect(await claude()).toBe('missing');
    await saveProvider(ports, FORM, key('sk-1234'), NEVER);
    expect(await claude()).toBe('connected');
    await switchProvider(ports, savedId(), false);
    expect(await claude()).toBe('missing');
    await switchProvider(ports, savedId(), true);
    await vault.forget(`provider:${savedId()}`);
    expect(await claude()).toBe('missing');
  });

  it('does not save a wrong key, and saves what cannot be tested now', async () => {
    listing = 'claude-key-invalid';
    const refused = await saveProvider(ports, FORM, key('wrong'), NEVER);
    expect(refused).toMatchObject({ ok: false, words: 'Authentication failed: Model house does not accept this key.' });
    expect(settings.providers).toEqual([]);
    listing = 'claude-unreachable';
    const untested = await saveProvider(ports, FORM, key('right'), NEVER);
    expect(untested.ok).toBe(false);
    expect(untested.words).toMatch(/^Saved, but not tested: The network gave no way to Model house/);
    expect(settings.providers).toHaveLength(1);
  });

  it('keeps the key and the switch when the rest is changed', async () => {
    await saveProvider(ports, FORM, key('sk-1234'), NEVER);
    const id = savedId();
    await switchProvider(ports, id, false);
    await saveProvider(ports, { ...FORM, id, name: 'New name' }, { mode: 'clear' }, NEVER);
    expect(settings.providers).toEqual([expect.objectContaining({ id, name: 'New name', off: true })]);
    expect(usedKeys.at(-1)).toBe('sk-1234');
    expect(await vault.list()).toEqual([expect.objectContaining({ name: `provider:${id}`, label: 'New name' })]);
    await switchProvider(ports, id, true);
    expect(settings.providers[0]).not.toHaveProperty('off');
  });

  it('says that the key is missing where one is needed, and needs none where none is', async () => {
    expect((await testProvider(ports, FORM, undefined, NEVER)).failure).toMatchObject({ code: 'no-provider-key' });
    expect((await testProvider(ports, LOCAL, undefined, NEVER)).ok).toBe(true);
    await saveProvider(ports, LOCAL, { mode: 'clear' }, NEVER);
    expect(await vault.list()).toEqual([]);
  });

  it('finds out that a local server refuses extensions only when they ask', async () => {
    asking = 'provider-origin';
    const tested = await testProvider(ports, LOCAL, undefined, NEVER);
    expect(tested).toMatchObject({ ok: false, failure: { code: 'provider-origin', provider: 'Ollama' } });
    asking = undefined;
    expect((await testProvider(ports, LOCAL, undefined, NEVER)).ok).toBe(true);
  });

  it('tells a server that lists no models from one that is away', async () => {
    listing = 'model-missing';
    expect((await testProvider(ports, FORM, new Secret('k'), NEVER)).words).toContain('does not list its models');
  });

  it('keeps the order that a person gives', async () => {
    for (const name of ['One', 'Two', 'Three']) await saveProvider(ports, { ...LOCAL, name }, { mode: 'clear' }, NEVER);
    await arrangeProviders(ports, [savedId(2), savedId(0)]);
    expect(settings.providers.map(({ name }) => name)).toEqual(['Three', 'One', 'Two']);
  });

  it('forgets a provider with its key, and gives back its host unless another one needs it', async () => {
    await saveProvider(ports, FORM, key('sk-1'), NEVER);
    await saveProvider(
      ports,
      { ...FORM, name: 'Same host', baseUrl: 'https://models.example/other' },
      key('sk-2'),
      NEVER,
    );
    settings = { ...settings, provider: savedId(0), model: 'large', fallbacks: ['small'] };
    await removeProvider(ports, savedId(0));
    expect(givenUp).toEqual([]);
    expect(settings).toMatchObject({ provider: 'claude', model: DEFAULT_SETTINGS.model });
    await removeProvider(ports, savedId(0));
    expect(givenUp).toEqual(['https://models.example/*']);
    expect(settings.providers).toEqual([]);
    expect(await vault.list()).toEqual([]);
  });

  it('says when the passphrase is not the one that seals other keys', async () => {
    await vault.keep({
      name: 'claude',
      label: 'Claude',
      secret: new Secret('a'),
      mode: 'passphrase',
      passphrase: 'the right phrase',
    });
    const sealed = { secret: new Secret('b'), mode: 'passphrase' as const, passphrase: 'another phrase' };
    expect(await saveProvider(ports, FORM, sealed, NEVER)).toMatchObject({
      ok: false,
      failure: { code: 'vault-locked' },
    });
    expect(settings.providers).toEqual([]);
  });
});
