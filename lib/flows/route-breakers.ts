import type { FailureFacts } from '../base/failure.ts';
import type { Chance, Clock } from '../base/ports.ts';
import type { Route } from '../models/route.ts';
import type { BreakerStore } from '../resilience/breaker-store.ts';
import { afterCall, askable, beginProbe, endProbe, hasten } from '../resilience/breaker.ts';
import type { Breaker, BreakerKey } from '../resilience/breaker.ts';
import { breakersOf } from '../resilience/ladder.ts';

interface Ports {
  readonly breakers: BreakerStore;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'unit'>;
}

/**
 * What a call has shown, in both breakers that stand before the route.
 * @param isSaidDown the service itself says that it is down: one failure is enough then
 */
export async function learn(
  { breakers, clock, chance }: Ports,
  route: Route,
  startedAt: number,
  failure?: FailureFacts,
  isSaidDown = false,
): Promise<void> {
  const outcome = {
    startedAt,
    at: clock.now(),
    unit: chance.unit(),
    model: route.model,
    ...(failure === undefined ? {} : { failure }),
    ...(isSaidDown ? { opensAt: 1 } : {}),
  };
  await change(breakers, route, (before, key) => afterCall(before, outcome, key));
}

/** Takes the single probe of each breaker that wants one; `false` when somebody else was quicker. */
export async function takeProbe({ breakers, clock }: Ports, route: Route): Promise<boolean> {
  const now = clock.now();
  const taken = new Set<BreakerKey>();
  let isLost = false;
  await change(breakers, route, (before, key) => {
    const state = askable(before, now);
    isLost ||= state === 'no';
    if (before === undefined || state !== 'probe' || isLost) return before;
    taken.add(key);
    return beginProbe(before, now);
  });
  if (!isLost) return true;
  await change(breakers, route, (before, key) => (before !== undefined && taken.has(key) ? endProbe(before) : before));
  return false;
}

/** Where a person insists, routes that are spared after an outage may be probed now. */
export async function heed(
  { breakers, clock }: Ports,
  routes: readonly Route[],
  insists: boolean | undefined,
): Promise<void> {
  if (insists !== true) return;
  const now = clock.now();
  for (const route of routes)
    await change(breakers, route, (before) => (before === undefined ? undefined : hasten(before, now)));
}

/** The next probe may follow. */
export async function release({ breakers }: Pick<Ports, 'breakers'>, route: Route): Promise<void> {
  await change(breakers, route, (before) => (before === undefined ? undefined : endProbe(before)));
}

/**
 * Whether the route may be asked now.
 * @param probe also as a probe; small work beside an answer is no probe of a service that was down
 */
export async function mayAsk(
  { breakers, clock }: Pick<Ports, 'breakers' | 'clock'>,
  route: Route,
  probe: boolean,
): Promise<boolean> {
  const all = await allOf(breakers);
  const states = breakersOf(route).map((key) => askable(all.get(key), clock.now()));
  return states.every((state) => state === 'yes' || (probe && state === 'probe'));
}

/** Breakers are a help: a store that cannot tell them stops no answer. */
export async function allOf(breakers: BreakerStore): Promise<ReadonlyMap<BreakerKey, Breaker>> {
  try {
    return await breakers.all();
  } catch {
    return new Map();
  }
}

async function change(
  breakers: BreakerStore,
  route: Route,
  turn: (before: Breaker | undefined, key: BreakerKey) => Breaker | undefined,
): Promise<void> {
  await Promise.allSettled(breakersOf(route).map((key) => breakers.change(key, (before) => turn(before, key))));
}
