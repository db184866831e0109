import type { FailureCode } from '../base/failure.ts';

/** Work that a person waits for goes before work that nobody watches. */
export type Priority = 'interactive' | 'background';

/** A pause that a service asked for. Both ends are kept, so that a clock set back cannot make it longer. */
interface Pause {
  readonly from: number;
  readonly until: number;
}

/** The request budget of one Notion connection, as plain data. */
export interface Pace {
  /** Requests in any window: 180, or 600 on Business and Enterprise (Notion's reference, request limits, 2026-10). */
  readonly budget: number;
  /** When the requests of the last window started, oldest first. */
  readonly starts: readonly number[];
  /** When work that a person waits for was wanted last. */
  readonly wantedAt?: number;
  readonly connection?: Pause;
  readonly workspace?: Pause;
  readonly blocked?: Pause;
  readonly endpoints: Readonly<Record<string, Pause>>;
}

export type PaceEvent =
  | { readonly type: 'request-start'; readonly at: number }
  | { readonly type: 'person-waits'; readonly at: number }
  | {
      readonly type: 'pause-asked';
      readonly at: number;
      readonly scope: 'connection' | 'workspace' | 'endpoint' | 'blocked';
      readonly endpoint: string;
      readonly retryAfterMs: number;
    }
  | { readonly type: 'block-forgotten' };

/** When a request may start, and what holds it back until then. */
export interface Turn {
  readonly waitMs: number;
  readonly because?: FailureCode;
}

/** What every plan has. */
export const PLAIN_BUDGET = 180;

/** Notion counts 60 s; one more second covers requests that travel at different speeds. */
const WINDOW_MS = 61_000;

/** While people work, background work leaves a third of the budget to them. */
const SHARE_BESIDE_PEOPLE = 2 / 3;

/**
 * While nobody does, it leaves a thirtieth: the first requests of whoever comes then. Room for the next ones is made
 * as fast as the budget renews itself, because background work stands back at once and was spread over the window.
 */
const SHARE_ALONE = 29 / 30;

/** Of the time between two starts that would just spend the share: a little less, so that what was left is caught up. */
const CATCH_UP = 0.75;

/** As much of its share background work may start at once; the rest is spread evenly over the window. */
const BURST = 1 / 3;

/** A block does not end by waiting; an hour keeps us from knocking all day and from staying away for ever. */
export const BLOCKED_MS = 60 * 60_000;

export function createPace(budget = PLAIN_BUDGET): Pace {
  return { budget, starts: [], endpoints: {} };
}

export function advancePace(pace: Pace, event: PaceEvent): Pace {
  switch (event.type) {
    case 'request-start': {
      const starts = [...pace.starts.filter((start) => event.at - start < WINDOW_MS), event.at];
      return { ...pace, starts, endpoints: stillPaused(pace.endpoints, event.at) };
    }
    case 'person-waits':
      return { ...pace, wantedAt: event.at };
    case 'pause-asked': {
      const pause = { from: event.at, until: event.at + event.retryAfterMs };
      if (event.scope !== 'endpoint') return { ...pace, [event.scope]: later(pace[event.scope], pause) };
      const endpoint = later(pace.endpoints[event.endpoint], pause);
      return { ...pace, endpoints: { ...pace.endpoints, [event.endpoint]: endpoint } };
    }
    case 'block-forgotten': {
      const { blocked: _, ...open } = pace;
      return open;
    }
  }
}

/** How long a request has to wait at `now`. The budget may be spent in one burst. */
export function mayStart(pace: Pace, now: number, endpoint: string, priority: Priority): Turn {
  const waits: readonly Turn[] = [
    { waitMs: budgetWait(pace, now, priority), because: 'notion-rate-limited' },
    { waitMs: left(pace.connection, now), because: 'notion-rate-limited' },
    { waitMs: left(pace.workspace, now), because: 'notion-workspace-limited' },
    { waitMs: left(pace.endpoints[endpoint], now), because: 'notion-endpoint-limited' },
    { waitMs: left(pace.blocked, now), because: 'notion-blocked' },
  ];
  const longest = waits.reduce((most, wait) => (wait.waitMs >= most.waitMs ? wait : most));
  return longest.waitMs > 0 ? longest : { waitMs: 0 };
}

/** Until so many starts have left the window that one more fits. */
function budgetWait(pace: Pace, now: number, priority: Priority): number {
  const inWindow = pace.starts.filter((start) => now - start < WINDOW_MS);
  const share = priority === 'interactive' ? pace.budget : backgroundShare(pace, now);
  const leaving = inWindow[inWindow.length - share];
  const room = leaving === undefined ? 0 : Math.min(WINDOW_MS, leaving + WINDOW_MS - now);
  return priority === 'interactive' ? room : Math.max(room, spread(inWindow, share, now, pace.starts));
}

function backgroundShare({ budget, wantedAt }: Pace, now: number): number {
  const alone = wantedAt === undefined || now - wantedAt >= WINDOW_MS || wantedAt > now;
  return Math.max(1, Math.floor(budget * (alone ? SHARE_ALONE : SHARE_BESIDE_PEOPLE)));
}

/**
 * What was left of the share at the last start is spread evenly until the oldest one leaves the window, and a burst that
 * leaves it is not followed by another: people find room at any time.
 */
function spread(inWindow: readonly number[], share: number, now: number, starts: readonly number[]): number {
  const last = inWindow.at(-1);
  if (last === undefined || inWindow.length < share * BURST) return 0;
  const before = starts.filter((start) => last - start < WINDOW_MS);
  const even = ((before[0] ?? last) + WINDOW_MS - last) / (Math.max(0, share - before.length) + 1);
  const gap = Math.max(even, (CATCH_UP * WINDOW_MS) / share);
  return Math.max(0, Math.ceil(Math.min(last, now) + gap - now));
}

function left(pause: Pause | undefined, now: number): number {
  if (pause === undefined) return 0;
  return Math.max(0, Math.min(pause.until - now, pause.until - pause.from));
}

function later(one: Pause | undefined, other: Pause): Pause {
  return one !== undefined && one.until > other.until ? one : other;
}

function stillPaused(pauses: Pace['endpoints'], now: number): Pace['endpoints'] {
  return Object.fromEntries(Object.entries(pauses).filter(([, pause]) => left(pause, now) > 0));
}
