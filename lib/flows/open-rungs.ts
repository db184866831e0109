import type { FailureCode } from '../base/failure.ts';
import type { TrailStep } from '../jobs/answer.ts';
import { leavesOpen, remedyOf } from '../resilience/remedies.ts';
import type { OtherNext } from '../resilience/remedies.ts';
import type { Rung } from './rungs.ts';

/**
 * The rungs that no earlier request of the same job has shown to be closed until the person mends something: an account
 * without credit is not asked once more for every part of a page. All of them where none is left, so that it is said why.
 */
export function openRungs(rungs: readonly Rung[], made: readonly TrailStep[]): readonly Rung[] {
  const shut = made.flatMap(({ outcome, provider = 'claude', model }) => {
    const next = typeof outcome === 'object' ? lastingNext(outcome.code) : undefined;
    return next === undefined ? [] : [{ route: { provider, model }, next }];
  });
  const open = rungs.filter(({ route }) => shut.every((one) => leavesOpen(one.next, one.route, route)));
  return open.length === 0 ? rungs : open;
}

/** What no time mends, the account, the key or a model that is not there, and whom that leaves open. */
function lastingNext(code: FailureCode): OtherNext | undefined {
  const { again, evidence, next } = remedyOf(code);
  if (again !== 'never' || evidence !== 'none') return undefined;
  return next === 'other-model' || next === 'other-provider' || next === 'other-family' ? next : undefined;
}
