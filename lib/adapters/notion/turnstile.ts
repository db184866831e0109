import { Failure } from '../../base/failure.ts';
import type { FailureCode, FailureFacts } from '../../base/failure.ts';
import type { Clock } from '../../base/ports.ts';
import { advancePace, BLOCKED_MS, createPace, mayStart } from '../../resilience/pace.ts';
import type { Pace, PaceEvent, Priority } from '../../resilience/pace.ts';

/** A longer wait than this is not waited for with a person watching: it is said, with the time. */
export const LONGEST_WAIT_MS = 20_000;

/**
 * Nobody watches background work, but it keeps the worker awake: past the length of the budget's window it is said, too,
 * and the work comes back later.
 */
const LONGEST_BACKGROUND_MS = 65_000;

/** For a pause that Notion asked for without saying how long: the length of its window. */
const PAUSE_MS = 60_000;

export interface PaceStore {
  /** As it was when the last worker died. */
  readonly initial?: Pace;
  readonly persist?: (pace: Pace) => void;
}

type Scope = Extract<PaceEvent, { type: 'pause-asked' }>['scope'];

const SCOPES: Partial<Record<FailureCode, Scope>> = {
  'notion-rate-limited': 'connection',
  'notion-overloaded': 'connection',
  'notion-workspace-limited': 'workspace',
  'notion-endpoint-limited': 'endpoint',
  'notion-blocked': 'blocked',
};

/** Lets the requests of one connection through as its budget and Notion's own wishes allow. */
export class Turnstile {
  #pace: Pace;
  readonly #clock: Clock;
  readonly #persist: (pace: Pace) => void;

  constructor(clock: Clock, store: PaceStore) {
    this.#clock = clock;
    this.#pace = store.initial ?? createPace();
    this.#persist = store.persist ?? (() => {});
  }

  /**
   * Resolves when a request may start, and counts it.
   * @throws Failure with `retryAfterMs` when that is too long to wait for
   */
  async enter(endpoint: string, priority: Priority, signal: AbortSignal): Promise<void> {
    const longest = priority === 'interactive' ? LONGEST_WAIT_MS : LONGEST_BACKGROUND_MS;
    if (priority === 'interactive') this.#advance({ type: 'person-waits', at: this.#clock.now() });
    for (;;) {
      signal.throwIfAborted();
      const now = this.#clock.now();
      const turn = mayStart(this.#pace, now, endpoint, priority);
      if (turn.waitMs === 0) return this.#advance({ type: 'request-start', at: now });
      if (turn.because === 'notion-blocked') throw new Failure('notion-blocked');
      if (turn.waitMs > longest) {
        throw new Failure({ code: turn.because ?? 'notion-rate-limited', retryAfterMs: turn.waitMs });
      }
      await this.#clock.sleep(turn.waitMs, signal);
    }
  }

  /** A pause that an answer asked for holds back everything it concerns, not only the request that met it. */
  learn(facts: FailureFacts, endpoint: string): void {
    const scope = SCOPES[facts.code];
    if (scope === undefined) return;
    const asked = facts.retryAfterMs ?? (facts.code === 'notion-overloaded' ? 0 : PAUSE_MS);
    const retryAfterMs = scope === 'blocked' ? BLOCKED_MS : asked;
    this.#advance({ type: 'pause-asked', at: this.#clock.now(), scope, endpoint, retryAfterMs });
  }

  /** A person asks whether the connection works: a block is no reason not to look. */
  forgetBlock(): void {
    this.#advance({ type: 'block-forgotten' });
  }

  #advance(event: PaceEvent): void {
    this.#pace = advancePace(this.#pace, event);
    this.#persist(this.#pace);
  }
}
