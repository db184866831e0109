import type { FailureFacts } from '../base/failure.ts';
import { NOT_MANAGED, policyOf } from './managed.ts';
import type { Managed } from './managed.ts';
import { forbids, invalidPolicy, refusesAsking, refusesKeyMode } from './managed-rules.ts';
import type { ProviderId } from './provider.ts';
import { redactionWithin } from './redaction.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import type { Settings } from './settings.ts';

/**
 * The settings that hold: the person's own within what the organization set. Nothing of a person's makes a managed value
 * looser; a stricter wish of theirs stays. Everything that reads settings reads these.
 * While the policy cannot be understood, nothing may be written and nobody stands in; the asked model stays, so that
 * whoever asks is told why it may not answer.
 */
export function effectiveSettings(own: Settings, managed: Managed): Settings {
  if (managed.state === 'none') return own;
  if (managed.state === 'invalid') {
    return { ...own, writes: false, builtIn: false, rerun: false, fallbacks: [], managed };
  }
  return {
    ...own,
    ...askedWithin(own, managed),
    builtIn: own.builtIn && refusesAsking(managed, { provider: 'built-in' }) === undefined,
    writes: own.writes && managed.policy.writes !== 'off',
    keyMode: keyModeWithin(own, managed),
    redaction: redactionWithin(own.redaction, managed.policy.redaction),
    managed,
  };
}

/**
 * Why the organization does not let the person change this: what they wish would not hold. `managed-forbids` or
 * `managed-invalid`; `undefined` where it holds.
 */
export function refusesChange(
  own: Settings,
  change: Partial<Settings>,
  managed: Managed | undefined,
): FailureFacts | undefined {
  const wished: Readonly<Record<string, unknown>> = { ...own, ...change };
  const held: Readonly<Record<string, unknown>> = {
    ...effectiveSettings({ ...own, ...change }, managed ?? NOT_MANAGED),
  };
  const isHeld = Object.keys(change).every((name) => JSON.stringify(held[name]) === JSON.stringify(wished[name]));
  return isHeld ? undefined : (invalidPolicy(managed) ?? forbids('Your organization has set this.'));
}

/** Who is asked first, and who of the same provider stands in. Where nothing of the person's is approved, it stays, to be refused in words. */
function askedWithin(own: Settings, managed: Managed): Pick<Settings, 'provider' | 'model' | 'fallbacks'> {
  const provider = providerWithin(own, managed);
  const home = own.providers.find(({ id }) => id === provider);
  const isOwn = provider === own.provider;
  const order = isOwn
    ? [own.model, ...own.fallbacks]
    : (home?.models ?? [DEFAULT_SETTINGS.model, ...DEFAULT_SETTINGS.fallbacks]);
  const named = policyOf(managed).models?.find((model) => !model.endsWith('*'));
  const approved = order.filter((model) => refusesAsking(managed, { provider, model }) === undefined);
  const [model = home === undefined ? named : undefined, ...fallbacks] = approved;
  return { provider, model: model ?? order[0] ?? own.model, fallbacks };
}

/** The person's provider where it is approved, else the first that is. */
function providerWithin(own: Settings, managed: Managed): ProviderId {
  const isApproved = (provider: ProviderId): boolean => {
    const baseUrl = own.providers.find(({ id }) => id === provider)?.baseUrl;
    return refusesAsking(managed, { provider, ...(baseUrl === undefined ? {} : { baseUrl }) }) === undefined;
  };
  const added = own.providers.filter(({ off, models }) => off !== true && models.length > 0).map(({ id }) => id);
  return [own.provider, 'claude' as const, ...added].find(isApproved) ?? own.provider;
}

function keyModeWithin({ keyMode }: Settings, managed: Managed): Settings['keyMode'] {
  if (refusesKeyMode(managed, keyMode) === undefined) return keyMode;
  return policyOf(managed).keyModes?.[0] ?? keyMode;
}
