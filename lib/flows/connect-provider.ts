import { describeFailure } from '../base/failure-words.ts';
import { Failure } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { Chance } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import type { TestResult } from '../messages/desk.ts';
import type { ProviderForm, ProviderTest } from '../messages/provider-desk.ts';
import type { ModelFacts, ModelPort } from '../models/answer-event.ts';
import { UNTOLD_CONTEXT_TOKENS } from '../models/plain-facts.ts';
import { hostPattern, originOf } from '../settings/provider-address.ts';
import type { ProviderSettings } from '../settings/provider.ts';
import { DEFAULT_SETTINGS } from '../settings/settings.ts';
import type { KeyMode, Settings } from '../settings/settings.ts';
import type { Vault } from '../settings/vault.ts';
import { keepKey } from './keep-key.ts';

export interface ProviderPorts {
  readonly vault: Pick<Vault, 'reveal' | 'keep' | 'forget' | 'relabel'>;
  readonly chance: Chance;
  settings(): Promise<Settings>;
  changeSettings(change: Partial<Settings>): Promise<void>;
  /** Told whenever keys or providers have changed. */
  changed(): Promise<void>;
  /** The way to a provider that need not be kept yet. */
  portWith(provider: ProviderSettings, key: () => Promise<Secret | undefined>): Pick<ModelPort, 'models' | 'answer'>;
  /** Gives a host back to the browser. */
  giveUpReach(pattern: string): Promise<void>;
}

/** How the key of a saved provider is to rest. */
export interface ProviderKey {
  readonly secret?: Secret;
  readonly mode: KeyMode;
  readonly passphrase?: string;
}

/** Nobody has a model of this name: a server that refuses our origin says so before it looks for one. */
const NO_MODEL = 'understudy-origin-check';

/** Asks a provider which models it has; on this computer also whether it answers extensions at all. */
export async function testProvider(
  ports: ProviderPorts,
  form: ProviderForm,
  secret: Secret | undefined,
  signal: AbortSignal,
): Promise<ProviderTest> {
  return (await tested(ports, form, secret, signal)).result;
}

/** Tests a provider and keeps it, unless its key is wrong: what cannot be tested now may still be right. */
export async function saveProvider(
  ports: ProviderPorts,
  form: ProviderForm,
  key: ProviderKey,
  signal: AbortSignal,
): Promise<TestResult> {
  const { result, found } = await tested(ports, form, key.secret, signal);
  if (result.failure?.code === 'claude-key-invalid') return result;
  const { providers } = await ports.settings();
  const before = providers.find(({ id }) => id === form.id);
  const provider = settingsOf(form, form.id ?? newId(ports, form), found, before);
  const { secret, ...rest } = key;
  if (secret !== undefined && form.header !== 'none') {
    const name = `provider:${provider.id}` as const;
    const refused = await keepKey(ports.vault, { name, label: provider.name, secret, ...rest });
    if (refused !== undefined) return refused;
  }
  const others = providers.map((one) => (one.id === provider.id ? provider : one));
  await ports.changeSettings({ providers: before === undefined ? [...providers, provider] : others });
  await ports.vault.relabel(`provider:${provider.id}`, provider.name);
  await ports.changed();
  return result.ok
    ? { ok: true, words: `Saved. ${result.words}` }
    : { ...result, words: `Saved, but not tested: ${result.words}` };
}

/** Lets it be asked, or keeps it without asking it. */
export async function switchProvider(ports: ProviderPorts, id: ProviderSettings['id'], on: boolean): Promise<void> {
  const { providers } = await ports.settings();
  await ports.changeSettings({
    providers: providers.map((one) => {
      if (one.id !== id) return one;
      const { off: _was, ...rest } = one;
      return on ? rest : { ...rest, off: true };
    }),
  });
  await ports.changed();
}

/** Puts providers into a new order; those that it does not name keep theirs, behind. */
export async function arrangeProviders(ports: ProviderPorts, ids: readonly ProviderSettings['id'][]): Promise<void> {
  const { providers } = await ports.settings();
  const place = (id: ProviderSettings['id']): number => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  await ports.changeSettings({ providers: providers.toSorted((one, other) => place(one.id) - place(other.id)) });
}

/** Forgets a provider with its key, and gives its host back where no other provider needs it. */
export async function removeProvider(ports: ProviderPorts, id: ProviderSettings['id']): Promise<void> {
  const { providers, provider } = await ports.settings();
  const gone = providers.find((one) => one.id === id);
  const left = providers.filter((one) => one.id !== id);
  const { model, fallbacks } = DEFAULT_SETTINGS;
  await ports.changeSettings({
    providers: left,
    ...(provider === id ? { provider: 'claude', model, fallbacks } : {}),
  });
  await ports.vault.forget(`provider:${id}`);
  if (gone !== undefined && !left.some((one) => hostPattern(one) === hostPattern(gone)))
    await ports.giveUpReach(hostPattern(gone));
  await ports.changed();
}

interface Tested {
  readonly result: ProviderTest;
  readonly found: readonly ModelFacts[];
}

async function tested(
  ports: ProviderPorts,
  form: ProviderForm,
  secret: Secret | undefined,
  signal: AbortSignal,
): Promise<Tested> {
  const provider = settingsOf(form, form.id ?? `${form.kind}:new`, [], undefined);
  const port = ports.portWith(provider, () => keyOf(ports, form, secret));
  try {
    const found = await port.models(signal);
    if (originOf(form).startsWith('http:')) await checkOrigin(port, signal);
    const models = found.filter(({ lifecycle }) => lifecycle !== 'retired').map(({ id }) => id);
    return { result: { ok: true, words: wordsFor(models, form), models }, found };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { result: { ...refusal({ provider: form.name, ...error.facts }), models: [] }, found: [] };
  }
}

/** A question is refused where a look is not: browsers tell the origin of one and not of the other. */
async function checkOrigin(port: Pick<ModelPort, 'answer'>, signal: AbortSignal): Promise<void> {
  const request = { system: '', turns: [{ role: 'user', text: '.' }], maxTokens: 1 } as const;
  try {
    const events = port.answer(NO_MODEL, request, signal)[Symbol.asyncIterator]();
    await events.next();
    await events.return?.();
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'provider-origin') throw error;
  }
}

async function keyOf({ vault }: ProviderPorts, { id, header }: ProviderForm, secret: Secret | undefined) {
  if (header === 'none' || secret !== undefined) return header === 'none' ? undefined : secret;
  if (id === undefined) throw new Failure('no-provider-key');
  return vault.reveal(`provider:${id}`);
}

/** Not every server lists its models: that is no fault of the key or the address. */
function refusal(failure: FailureFacts): TestResult {
  const unlisted = failure.code === 'model-missing' || failure.code === 'claude-refused-request';
  const words = unlisted
    ? 'It answers, but does not list its models at this address. Check the address, or enter the models by hand.'
    : describeFailure(failure).cause;
  return { ok: false, words, failure };
}

function wordsFor(models: readonly string[], form: ProviderForm): string {
  if (models.length === 0) return 'It answers, but has no models yet.';
  const strangers = form.models.filter((model) => !models.includes(model));
  const lists = models.length === 1 ? 'It answers, and has one model.' : `It answers, and has ${models.length} models.`;
  return strangers.length === 0 ? lists : `${lists} Not among them: ${strangers.join(', ')}.`;
}

function newId({ chance }: ProviderPorts, { kind }: ProviderForm): ProviderSettings['id'] {
  return `${kind}:${chance.id()}`;
}

function settingsOf(
  form: ProviderForm,
  id: ProviderSettings['id'],
  found: readonly ModelFacts[],
  before: ProviderSettings | undefined,
): ProviderSettings {
  // A room that nobody told is left to what the person says.
  const told = found.filter(
    ({ id: model, contextTokens }) => form.models.includes(model) && contextTokens !== UNTOLD_CONTEXT_TOKENS,
  );
  const contexts = { ...before?.contexts, ...Object.fromEntries(told.map((facts) => [facts.id, facts.contextTokens])) };
  const { name, baseUrl, header, models, classes, contextTokens } = form;
  return {
    id,
    name: name.trim() === '' ? originOf(form) : name.trim(),
    baseUrl,
    header,
    models,
    classes,
    ...(Object.keys(contexts).length === 0 ? {} : { contexts }),
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(before?.off === true ? { off: true } : {}),
  };
}
