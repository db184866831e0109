import type { Route } from '../models/route.ts';
import { askable } from '../resilience/breaker.ts';
import { breakersOf } from '../resilience/ladder.ts';
import type { AnswerPorts } from './answer-ports.ts';

/** Whether a route may be asked freely: small work beside an answer is no probe of a service that was down. */
export async function mayBeAsked(
  { breakers, clock }: Pick<AnswerPorts, 'breakers' | 'clock'>,
  route: Route,
): Promise<boolean> {
  const known = await breakers.all();
  return breakersOf(route).every((key) => askable(known.get(key), clock.now()) === 'yes');
}
