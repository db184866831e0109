import type { FailureFacts } from '../base/failure.ts';
import { asObject } from '../base/json.ts';
import { policyOf } from './managed.ts';
import type { Managed } from './managed.ts';
import type { ManagedSurface, ProviderKind } from './managed-fields.ts';
import type { ProviderId } from './provider.ts';
import type { KeyMode } from './settings.ts';

/** Who is to be asked. What is left out is not known yet, and is not held against it. */
export interface Asking {
  readonly provider: ProviderId;
  /** Of a gateway or a server; without a slash at its end. */
  readonly baseUrl?: string;
  readonly model?: string;
}

/** While a policy cannot be understood, nothing goes out: `managed-invalid` with every mistake in words. */
export function invalidPolicy(managed: Managed | undefined): FailureFacts | undefined {
  if (managed?.state !== 'invalid') return undefined;
  return { code: 'managed-invalid', detail: managed.faults.map(({ words }) => words).join(' '), unsent: true };
}

/** Why nobody may be asked in this way: `managed-invalid` or `managed-forbids`; `undefined` where it is allowed. */
export function refusesAsking(managed: Managed | undefined, asking: Asking): FailureFacts | undefined {
  const invalid = invalidPolicy(managed);
  if (invalid !== undefined) return invalid;
  const { providers, models, baseUrls } = policyOf(managed);
  const { provider, baseUrl, model } = asking;
  const kind = kindOf(provider);
  if (providers?.includes(kind) === false) return forbids(`${KIND_WORDS[kind]} is not among the approved providers.`);
  if (baseUrl !== undefined && baseUrls?.some((one) => isBelow(baseUrl, one)) === false) {
    return forbids(`${baseUrl} is not among the approved addresses.`);
  }
  if (model !== undefined && kind !== 'built-in' && models?.some((one) => isModel(model, one)) === false) {
    return forbids(`${model} is not among the approved models.`);
  }
  return undefined;
}

/** Why keys may not rest so; `undefined` where they may. */
export function refusesKeyMode(managed: Managed | undefined, mode: KeyMode): FailureFacts | undefined {
  const { keyModes } = policyOf(managed);
  return keyModes?.includes(mode) === false ? forbids(`Keys may not be kept ${KEY_WORDS[mode]}.`) : undefined;
}

/** Whether the organization lets nothing be written, or its policy is wrong. */
export const isWritingOff = (managed: Managed | undefined): boolean =>
  managed?.state === 'invalid' || policyOf(managed).writes === 'off';

/** Whether a write may rest on leave that was given once. */
export const maySelfApprove = (managed: Managed | undefined): boolean =>
  managed?.state !== 'invalid' && policyOf(managed).writes === undefined;

/** Those of the models that may be asked at a provider. */
export const approvedModels = (
  managed: Managed | undefined,
  provider: ProviderId,
  models: readonly string[],
): readonly string[] => models.filter((model) => refusesAsking(managed, { provider, model }) === undefined);

/** Whether this part of Understudy is there at all. */
export const isSurfaceOff = (managed: Managed | undefined, surface: ManagedSurface): boolean =>
  policyOf(managed).surfacesOff?.includes(surface) === true;

/**
 * The same, of what the browser says and nobody has checked yet: for what shows itself before the house is there. A
 * policy that is wrong elsewhere switches off what it names here all the same.
 */
export const namesSurfaceOff = (values: unknown, surface: ManagedSurface): boolean => {
  const off = asObject(values)?.['surfacesOff'];
  return Array.isArray(off) && off.includes(surface);
};

export const forbids = (detail: string): FailureFacts => ({ code: 'managed-forbids', detail, unsent: true });

const KIND_WORDS: Readonly<Record<ProviderKind, string>> = {
  claude: 'Claude’s own API',
  gateway: 'A gateway',
  openai: 'A server that speaks OpenAI’s protocol',
  'built-in': 'The browser’s own model',
};

const KEY_WORDS: Readonly<Record<KeyMode, string>> = {
  session: 'until the browser closes',
  passphrase: 'under a passphrase',
  clear: 'in the clear',
};

function kindOf(provider: ProviderId): ProviderKind {
  if (provider === 'claude' || provider === 'built-in') return provider;
  return provider.startsWith('gateway:') ? 'gateway' : 'openai';
}

const isBelow = (address: string, approved: string): boolean =>
  address === approved || address.startsWith(`${approved}/`);

const isModel = (model: string, approved: string): boolean =>
  approved.endsWith('*') ? model.startsWith(approved.slice(0, -1)) : model === approved;
