import type { FailureFacts } from '../base/failure.ts';
import type { ConversationId, JobId } from '../base/ids.ts';
import { routeKey } from '../models/route.ts';
import type { Route } from '../models/route.ts';
import { askableFrom } from './breaker.ts';
import type { Breaker, BreakerKey } from './breaker.ts';
import { breakersOf } from './ladder.ts';

/** Work that waits for service. */
export interface WaitingWork {
  readonly id: JobId;
  readonly askedAt: number;
  readonly cause: FailureFacts;
  readonly since: number;
  readonly until?: number;
  readonly expiresAt: number;
  readonly conversation?: ConversationId;
  /** The turn that has to end first; absent once it has. */
  readonly behind?: JobId;
  /** Who may be asked for it, the asked one first. */
  readonly routes: readonly Route[];
}

/** Work under way. */
export interface RunningWork {
  readonly id: JobId;
  readonly askedAt: number;
  readonly conversation?: ConversationId;
  /** It came out of the queue: no person waits for it. */
  readonly queued: boolean;
}

/** How one service is being taken up again. */
interface Lane {
  /** So many at once. */
  readonly width: number;
  /** Nothing is woken before. */
  readonly next: number;
  /** Wakings in a row that came back unanswered. */
  readonly failures: number;
}

/** What the drain remembers between two looks. A life of the worker that begins without it begins with one probe. */
export interface DrainState {
  readonly lanes: Readonly<Record<string, Lane>>;
  /** What was woken and has not come back, with its lane. */
  readonly awake: Readonly<Record<JobId, string>>;
}

export const NOT_DRAINING: DrainState = { lanes: {}, awake: {} };

export interface DrainFacts {
  readonly waiting: readonly WaitingWork[];
  readonly running: readonly RunningWork[];
  readonly breakers: ReadonlyMap<BreakerKey, Breaker>;
  readonly state: DrainState;
  readonly online: boolean;
  /** The person has just changed a key or a setting: what was settled before does not count. */
  readonly renewed: boolean;
  readonly now: number;
  /** Chance in [0, 1), for the jitter. */
  readonly unit: number;
}

export interface Drained {
  readonly wake: readonly JobId[];
  /** They have waited for as long as the person allowed. */
  readonly expired: readonly JobId[];
  readonly state: DrainState;
  /** When to look again; absent when nothing waits. The end of any work is a reason to look too. */
  readonly lookAt?: number;
}

/** Beyond this the worker and the person's own questions would feel it. */
const MOST_AT_ONCE = 4;
/** Between two wakings of one lane: with the jitter, some 27 a minute, below the smallest budget of any service. */
const GAP_MS = 1_500;
/** A service that comes back is not met by every client in the same second. */
const JITTER_MS = 1_500;
/** After a waking that came to nothing: doubled with each further one. */
const AGAIN_MS = 30_000;
const AGAIN_MOST_MS = 15 * 60_000;
/** The shortest that an alarm can be set to twice: it reads only whether the device is online. */
const POLL_MS = 60_000;

/**
 * Which waiting work to take up now: one probe a service, then two and four at once, with jitter; a turn never before
 * an earlier one of its conversation; nothing while a person's own question runs or the device is offline.
 */
export function drain(facts: DrainFacts): Drained {
  const { now, renewed } = facts;
  const expired = facts.waiting.filter(({ expiresAt }) => expiresAt <= now).map(({ id }) => id);
  const waiting = facts.waiting.filter(({ expiresAt }) => expiresAt > now).toSorted(byAge);
  const lanes = lanesOf(waiting, renewed ? NOT_DRAINING : facts.state, facts);
  const awake = { ...facts.state.awake };
  const wake: JobId[] = [];
  const looks = waiting.map(({ expiresAt }) => expiresAt);
  if (mayWakeNow(facts)) {
    for (const work of firstTurns(waiting, facts.running)) {
      const lane = laneOf(work);
      const ready = Math.max(readyAt(work, facts), laneOpenAt(work, lanes[lane] ?? FIRST, facts));
      if (ready > now) looks.push(ready);
      else if (hasRoom(lane, lanes, awake, facts.running, wake.length)) {
        wake.push(work.id);
        awake[work.id] = lane;
        lanes[lane] = { ...(lanes[lane] ?? FIRST), next: now + GAP_MS + Math.floor(facts.unit * JITTER_MS) };
      }
    }
  } else if (waiting.length > 0) looks.push(now + POLL_MS);
  const lookAt = Math.min(...looks);
  return { wake, expired, state: { lanes, awake }, ...(looks.length === 0 ? {} : { lookAt }) };
}

/** What became of woken work: `answered` widens its lane, `unanswered` closes it for a while, anything else says nothing. */
export function cameBack(
  state: DrainState,
  id: JobId,
  outcome: 'answered' | 'unanswered' | 'neither',
  now: number,
  unit: number,
): DrainState {
  const { [id]: name, ...awake } = state.awake;
  const lane = name === undefined ? undefined : state.lanes[name];
  if (name === undefined || lane === undefined || outcome === 'neither') return { ...state, awake };
  return { awake, lanes: { ...state.lanes, [name]: outcome === 'answered' ? widened(lane) : closed(lane, now, unit) } };
}

const FIRST: Lane = { width: 1, next: 0, failures: 0 };

const widened = ({ width, next }: Lane): Lane => ({ width: Math.min(MOST_AT_ONCE, width * 2), next, failures: 0 });

function closed({ failures, next }: Lane, now: number, unit: number): Lane {
  const wait = Math.min(AGAIN_MOST_MS, AGAIN_MS * 2 ** failures);
  return { width: 1, failures: failures + 1, next: Math.max(next, now + Math.floor(wait * (1 + unit) * 0.5)) };
}

/** What is to be taken up together: work that waits for Notion, or for the same model. */
function laneOf({ cause, routes: [asked] }: WaitingWork): string {
  return cause.code.startsWith('notion-') || asked === undefined ? 'notion' : routeKey(asked);
}

/** Lanes of what waits now, as they were; one that is new begins within the jitter. A lane that has emptied is forgotten. */
function lanesOf(waiting: readonly WaitingWork[], { lanes }: DrainState, facts: DrainFacts): Record<string, Lane> {
  const begins = facts.renewed ? facts.now : facts.now + Math.floor(facts.unit * JITTER_MS);
  const used = new Set([...waiting.map(laneOf), ...Object.values(facts.state.awake)]);
  return Object.fromEntries([...used].map((name) => [name, lanes[name] ?? { ...FIRST, next: begins }]));
}

const mayWakeNow = ({ online, running }: DrainFacts): boolean => online && running.every(({ queued }) => queued);

function hasRoom(
  lane: string,
  lanes: Readonly<Record<string, Lane>>,
  awake: DrainState['awake'],
  running: readonly RunningWork[],
  woken: number,
): boolean {
  const beside = Object.values(awake).filter((name) => name === lane).length;
  const all = Math.max(Object.keys(awake).length, running.length + woken);
  return beside < (lanes[lane]?.width ?? 1) && all < MOST_AT_ONCE;
}

/**
 * The first of each conversation that waits, unless an earlier turn runs; and all that belongs to none. A turn that is
 * behind a waiting one is no first, however old it looks: the device's clock may have been set back between the two.
 */
function firstTurns(waiting: readonly WaitingWork[], running: readonly RunningWork[]): readonly WaitingWork[] {
  const busy = new Set(running.map(({ conversation }) => conversation));
  const ids = new Set(waiting.map(({ id }) => id));
  return waiting.filter(({ conversation, behind }) => {
    if (behind !== undefined && ids.has(behind)) return false;
    if (conversation === undefined) return behind === undefined;
    const first = !busy.has(conversation);
    busy.add(conversation);
    return first && behind === undefined;
  });
}

/** From when on somebody may answer it; infinite where only a change of state can tell. */
function readyAt(work: WaitingWork, { breakers, renewed, now }: DrainFacts): number {
  const { until = work.since, routes, cause } = work;
  const asked = isPause(cause) ? until : renewed || isBack(work, breakers) ? now : until;
  if (routes.length === 0 || cause.code.startsWith('notion-')) return asked;
  return Math.max(asked, Math.min(...routes.map((route) => routeOpenAt(route, breakers, now))));
}

/** A lane that was closed for a while opens with the news that its model answers somebody else. */
const laneOpenAt = (work: WaitingWork, { next, failures }: Lane, { breakers, now }: DrainFacts): number =>
  failures > 0 && isBack(work, breakers) ? now : next;

/** A pause that a service asked for is kept, whatever else has changed. A budget is the person's own, who may raise it. */
const isPause = ({ code, retryAfterMs }: FailureFacts): boolean =>
  (retryAfterMs !== undefined && code !== 'budget-spent') ||
  code === 'claude-rate-limited' ||
  code === 'claude-ramp-limited';

/** Somebody else's question has shown that one of its models answers again. */
const isBack = ({ routes, since }: WaitingWork, breakers: DrainFacts['breakers']): boolean =>
  routes.some((route) => {
    const breaker = breakers.get(`model:${routeKey(route)}`);
    return breaker?.state === 'closed' && breaker.since > since;
  });

const routeOpenAt = (route: Route, breakers: DrainFacts['breakers'], now: number): number =>
  Math.max(...breakersOf(route).map((key) => askableFrom(breakers.get(key), now)));

const byAge = (one: WaitingWork, other: WaitingWork): number =>
  one.askedAt - other.askedAt || (one.id < other.id ? -1 : 1);
