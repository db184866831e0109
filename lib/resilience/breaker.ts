import type { FailureFacts } from '../base/failure.ts';
import type { RouteKey } from '../models/route.ts';
import type { ProviderId } from '../settings/provider.ts';
import { remedyOf } from './remedies.ts';

/** What has a breaker of its own: a model at a provider, a provider as a whole, a Notion connection, a workspace. */
export type BreakerKey = `model:${RouteKey}` | `provider:${ProviderId}` | `notion:${string}` | `workspace:${string}`;

/**
 * What is known of one thing that can be down, as plain data: it outlives the worker.
 * `closed → open → half-open → closed`, and from `half-open` back to `open` for twice as long.
 */
export interface Breaker {
  readonly key: BreakerKey;
  readonly state: 'closed' | 'open' | 'half-open';
  /** Times of the failures in a row that count, oldest first. */
  readonly failures: readonly number[];
  /** Of a provider: the models that these failures were met with. */
  readonly models?: readonly string[];
  /** How often it has opened without ten calm minutes in between: each time it stays open for longer. None: a pause was asked for. */
  readonly opens: number;
  /** Open until then. */
  readonly until?: number;
  /** Since when a probe is under way. */
  readonly probingSince?: number;
  /** Successes in a row while half-open. */
  readonly successes: number;
  readonly cause?: FailureFacts;
  /** When its state was entered. */
  readonly since: number;
}

/** How one call ended, as a breaker takes it in. */
export interface Outcome {
  /** Absent when it was answered. */
  readonly failure?: FailureFacts;
  readonly startedAt: number;
  readonly at: number;
  /** Chance in [0, 1), for the time that it stays open. */
  readonly unit: number;
  /** The model that was asked; a provider's breaker counts them. */
  readonly model?: string;
  /** Opens at so many failures in a row: 1 while the provider itself says that it is down. */
  readonly opensAt?: number;
}

/** One person sends few requests, so failures are counted, not shares (facts on breakers, a judgement). */
const OPENS_AT = 3;
const COUNTED_MS = 2 * 60_000;
/** Failures of single models speak against their provider when so many in a row were met with more than one. */
const MODELS_OF_PROVIDER = 2;
const FAILURES_OF_PROVIDER = 5;
const FIRST_OPEN_MS = 20_000;
const LONGEST_OPEN_MS = 5 * 60_000;
const CLOSES_AT = 2;
/** What opens again within this time of closing goes on doubling. */
const CALM_MS = 10 * 60_000;
/** Ready for so long without being asked, it is asked freely again: what is remembered is old. Measured by the replay. */
const MODEL_STALE_MS = 5 * 60_000;
const PROVIDER_STALE_MS = 2 * 60_000;
/** Who presses again and again still leaves a service that is down this much time. */
const HASTENED_AFTER_MS = 10_000;
/** A probe whose worker died says nothing any more. */
const PROBE_FORGOTTEN_MS = 60_000;

/**
 * The breaker after a call. The same object where nothing changes, `undefined` where there was none and needs to be none.
 * Failures of the account, of the request and of this device leave it as it is; they only end a probe.
 */
export function afterCall(before: Breaker | undefined, outcome: Outcome, key: BreakerKey): Breaker | undefined {
  const { failure, at } = outcome;
  if (failure === undefined) return before === undefined ? undefined : afterSuccess(resumed(before, at), at);
  const { evidence } = remedyOf(failure.code);
  if (evidence === 'none') return before === undefined ? undefined : endProbe(before);
  const breaker = resumed(before ?? newBreaker(key, at), at);
  const counted = evidence === 'pause' ? breaker : afterOutage(breaker, outcome, failure, evidence === 'outage-of-all');
  return isHeld(key, evidence) ? paused(counted, failure, at) : counted;
}

/**
 * Whether it may be asked: freely, as its single probe, or not at all. Nobody has asked it for long: then what is
 * remembered is no evidence any more, and only the length of its next pause is left of it.
 */
export function askable(breaker: Breaker | undefined, now: number): 'yes' | 'probe' | 'no' {
  if (breaker === undefined || breaker.state === 'closed') return 'yes';
  const ready = readyAt(breaker);
  // A clock that was set back makes nothing stay closed for longer.
  if (now < ready && now >= (breaker.probingSince ?? breaker.since)) return 'no';
  return breaker.opens === 0 || now >= ready + staleAfter(breaker) ? 'yes' : 'probe';
}

/** From when on it may be asked; a probe under way is given the time after which it is forgotten. */
export function askableFrom(breaker: Breaker | undefined, now: number): number {
  return breaker === undefined || askable(breaker, now) !== 'no' ? now : readyAt(breaker);
}

/** Takes the single probe of a breaker that is ready for one. */
export function beginProbe(breaker: Breaker, now: number): Breaker {
  const { until: _, ...rest } = breaker;
  const since = breaker.state === 'half-open' ? breaker.since : now;
  return { ...rest, state: 'half-open', probingSince: now, since };
}

/**
 * A person insists: what is open since an outage may be probed now, unless it has just failed. A pause that the service
 * asked for stays.
 */
export function hasten(breaker: Breaker, now: number): Breaker {
  const isPause = breaker.opens === 0 || breaker.cause?.retryAfterMs !== undefined;
  if (breaker.state !== 'open' || isPause || askable(breaker, now) !== 'no') return breaker;
  const last = breaker.failures.at(-1) ?? breaker.since;
  return now - last < HASTENED_AFTER_MS ? breaker : { ...breaker, until: now };
}

/** Gives the probe back: it was stopped, it says nothing, or it goes so well that the next one may follow. */
export function endProbe(breaker: Breaker): Breaker {
  if (breaker.probingSince === undefined) return breaker;
  const { probingSince: _, ...rest } = breaker;
  return rest;
}

/** A breaker that knows nothing of what it stands for. */
export const newBreaker = (key: BreakerKey, at: number): Breaker => ({
  key,
  state: 'closed',
  failures: [],
  opens: 0,
  successes: 0,
  since: at,
});

const isProvider = ({ key }: Pick<Breaker, 'key'>): boolean => key.startsWith('provider:');

const staleAfter = (breaker: Breaker): number => (isProvider(breaker) ? PROVIDER_STALE_MS : MODEL_STALE_MS);

function readyAt({ state, until, since, probingSince }: Breaker): number {
  if (state === 'open') return until ?? since;
  return probingSince === undefined ? since : probingSince + PROBE_FORGOTTEN_MS;
}

/** What may be asked freely again counts as closed: a pause that is over, an outage that nobody has looked at for long. */
function resumed(breaker: Breaker, at: number): Breaker {
  if (breaker.state === 'closed' || askable(breaker, at) !== 'yes') return breaker;
  const { until: _, ...rest } = endProbe(breaker);
  return { ...rest, state: 'closed', successes: 0, since: at };
}

function afterSuccess(breaker: Breaker, at: number): Breaker {
  const { key, state, failures, opens } = breaker;
  // What fails again soon stays open for longer than the time before.
  if (state === 'closed') return failures.length === 0 ? breaker : { ...newBreaker(key, breaker.since), opens };
  // A call that was under way when a pause was asked for does not end it.
  if (state === 'open' && opens === 0) return breaker;
  const successes = breaker.successes + 1;
  if (successes >= CLOSES_AT) return { ...newBreaker(key, at), opens };
  const { until: _, ...rest } = endProbe(breaker);
  return { ...rest, state: 'half-open', successes, since: state === 'half-open' ? breaker.since : at };
}

function afterOutage(breaker: Breaker, outcome: Outcome, failure: FailureFacts, ofAll: boolean): Breaker {
  if (tellsNothingNew(breaker, outcome)) return breaker;
  const { at, unit, model } = outcome;
  const failures = [...breaker.failures.filter((time) => time <= at && at - time < COUNTED_MS), at];
  const known = failures.length === 1 ? [] : (breaker.models ?? []);
  const models = model === undefined || known.includes(model) ? known : [...known, model];
  const counted: Breaker = { ...breaker, failures, cause: failure, ...(models.length === 0 ? {} : { models }) };
  if (!isEnough(counted, outcome, ofAll)) return counted;
  const opens = breaker.state === 'closed' && at - breaker.since > CALM_MS ? 0 : breaker.opens;
  const bound = Math.min(LONGEST_OPEN_MS, FIRST_OPEN_MS * 2 ** opens);
  // Never less than half of it: a probe at once would teach nothing.
  const until = at + Math.floor(bound * (0.5 + unit / 2));
  return { ...endProbe(counted), state: 'open', opens: opens + 1, until, successes: 0, since: at };
}

/** What was under way when it opened, or when the last failure was met: calls that fail together are one failure. */
function tellsNothingNew({ state, failures }: Breaker, { startedAt, at }: Outcome): boolean {
  const last = failures.at(-1);
  return state === 'open' || (state === 'closed' && last !== undefined && startedAt < last && last <= at);
}

function isEnough({ key, state, failures, models = [] }: Breaker, { opensAt }: Outcome, ofAll: boolean): boolean {
  if (state === 'half-open') return true;
  if (ofAll || !isProvider({ key })) return failures.length >= (opensAt ?? OPENS_AT);
  return models.length >= MODELS_OF_PROVIDER && failures.length >= FAILURES_OF_PROVIDER;
}

/** Which breaker a pause holds: an account's limit its provider, a workspace's the workspace, an outage's what failed. */
function isHeld(key: BreakerKey, evidence: 'outage' | 'outage-of-all' | 'pause'): boolean {
  const isWhole = key.startsWith('provider:') || key.startsWith('workspace:');
  return isWhole === (evidence !== 'outage');
}

function paused(breaker: Breaker, failure: FailureFacts, at: number): Breaker {
  if (failure.retryAfterMs === undefined) return breaker;
  const until = Math.max(at + failure.retryAfterMs, breaker.until ?? 0);
  const since = breaker.state === 'open' ? breaker.since : at;
  const opens = breaker.state === 'closed' ? 0 : breaker.opens;
  return { ...endProbe(breaker), state: 'open', opens, until, cause: failure, since };
}
