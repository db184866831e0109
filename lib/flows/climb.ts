import type { Observe } from '../activity/call.ts';
import { Failure, FAILURE_HOPS, factsOf } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import type { Chance, Clock } from '../base/ports.ts';
import type { TrailStep } from '../jobs/answer.ts';
import { modelName } from '../models/model-name.ts';
import { routeKey } from '../models/route.ts';
import type { Route } from '../models/route.ts';
import type { BreakerStore } from '../resilience/breaker-store.ts';
import { nextRung } from '../resilience/ladder.ts';
import type { LadderFacts, Tried } from '../resilience/ladder.ts';
import type { Retries } from './retries.ts';
import { allOf, heed, learn, mayAsk, release, takeProbe } from './route-breakers.ts';

export interface ClimbPorts {
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'unit'>;
  readonly breakers: BreakerStore;
  /** Shared by all climbs of a worker. */
  readonly retries: Retries;
  readonly observe: Observe;
  explain(failure: FailureFacts): Promise<FailureFacts>;
}

export interface ClimbOptions extends Pick<LadderFacts, 'contextTokens' | 'isLocal'> {
  /** The person's: ends the climb at once, whatever is under way. */
  readonly signal: AbortSignal;
  /** Somebody waits for it. */
  readonly interactive: boolean;
  /** A person asks again although nobody could answer a moment ago: what is spared is looked at once more. */
  readonly insists?: boolean;
  /** Told of each rung as it ends, also of the one that was stopped. */
  onStep?(step: TrailStep): void;
  /** Its status page says that it is down: one failure is enough then. */
  isSaidDown?(route: Route): boolean;
}

/** How an attempt tells of itself. Each throws once the attempt was left, so that nothing of it is shown any more. */
export interface AttemptHooks {
  /** Before the first visible word is shown: from then on no other rung is taken. */
  started(): void;
  /** Any sign of an answer. */
  alive(): void;
  /** The service's name for the request. */
  requestId(id: string): void;
}

/** One attempt by one route. Rejects with a `Failure`. */
export type TryOne<Value> = (route: Route, signal: AbortSignal, hooks: AttemptHooks) => Promise<Value>;

export interface Climbed<Value> {
  readonly value: Value;
  readonly route: Route;
  /** Every rung in order, the one that answered last. */
  readonly trail: readonly TrailStep[];
}

/** Nobody answered: why the asked model did not, as it is to be understood. */
export class Unanswered extends Failure {
  readonly trail: readonly TrailStep[];
  /** Words had been shown: the person chooses how to go on. */
  readonly started: boolean;
  /** Somebody may answer from then on; absent where only the person can change it. */
  readonly until?: number;

  constructor(facts: FailureFacts, trail: readonly TrailStep[], started: boolean, until?: number, cause?: unknown) {
    super(facts, { cause });
    this.trail = trail;
    this.started = started;
    if (until !== undefined) this.until = until;
  }
}

/** Nobody waits longer than this for a better word about a failure. */
const EXPLAIN_MS = 1_500;

/**
 * Asks one route after the other, as `nextRung` decides, until one has answered. Waits, leaves who is silent, keeps the
 * breakers and the shared budget of retries, and tells of every call. Rejects with `Unanswered`, with the signal's
 * reason when the person stopped it, or with the error itself where it is a bug of ours.
 * @param routes who may be asked, the asked one first
 */
export async function climb<Value>(
  ports: ClimbPorts,
  routes: readonly Route[],
  tryOne: TryOne<Value>,
  options: ClimbOptions,
): Promise<Climbed<Value>> {
  const { clock, chance, breakers, retries } = ports;
  const { signal, interactive, insists, onStep, isSaidDown, ...known } = options;
  const kind = interactive ? 'interactive' : 'background';
  const startedAt = clock.now();
  const tried: Tried[] = [];
  const trail: TrailStep[] = [];
  const step = (ended: TrailStep): void => {
    trail.push(ended);
    onStep?.(ended);
  };

  await heed(ports, routes, insists);
  for (;;) {
    signal.throwIfAborted();
    const now = clock.now();
    const decision = nextRung({
      ...known,
      routes,
      tried,
      breakers: await allOf(breakers),
      startedAt,
      now,
      interactive,
      retries: retries.left(kind, now),
      unit: chance.unit(),
    });
    if (decision.type === 'give-up') {
      const cause = await explained(ports, decision.cause);
      signal.throwIfAborted();
      throw new Unanswered(cause, trail, false, decision.until);
    }
    const { route } = decision;
    if (decision.afterMs > 0) {
      await clock.sleep(decision.afterMs, signal);
      // Others may have asked meanwhile: what they learnt counts.
      if (!(await mayAsk(ports, route, decision.probe))) continue;
    }
    if (decision.retry) retries.spend(kind, clock.now());
    if (decision.probe && !(await takeProbe(ports, route))) continue;
    if (signal.aborted) {
      void release(ports, route);
      throw signal.reason;
    }

    const attempt = beginAttempt(ports, route, signal, decision.patienceMs);
    try {
      const value = await attempt.run(tryOne);
      step(attempt.step('answered'));
      retries.earn(kind, clock.now());
      // Whoever reads the answer does not wait for the disk.
      void learn(ports, route, attempt.startedAt);
      return { value, route, trail };
    } catch (error) {
      if (signal.aborted) {
        step(attempt.step('stopped'));
        void release(ports, route);
        throw signal.reason;
      }
      const raw = { model: route.model, ...factsOf(error) };
      const failure = FAILURE_HOPS[raw.code] === 'authentication' ? await explained(ports, raw) : raw;
      step(attempt.step(failure));
      await learn(ports, route, attempt.startedAt, failure, isSaidDown?.(route));
      if (!(error instanceof Failure)) throw error;
      if (attempt.started()) throw new Unanswered(await explained(ports, failure), trail, true, undefined, error);
      tried.push({ route, startedAt: attempt.startedAt, endedAt: clock.now(), failure });
    }
  }
}

/** One attempt under way: left when it stays silent, ended with the person's signal whatever it does. */
function beginAttempt(ports: ClimbPorts, route: Route, signal: AbortSignal, patienceMs?: number) {
  const { clock, observe } = ports;
  const startedAt = clock.now();
  const own = new AbortController();
  const watch = new AbortController();
  let isAlive = false;
  let firstWordAt: number | undefined;
  let requestId: string | undefined;
  const check = (): void => own.signal.throwIfAborted();
  const hooks: AttemptHooks = {
    started() {
      check();
      isAlive = true;
      if (firstWordAt !== undefined) return;
      firstWordAt = clock.now();
      // A probe that speaks goes well enough for the next one to follow.
      void release(ports, route);
    },
    alive() {
      check();
      isAlive = true;
    },
    requestId(id) {
      check();
      requestId = id;
    },
  };
  const tell = (failure?: FailureFacts): void =>
    observe({
      service: `model:${routeKey(route)}`,
      name: modelName(route.model),
      startedAt,
      endedAt: clock.now(),
      ...(firstWordAt === undefined ? {} : { firstWordAt }),
      ...(failure === undefined ? {} : { failure }),
    });

  const leaveSilent = async (afterMs: number, end: (reason: unknown) => void): Promise<void> => {
    try {
      await clock.sleep(afterMs, watch.signal);
    } catch {
      return;
    }
    if (!isAlive) end(new Failure({ code: 'model-slow', model: route.model }));
  };

  return {
    startedAt,
    started: () => firstWordAt !== undefined,
    step: (outcome: TrailStep['outcome']): TrailStep => ({
      model: route.model,
      provider: route.provider,
      startedAt,
      endedAt: clock.now(),
      outcome,
      ...(requestId === undefined ? {} : { requestId }),
    }),
    async run<Value>(tryOne: TryOne<Value>): Promise<Value> {
      const ended = Promise.withResolvers<never>();
      // When nobody waits for it any more it is no error.
      ended.promise.catch(() => undefined);
      const end = (reason: unknown): void => {
        ended.reject(reason);
        own.abort(reason);
      };
      const stop = (): void => end(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      if (patienceMs !== undefined) void leaveSilent(patienceMs, end);
      try {
        const value = await Promise.race([tryOne(route, own.signal, hooks), ended.promise]);
        tell();
        return value;
      } catch (error) {
        if (error instanceof Failure && !signal.aborted) tell(error.facts);
        throw error;
      } finally {
        signal.removeEventListener('abort', stop);
        watch.abort();
      }
    },
  };
}

/** The failure beside what else is known, if that comes soon. */
async function explained({ clock, explain }: ClimbPorts, failure: FailureFacts): Promise<FailureFacts> {
  const enough = new AbortController();
  const late = clock.sleep(EXPLAIN_MS, enough.signal).then(
    () => failure,
    () => failure,
  );
  try {
    return await Promise.race([explain(failure).catch(() => failure), late]);
  } finally {
    enough.abort();
  }
}
