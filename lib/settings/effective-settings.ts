import type { FailureFacts } from '../base/failure.ts';
import { NOT_MANAGED, policyOf } from './managed.ts';
import type { Managed } from './managed.ts';
import type { ManagedPolicy } from './managed-fields.ts';
import { forbids, invalidPolicy, refusesAsking, refusesKeyMode } from './managed-rules.ts';
import type { Asking } from './managed-rules.ts';
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
    ...spendingWithin(own, managed.policy),
    activityDays: least(own.activityDays, managed.policy.retentionDays) ?? own.activityDays,
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
  const approved = order.filter((model) => refusesAsking(managed, { ...placeOf(provider, own), model }) === undefined);
  const [model = home === undefined ? named : undefined, ...fallbacks] = approved;
  return { provider, model: model ?? order[0] ?? own.model, fallbacks };
}

function placeOf(provider: ProviderId, { providers }: Settings): Asking {
  const baseUrl = providers.find(({ id }) => id === provider)?.baseUrl;
  return { provider, ...(baseUrl === undefined ? {} : { baseUrl }) };
}

/** The person's provider where it is approved, else the first that is. */
function providerWithin(own: Settings, managed: Managed): ProviderId {
  const isApproved = (provider: ProviderId): boolean => refusesAsking(managed, placeOf(provider, own)) === undefined;
  const added = own.providers.filter(({ off, models }) => off !== true && models.length > 0).map(({ id }) => id);
  return [own.provider, 'claude' as const, ...added].find(isApproved) ?? own.provider;
}

/** The tighter of both caps. Under one of the organization's, prices are those of the table: a person's would move the cap. */
function spendingWithin(
  { budget, prices }: Settings,
  { spendPerDayUsd, spendPerMonthUsd }: ManagedPolicy,
): Pick<Settings, 'budget' | 'prices'> {
  if (spendPerDayUsd === undefined && spendPerMonthUsd === undefined) return { budget, prices };
  const dayUsd = least(budget.dayUsd, spendPerDayUsd);
  const monthUsd = least(budget.monthUsd, spendPerMonthUsd);
  return {
    budget: { ...budget, ...(dayUsd === undefined ? {} : { dayUsd }), ...(monthUsd === undefined ? {} : { monthUsd }) },
    prices: {},
  };
}

function least(own: number | undefined, set: number | undefined): number | undefined {
  if (own === undefined || set === undefined) return own ?? set;
  return Math.min(own, set);
}

function keyModeWithin({ keyMode }: Settings, managed: Managed): Settings['keyMode'] {
  if (refusesKeyMode(managed, keyMode) === undefined) return keyMode;
  return policyOf(managed).keyModes?.[0] ?? keyMode;
}
