import type { FailureCode } from '../base/failure.ts';
import type { TrailStep } from '../jobs/answer.ts';
import { isClaude, sameRoute } from '../models/route.ts';
import type { Route } from '../models/route.ts';
import { remedyOf } from '../resilience/remedies.ts';
import type { AskNext } from '../resilience/remedies.ts';
import type { Rung } from './rungs.ts';

/**
 * The rungs that no earlier request of the same job has shown to be closed until the person mends something: an account
 * without credit is not asked once more for every part of a page. All of them where none is left, so that it is said why.
 */
export function openRungs(rungs: readonly Rung[], made: readonly TrailStep[]): readonly Rung[] {
  const shut = made.flatMap(({ outcome, provider = 'claude', model }) =>
    typeof outcome === 'object' && isLasting(outcome.code)
      ? [{ route: { provider, model }, next: remedyOf(outcome.code).next }]
      : [],
  );
  const open = rungs.filter(({ route }) => shut.every((one) => leavesOpen(one.next, one.route, route)));
  return open.length === 0 ? rungs : open;
}

const LASTING: ReadonlySet<AskNext> = new Set<AskNext>(['other-model', 'other-provider', 'other-family']);

/** No time mends it: the account, the key, or a model that is not there. */
function isLasting(code: FailureCode): boolean {
  const { again, evidence, next } = remedyOf(code);
  return again === 'never' && evidence === 'none' && LASTING.has(next);
}

function leavesOpen(next: AskNext, failed: Route, route: Route): boolean {
  if (next === 'other-model') return !sameRoute(failed, route);
  const sameFamily = isClaude(failed.provider) && isClaude(route.provider);
  return failed.provider !== route.provider && !(next === 'other-family' && sameFamily);
}
