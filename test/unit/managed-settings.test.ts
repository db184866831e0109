import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMetaStore } from '../../lib/adapters/dexie/meta-store.ts';
import { settingsIn } from '../../lib/adapters/dexie/settings-in.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { Secret } from '../../lib/base/secret.ts';
import type { PageId } from '../../lib/base/ids.ts';
import { parsePageId } from '../../lib/base/ids.ts';
import { refusesWriting } from '../../lib/flows/refuses-writing.ts';
import { routesFor } from '../../lib/models/routes-for.ts';
import { effectiveSettings, refusesChange } from '../../lib/settings/effective-settings.ts';
import type { Managed } from '../../lib/settings/managed.ts';
import { MANAGED_SURFACES, PROVIDER_KINDS } from '../../lib/settings/managed-fields.ts';
import type { ManagedPolicy } from '../../lib/settings/managed-fields.ts';
import { isSurfaceOff, maySelfApprove, refusesAsking, refusesKeyMode } from '../../lib/settings/managed-rules.ts';
import { createManagedVault } from '../../lib/settings/managed-vault.ts';
import type { ProviderId, ProviderSettings } from '../../lib/settings/provider.ts';
import { readManaged } from '../../lib/settings/read-managed.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { createFreshVault } from '../fixtures/memory-vault.ts';

const set = (policy: ManagedPolicy): Managed => ({ state: 'set', policy });
const INVALID = readManaged({ fields: ['writes'], writes: true });

const MODELS = ['claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-opus-5-5', 'large'] as const;
const KEY_MODES = ['session', 'passphrase', 'clear'] as const;

const aProvider = (id: ProviderSettings['id'], baseUrl: string): ProviderSettings => ({
  id,
  name: id,
  baseUrl,
  header: 'none',
  models: ['claude-haiku-5-5', 'large'],
  classes: ['public', 'internal', 'restricted'],
});
const PROVIDERS = [
  aProvider('gateway:work', 'https://gateway.example/claude'),
  aProvider('openai:house', 'https://models.example/v1'),
];

const subset = <Value>(values: readonly Value[]) => fc.subarray([...values], { minLength: 0 });
const ownSettings: fc.Arbitrary<Settings> = fc
  .record({
    model: fc.constantFrom(...MODELS),
    provider: fc.constantFrom<ProviderId>('claude', 'gateway:work', 'openai:house', 'built-in'),
    fallbacks: subset(MODELS),
    providers: subset(PROVIDERS),
    builtIn: fc.boolean(),
    writes: fc.boolean(),
    keyMode: fc.constantFrom(...KEY_MODES),
  })
  .map((own) => ({ ...DEFAULT_SETTINGS, ...own }));
const policies: fc.Arbitrary<ManagedPolicy> = fc.record(
  {
    providers: subset(PROVIDER_KINDS),
    models: subset(['claude-haiku-5-5', 'claude-*', 'large']),
    baseUrls: subset(['https://gateway.example', 'https://models.example/v1']),
    writes: fc.constantFrom('off', 'ask'),
    keyModes: subset(KEY_MODES),
    surfacesOff: subset(MANAGED_SURFACES),
  },
  { requiredKeys: [] },
);

describe('the settings that hold', () => {
  it('are the person’s own where nothing is set', () => {
    expect(effectiveSettings(DEFAULT_SETTINGS, { state: 'none' })).toBe(DEFAULT_SETTINGS);
  });

  it('are never looser than what the organization set, whatever the person’s are', () => {
    fc.assert(
      fc.property(ownSettings, policies, (own, policy) => {
        const managed = set(policy);
        const held = effectiveSettings(own, managed);
        expect(held.managed).toBe(managed);
        const { providers = PROVIDER_KINDS, keyModes = KEY_MODES } = policy;
        expect(held.writes).toBe(own.writes && policy.writes !== 'off');
        expect(held.builtIn).toBe(own.builtIn && providers.includes('built-in'));
        // A list of none approves none: no key is kept or given then.
        expect(keyModes.length === 0 ? [held.keyMode] : keyModes).toContain(held.keyMode);
        for (const model of held.fallbacks) {
          expect(refusesAsking(managed, { provider: held.provider, model })).toBeUndefined();
        }
        const asked = { provider: held.provider, model: held.model };
        const known = {
          settings: held,
          listed: [],
          hasKey: () => true,
          builtInReady: true,
          dataClass: 'internal',
        } as const;
        for (const route of routesFor(asked, known).filter(({ model }) => model !== held.model)) {
          const baseUrl = own.providers.find(({ id }) => id === route.provider)?.baseUrl;
          expect(refusesAsking(managed, { ...route, ...(baseUrl === undefined ? {} : { baseUrl }) })).toBeUndefined();
        }
      }),
    );
  });

  it('ask an approved model wherever there is one', () => {
    fc.assert(
      fc.property(ownSettings, policies, (own, policy) => {
        const { provider, model, fallbacks } = effectiveSettings(own, set(policy));
        const baseUrl = own.providers.find(({ id }) => id === provider)?.baseUrl;
        const refused = refusesAsking(set(policy), { provider, model, ...(baseUrl === undefined ? {} : { baseUrl }) });
        expect(refused === undefined ? [] : fallbacks).toEqual([]);
      }),
    );
    const haiku = effectiveSettings(DEFAULT_SETTINGS, set({ models: ['claude-haiku-5-5'] }));
    expect(haiku).toMatchObject({ model: 'claude-haiku-5-5', fallbacks: [] });
    const other = effectiveSettings(DEFAULT_SETTINGS, set({ models: ['claude-next'] }));
    expect(other).toMatchObject({ model: 'claude-next', fallbacks: [] });
    const gateway = effectiveSettings({ ...DEFAULT_SETTINGS, providers: PROVIDERS }, set({ providers: ['gateway'] }));
    expect(gateway).toMatchObject({ provider: 'gateway:work', model: 'claude-haiku-5-5', builtIn: false });
  });

  it('let nothing out while the policy cannot be understood, and keep who is asked, to say so', () => {
    fc.assert(
      fc.property(ownSettings, (own) => {
        const held = effectiveSettings(own, INVALID);
        expect(held).toMatchObject({ writes: false, builtIn: false, rerun: false, fallbacks: [] });
        for (const provider of ['claude', 'built-in', 'gateway:work'] as const) {
          expect(refusesAsking(held.managed, { provider })?.code).toBe('managed-invalid');
        }
        expect(maySelfApprove(held.managed)).toBe(false);
      }),
    );
  });
});

describe('what may be asked', () => {
  const within = (policy: ManagedPolicy, provider: ProviderId, model?: string, baseUrl?: string) =>
    refusesAsking(set(policy), {
      provider,
      ...(model === undefined ? {} : { model }),
      ...(baseUrl === undefined ? {} : { baseUrl }),
    })?.detail;

  it('is told by kind, by address and by model', () => {
    expect(within({ providers: ['gateway'] }, 'claude')).toBe('Claude’s own API is not among the approved providers.');
    expect(within({ providers: ['gateway'] }, 'gateway:1')).toBeUndefined();
    expect(within({ providers: [] }, 'openai:1')).toContain('OpenAI’s protocol');
    const baseUrls = ['https://gateway.example/claude'];
    expect(within({ baseUrls }, 'gateway:1', undefined, 'https://gateway.example/claude/eu')).toBeUndefined();
    expect(within({ baseUrls }, 'gateway:1', undefined, 'https://gateway.example/claude')).toBeUndefined();
    expect(within({ baseUrls }, 'gateway:1', undefined, 'https://gateway.example/claude2')).toBeDefined();
    expect(within({ baseUrls }, 'gateway:1', undefined, 'https://gateway.example')).toBeDefined();
    expect(within({ models: ['claude-*'] }, 'claude', 'claude-opus-5-5')).toBeUndefined();
    expect(within({ models: ['claude-*'] }, 'openai:1', 'gpt')).toBe('gpt is not among the approved models.');
    // It has no name to approve: its kind is.
    expect(within({ models: ['claude-*'] }, 'built-in', 'built-in')).toBeUndefined();
  });

  it('is told of surfaces and of standing approvals', () => {
    expect(isSurfaceOff(set({ surfacesOff: ['reader'] }), 'reader')).toBe(true);
    expect(isSurfaceOff(set({ surfacesOff: ['reader'] }), 'omnibox')).toBe(false);
    expect(isSurfaceOff(undefined, 'reader')).toBe(false);
    expect(maySelfApprove(set({ writes: 'ask' }))).toBe(false);
    expect(maySelfApprove(set({ redaction: 'warn' }))).toBe(true);
  });
});

describe('where may be written', () => {
  const id = (digit: string): PageId => {
    const found = parsePageId(digit.repeat(32));
    if (found === undefined) throw new Error('No id.');
    return found;
  };
  const [top, middle, low, other] = ['a', 'b', 'c', 'd'].map(id) as [PageId, PageId, PageId, PageId];
  const above = new Map([
    [low, middle],
    [middle, top],
    [other, other],
  ]);
  const ask = async (policy: ManagedPolicy, target: PageId) =>
    refusesWriting({ writes: true, managed: set(policy) }, target, async (page) => above.get(page));

  it('is under the approved pages alone, at any depth', async () => {
    expect(await ask({ parents: [top] }, low)).toBeUndefined();
    expect(await ask({ parents: [top] }, top)).toBeUndefined();
    expect((await ask({ parents: [low] }, top))?.code).toBe('managed-forbids');
    // What lies above it nobody knows, or goes round: then it may not.
    expect((await ask({ parents: [top] }, other))?.code).toBe('managed-forbids');
    expect((await ask({ parents: [top] }, id('e')))?.code).toBe('managed-forbids');
  });

  it('is nowhere while writing is off, by the organization or by the person, or the policy is wrong', async () => {
    expect((await ask({ writes: 'off' }, low))?.code).toBe('managed-forbids');
    expect(await ask({ writes: 'ask' }, low)).toBeUndefined();
    const nobody = async () => undefined;
    expect((await refusesWriting({ writes: false }, low, nobody))?.code).toBe('writes-off');
    expect((await refusesWriting({ writes: true, managed: INVALID }, low, nobody))?.code).toBe('managed-invalid');
    expect(await refusesWriting({ writes: true }, low, nobody)).toBeUndefined();
  });
});

describe('the stored settings', () => {
  let words: WordsDatabase;
  let managed: Managed;
  beforeEach(() => {
    words = new WordsDatabase(`words ${Math.random()}`);
    managed = { state: 'none' };
  });

  it('hold within the policy, and are themselves again once it is gone', async () => {
    const meta = createMetaStore(words, undefined, async () => managed);
    await meta.changeSettings({ model: 'claude-opus-5-5', keyMode: 'clear' });
    managed = set({ models: ['claude-haiku-*'], keyModes: ['passphrase'], writes: 'off' });
    expect(await meta.settings()).toMatchObject({ model: 'claude-haiku-5-5', keyMode: 'passphrase', writes: false });
    // Nothing of the policy gets into what the person chose, by a change of something else either.
    await meta.changeSettings({ language: 'de' });
    expect(await meta.ownSettings()).toEqual({
      ...DEFAULT_SETTINGS,
      model: 'claude-opus-5-5',
      keyMode: 'clear',
      language: 'de',
    });
    managed = { state: 'none' };
    expect(await meta.settings()).toEqual(await meta.ownSettings());
  });

  it('are shown as the background heard of the policy last, and it wakes nobody twice', async () => {
    const meta = createMetaStore(words, undefined, async () => managed);
    expect(await meta.keepManaged(set({ writes: 'off' }))).toBe(true);
    expect(await meta.keepManaged(set({ writes: 'off' }))).toBe(false);
    expect(await settingsIn(words)).toMatchObject({ writes: false });
    expect(await meta.shownSettings()).toEqual(await settingsIn(words));
    // It is not the row that decides what goes out, but what the browser says now.
    expect(await meta.settings()).toMatchObject({ writes: true });
  });

  it('take no word of a policy out of a stored row', async () => {
    await words.meta.put({ key: 'settings', value: { ...DEFAULT_SETTINGS, managed: set({}) } });
    expect(await createMetaStore(words).settings()).not.toHaveProperty('managed');
  });
});

describe('a change of settings', () => {
  const managed = set({ writes: 'off', models: ['claude-haiku-*'], keyModes: ['session'], providers: ['claude'] });
  it.each([
    { writes: true },
    { model: 'claude-opus-5-5' },
    { fallbacks: ['claude-opus-5-5'] },
    { keyMode: 'clear' as const },
    { builtIn: true },
    { provider: 'built-in' as const },
  ])('is refused where the organization set it: %j', (change) => {
    expect(refusesChange(DEFAULT_SETTINGS, change, managed)?.code).toBe('managed-forbids');
    expect(refusesChange(DEFAULT_SETTINGS, change, undefined)).toBeUndefined();
  });

  it('is taken where it stays within, and told apart from a policy that is wrong', () => {
    expect(refusesChange(DEFAULT_SETTINGS, { model: 'claude-haiku-5-5', fallbacks: [] }, managed)).toBeUndefined();
    expect(refusesChange(DEFAULT_SETTINGS, { language: 'de', writes: false }, managed)).toBeUndefined();
    expect(refusesChange(DEFAULT_SETTINGS, { language: 'de' }, INVALID)).toBeUndefined();
    expect(refusesChange(DEFAULT_SETTINGS, { writes: true }, INVALID)?.code).toBe('managed-invalid');
  });
});

describe('keys', () => {
  it('are neither kept nor given in a way that the organization forbids', async () => {
    let managed: Managed = { state: 'none' };
    const vault = createManagedVault(createFreshVault(), async (mode) => refusesKeyMode(managed, mode));
    const key = { name: 'claude', label: 'Claude', secret: new Secret('sk-ant-canary') } as const;
    await vault.keep({ ...key, mode: 'clear' });
    expect((await vault.reveal('claude')).reveal()).toBe('sk-ant-canary');
    managed = set({ keyModes: ['session'] });
    await expect(vault.reveal('claude')).rejects.toMatchObject({ code: 'managed-forbids' });
    await expect(vault.keep({ ...key, mode: 'clear' })).rejects.toMatchObject({ code: 'managed-forbids' });
    await vault.keep({ ...key, mode: 'session' });
    expect((await vault.reveal('claude')).reveal()).toBe('sk-ant-canary');
  });
});
