import type { FailureCode } from '../base/failure.ts';
import { isClaude, sameRoute } from '../models/route.ts';
import type { Route } from '../models/route.ts';

/** Who may still be asked after a failure, from the widest to nobody. */
export type AskNext =
  /** Any other model. */
  | 'other-model'
  /** A model with room for a longer prompt. */
  | 'more-room'
  /** Anybody at another provider. */
  | 'other-provider'
  /** Anybody outside the family: what stands in the way is the account's, and no other Claude model is a way round it. */
  | 'other-family'
  /** A model on this computer: nothing else can be reached. */
  | 'this-computer'
  /** Nobody: the person decides. */
  | 'nobody';

/** What a failure says about a thing that can be down. */
export type Evidence =
  /** It failed by itself. Many models of one provider in a row speak against the provider. */
  | 'outage'
  /** The way to the whole provider is closed, whatever the model. */
  | 'outage-of-all'
  /** It asked for a pause. */
  | 'pause'
  /** Nothing: the account, the request or this device is at fault. */
  | 'none';

export interface Remedy {
  /** Whether the same again may help: within a second, only once nobody else is left, or not at all. */
  readonly again: 'soon' | 'at-last' | 'never';
  readonly next: AskNext;
  readonly evidence: Evidence;
}

const BLIP: Remedy = { again: 'soon', next: 'other-model', evidence: 'outage' };
const PAUSE: Remedy = { again: 'soon', next: 'other-family', evidence: 'pause' };
const ACCOUNT: Remedy = { again: 'never', next: 'other-family', evidence: 'none' };
const PROVIDER: Remedy = { again: 'never', next: 'other-provider', evidence: 'none' };
const MODEL: Remedy = { again: 'never', next: 'other-model', evidence: 'none' };
const STOP: Remedy = { again: 'never', next: 'nobody', evidence: 'none' };
const NOTION: Remedy = { again: 'never', next: 'nobody', evidence: 'outage' };

/** What to do about each failure. A code that is not listed stops the climb and says nothing about a service. */
const REMEDIES: Partial<Readonly<Record<FailureCode, Remedy>>> = {
  'model-overloaded': BLIP,
  'claude-error': BLIP,
  'claude-unavailable': BLIP,
  'claude-timeout': BLIP,
  'claude-cut': BLIP,
  'claude-garbled': BLIP,
  // Seconds have gone: the next one may be quicker.
  'claude-silent': { ...BLIP, again: 'at-last' },
  'model-slow': { ...BLIP, again: 'at-last' },
  'claude-unreachable': { again: 'soon', next: 'other-model', evidence: 'outage-of-all' },
  // A page in the service's place catches every model of it alike.
  'claude-portal': { ...PROVIDER, evidence: 'outage-of-all' },
  'claude-auth-trouble': { ...PROVIDER, evidence: 'outage-of-all' },
  'claude-edge-block': PROVIDER,
  'provider-origin': PROVIDER,
  'host-not-granted': PROVIDER,
  'no-claude-key': PROVIDER,
  'no-provider-key': PROVIDER,
  'claude-key-invalid': PROVIDER,
  'claude-rate-limited': PAUSE,
  'claude-ramp-limited': PAUSE,
  'claude-billing': ACCOUNT,
  'claude-on-hold': ACCOUNT,
  // A limit that somebody set is nothing to get round.
  'claude-spend-limit': STOP,
  // Held back here: whoever may see it is asked.
  'policy-class': MODEL,
  'claude-key-forbidden': MODEL,
  'claude-refused-request': MODEL,
  'model-missing': MODEL,
  'built-in-missing': MODEL,
  // A cheaper model, or one that costs nothing, may still fit.
  'budget-spent': MODEL,
  'price-unknown': MODEL,
  'budget-near': { ...MODEL, again: 'at-last' },
  'managed-forbids': MODEL,
  'prompt-too-long': { again: 'never', next: 'more-room', evidence: 'none' },
  offline: { again: 'never', next: 'this-computer', evidence: 'none' },
  'model-refusal': STOP,

  'notion-unreachable': NOTION,
  'notion-portal': NOTION,
  'notion-overloaded': NOTION,
  'notion-error': NOTION,
  'notion-unavailable': NOTION,
  'notion-timeout': NOTION,
  'notion-silent': NOTION,
  'notion-garbled': NOTION,
  // The pauses of a connection and of an endpoint are kept by its pace.
  'notion-workspace-limited': { ...NOTION, evidence: 'pause' },
};

/** What leaves others open by who they are alone. */
export type OtherNext = Extract<AskNext, 'other-model' | 'other-provider' | 'other-family'>;

/** Whether a failure of one route leaves another one open. */
export function leavesOpen(next: OtherNext, failed: Route, route: Route): boolean {
  switch (next) {
    case 'other-model':
      return !sameRoute(failed, route);
    case 'other-provider':
      return route.provider !== failed.provider;
    case 'other-family':
      return route.provider !== failed.provider && !(isClaude(route.provider) && isClaude(failed.provider));
  }
}

export const remedyOf = (code: FailureCode): Remedy => REMEDIES[code] ?? STOP;
