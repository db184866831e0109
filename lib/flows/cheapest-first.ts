import { NO_USAGE } from '../models/answer-event.ts';
import { costOf } from '../models/prices.ts';
import type { Route } from '../models/route.ts';
import { sameRoute } from '../models/route.ts';
import type { Settings } from '../settings/settings.ts';
import { isOnThisComputer } from './is-on-this-computer.ts';

/** A page and a short answer: what models are compared by. */
const COMPARED = { ...NO_USAGE, inputTokens: 5_000, outputTokens: 1_000 };

/**
 * The same routes with the cheapest of those that are paid first. Who has no known price, and who costs nothing, comes
 * behind them as before; where the asked one costs nothing there is nothing to spare.
 */
export function cheapestFirst(
  routes: readonly Route[],
  { prices, providers }: Pick<Settings, 'prices' | 'providers'>,
): readonly Route[] {
  const [asked] = routes;
  if (asked === undefined || isOnThisComputer(asked.provider, providers)) return routes;
  const priced = routes.flatMap((route) => {
    const cost = isOnThisComputer(route.provider, providers) ? undefined : costOf(route.model, COMPARED, prices);
    return cost === undefined ? [] : [{ route, cost }];
  });
  const paid = priced.toSorted((one, other) => one.cost - other.cost).map(({ route }) => route);
  return [...paid, ...routes.filter((route) => !paid.some((one) => sameRoute(one, route)))];
}
