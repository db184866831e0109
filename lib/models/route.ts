import type { ProviderId } from '../settings/provider.ts';

/** One model by one provider: what can be asked. */
export interface Route {
  readonly provider: ProviderId;
  readonly model: string;
}

/** The browser's own model: it has one at most, and does not say which. */
export const BUILT_IN: Route = { provider: 'built-in', model: 'browser-model' };

/** The name of a route in stored rows: `claude/claude-sonnet-5-5`. */
export type RouteKey = `${ProviderId}/${string}`;

export const routeKey = ({ provider, model }: Route): RouteKey => `${provider}/${model}`;

export const sameRoute = (one: Route, other: Route): boolean => routeKey(one) === routeKey(other);

/** Providers that serve models of the Claude family: what is wrong with the family touches them alike. */
export const isClaude = (provider: ProviderId): boolean => provider === 'claude' || provider.startsWith('gateway:');
