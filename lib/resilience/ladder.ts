import { isTransient } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import { routeKey, sameRoute } from '../models/route.ts';
import type { Route } from '../models/route.ts';
import type { ProviderId } from '../settings/provider.ts';
import { askable, askableFrom } from './breaker.ts';
import type { Breaker, BreakerKey } from './breaker.ts';
import { leavesOpen, remedyOf } from './remedies.ts';

/** One try that failed. */
export interface Tried {
  readonly route: Route;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly failure: FailureFacts;
}

/** All that the ladder knows when it decides. */
export interface LadderFacts {
  /** Who may be asked, the asked one first: policy, capabilities and the person's order have been applied. */
  readonly routes: readonly Route[];
  readonly tried: readonly Tried[];
  readonly breakers: ReadonlyMap<BreakerKey, Breaker>;
  /** When the climb began. */
  readonly startedAt: number;
  readonly now: number;
  /** A person waits; else it may take its time. */
  readonly interactive: boolean;
  /** Retries that all actions together still have; see `retry-budget.ts`. */
  readonly retries: number;
  /** Chance in [0, 1), for the jitter. */
  readonly unit: number;
  /** How long a prompt a route takes, in tokens; a prompt that is too long goes nowhere else where this is not known. */
  contextTokens?(route: Route): number;
  /** Served on this computer, besides the browser's own model: reached without the network. */
  isLocal?(provider: ProviderId): boolean;
}

/** Who is asked next, or why nobody is. */
export type Decision =
  | {
      readonly type: 'ask';
      readonly route: Route;
      readonly afterMs: number;
      /** The same route again: takes one of the retries. */
      readonly retry: boolean;
      /** A breaker of it is half-open and this is its single probe. */
      readonly probe: boolean;
      /** Leave it after so long without a sign of an answer, because another can be asked; absent: as long as it lives. */
      readonly patienceMs?: number;
    }
  | {
      readonly type: 'give-up';
      readonly cause: FailureFacts;
      /** Somebody may answer from then on; absent where only the person can change it. */
      readonly until?: number;
    };

/** How stubbornly a climb goes on. Numbers of a judgement in the facts; the person's 20 s and 8 s are the product's. */
interface Patience {
  /** No try begins later than this after the climb began. */
  readonly totalMs: number;
  /** A try without a sign of an answer for so long is left while another can be asked. */
  readonly silentMs: number;
  /** Tries of all routes together. */
  readonly tries: number;
  /** Tries of one route: while others can be asked, and once nobody else is left. */
  readonly triesBesideOthers: number;
  readonly triesAtLast: number;
  /** Upper bound of the first wait before the same again; it doubles. */
  readonly baseMs: number;
  /** The longest wait for the same again while another can be asked at once. */
  readonly quickMs: number;
}

const PATIENCE: Readonly<Record<'interactive' | 'background', Patience>> = {
  interactive: {
    totalMs: 20_000,
    silentMs: 8_000,
    tries: 8,
    triesBesideOthers: 2,
    triesAtLast: 3,
    baseMs: 500,
    quickMs: 3_000,
  },
  background: {
    totalMs: 120_000,
    silentMs: 30_000,
    tries: 8,
    triesBesideOthers: 2,
    triesAtLast: 3,
    baseMs: 4_000,
    quickMs: 30_000,
  },
};

/** A failure without any word of its end: as long as a breaker stays open at first. */
const UNTOLD_MS = 20_000;

/** One way on: a route, and from when it may be asked. */
interface Rung {
  readonly route: Route;
  readonly afterMs: number;
  readonly retry: boolean;
  readonly probe: boolean;
}

/**
 * The whole decision: the same model again briefly, then the next ones that may be asked, in the given order; once nobody
 * is left, a second round while the trouble is new, or a wait that a service asked for where it fits; else the end. An
 * open breaker is asked by nobody but its probe. Ends after a bounded number of tries, whatever happens.
 */
export function nextRung(facts: LadderFacts): Decision {
  const { tried, startedAt, now, interactive } = facts;
  const patience = PATIENCE[interactive ? 'interactive' : 'background'];
  const leftMs = startedAt + patience.totalMs - now;
  const isOver = leftMs < 0 || tried.length >= patience.tries;
  const rungs = isOver ? [] : rungsOf(facts, patience).filter(({ afterMs }) => afterMs <= leftMs);
  const atOnce = rungs.find(({ afterMs, retry }) => afterMs === 0 || (retry && afterMs <= patience.quickMs));
  const chosen = atOnce ?? rungs.toSorted((one, other) => one.afterMs - other.afterMs)[0];
  if (chosen === undefined) return giveUp(facts);
  return { type: 'ask', ...chosen, ...(canBeLeft(facts, patience, chosen) ? { patienceMs: patience.silentMs } : {}) };
}

/** Whether somebody else could still be asked if this one stayed silent. */
function canBeLeft(facts: LadderFacts, patience: Patience, { route, afterMs }: Rung): boolean {
  const startedAt = facts.now + afterMs;
  const endedAt = startedAt + patience.silentMs;
  const silent: Tried = { route, startedAt, endedAt, failure: { code: 'model-slow' } };
  if (endedAt >= facts.startedAt + patience.totalMs || facts.tried.length + 1 >= patience.tries) return false;
  return rungsOf({ ...facts, tried: [...facts.tried, silent], now: endedAt }, patience).some(
    (rung) => !sameRoute(rung.route, route) && endedAt + rung.afterMs <= facts.startedAt + patience.totalMs,
  );
}

/** All ways on, the preferred one first. */
function rungsOf(facts: LadderFacts, patience: Patience): readonly Rung[] {
  const { routes, tried, now } = facts;
  const fresh = routes.filter(
    (route) => !tried.some((one) => sameRoute(one.route, route)) && tried.every((one) => permits(facts, one, route)),
  );
  const others = fresh.flatMap((route) => {
    const [from, state] = stateOf(facts, route);
    const afterMs = from - now;
    // Who is open after an outage is waited for only briefly: what stands in is better than a spinner.
    if (state === 'probe' && afterMs > patience.quickMs) return [];
    return [{ route, afterMs, retry: false, probe: state === 'probe' }];
  });
  const isBesideOthers = others.some(({ afterMs }) => afterMs === 0);
  const again = tried.flatMap((one) => againAfter(facts, patience, one, isBesideOthers));
  return [...again, ...oneProbeEach(facts, others)];
}

/** The same route again: at once after the very first failure; once nobody else is left, whoever failed first. */
function againAfter(facts: LadderFacts, patience: Patience, one: Tried, isBesideOthers: boolean): readonly Rung[] {
  const { tried, now, retries, unit } = facts;
  const { route, failure, endedAt } = one;
  const ofRoute = tried.filter((other) => sameRoute(other.route, route));
  const isAlone = ofRoute.length === tried.length;
  const most = isBesideOthers ? patience.triesBesideOthers : patience.triesAtLast;
  if (retries < 1 || ofRoute.at(-1) !== one || ofRoute.length >= most) return [];
  const { again } = remedyOf(failure.code);
  if (again === 'never' || (isBesideOthers && !(again === 'soon' && isAlone))) return [];
  if (!isAlone && isKnownTrouble(facts, route)) return [];
  const isPermitted = tried.every((other) => sameRoute(other.route, route) || permits(facts, other, route));
  const [from, state] = stateOf(facts, route);
  if (!isPermitted || state === 'probe') return [];
  const earliest = Math.max(from, endedAt + (failure.retryAfterMs ?? 0), now);
  const jitter = Math.floor(unit * patience.baseMs * 2 ** (ofRoute.length - 1));
  return [{ route, afterMs: earliest - now + jitter, retry: true, probe: false }];
}

/** A second round is for a moment's trouble: where a model of the same provider is known to be down, it adds to the load. */
const isKnownTrouble = ({ routes, breakers, now }: LadderFacts, { provider }: Route): boolean =>
  routes.some(
    (route) =>
      route.provider === provider && breakersOf(route).some((key) => askable(breakers.get(key), now) !== 'yes'),
  );

/** Whether a failure leaves this other route open. */
function permits({ contextTokens, isLocal }: LadderFacts, { route: failed, failure }: Tried, route: Route): boolean {
  const { next } = remedyOf(failure.code);
  switch (next) {
    case 'other-model':
    case 'other-provider':
    case 'other-family':
      return leavesOpen(next, failed, route);
    case 'more-room':
      return contextTokens !== undefined && contextTokens(route) > contextTokens(failed);
    case 'this-computer':
      return route.provider === 'built-in' || (isLocal?.(route.provider) ?? false);
    case 'nobody':
      return false;
  }
}

/** From when on a route may be asked, and whether freely or as a probe. */
function stateOf({ breakers, now }: LadderFacts, route: Route): readonly [number, 'yes' | 'probe'] {
  const both = breakersOf(route).map((key) => breakers.get(key));
  const from = Math.max(...both.map((breaker) => askableFrom(breaker, now)));
  return [from, both.some((breaker) => askable(breaker, from) !== 'yes') ? 'probe' : 'yes'];
}

/** The breakers that stand before a route. */
export const breakersOf = (route: Route): readonly [BreakerKey, BreakerKey] => [
  `model:${routeKey(route)}`,
  `provider:${route.provider}`,
];

/**
 * A provider that may be down as a whole is asked once, by the model that failed longest ago: models come back one by
 * one, and the preferred one may be the last.
 */
function oneProbeEach({ breakers, now }: LadderFacts, rungs: readonly Rung[]): readonly Rung[] {
  const lastFailure = ({ route }: Rung): number => breakers.get(breakersOf(route)[0])?.failures.at(-1) ?? 0;
  return rungs.flatMap((rung) => {
    const { provider } = rung.route;
    if (askable(breakers.get(`provider:${provider}`), now) !== 'probe') return [rung];
    const siblings = rungs.filter(({ route }) => route.provider === provider);
    if (siblings[0] !== rung) return [];
    return siblings
      .toSorted((one, other) => one.afterMs - other.afterMs || lastFailure(one) - lastFailure(other))
      .slice(0, 1);
  });
}

function giveUp(facts: LadderFacts): Decision {
  const cause = causeOf(facts);
  const until = soonest(facts);
  return { type: 'give-up', cause, ...(until === undefined ? {} : { until }) };
}

/** Why the asked route did not answer, tried now or known before; a failure that only the person can judge goes first. */
function causeOf({ routes, tried, breakers }: LadderFacts): FailureFacts {
  const last = tried.at(-1);
  if (last !== undefined && remedyOf(last.failure.code).next === 'nobody') return last.failure;
  const [asked] = routes;
  if (asked === undefined) return last?.failure ?? { code: 'no-claude-key' };
  const ofAsked = tried.findLast(({ route }) => sameRoute(route, asked));
  if (ofAsked !== undefined) return ofAsked.failure;
  const known = breakersOf(asked).map((key) => breakers.get(key));
  const held = known.find((breaker) => breaker?.state !== 'closed' && breaker?.cause !== undefined);
  return held?.cause ?? last?.failure ?? { code: 'claude-unavailable', model: asked.model };
}

/** When the first of the routes may answer again by itself. */
function soonest(facts: LadderFacts): number | undefined {
  const times = facts.routes.flatMap((route) => {
    const last = facts.tried.findLast((one) => sameRoute(one.route, route));
    const [from] = stateOf(facts, route);
    if (last === undefined) return facts.tried.every((one) => permits(facts, one, route)) ? [from] : [];
    if (!isTransient(last.failure.code)) return [];
    return [Math.max(from, last.endedAt + (last.failure.retryAfterMs ?? UNTOLD_MS))];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}
