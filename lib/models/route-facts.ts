import type { ProviderSettings } from '../settings/provider.ts';
import type { ModelFacts } from './answer-event.ts';
import { factsFor } from './capabilities.ts';
import { modelName } from './model-name.ts';
import { plainFacts } from './plain-facts.ts';
import { isClaude } from './route.ts';
import type { Route } from './route.ts';

/**
 * What the browser's own model holds until it has been asked. The smallest room that Chrome's has had, a little taken
 * off for what a session adds by itself.
 */
export const BUILT_IN_TOKENS = 4_000;

/** The browser's own model takes words and gives words. */
export const PLAIN_ONLY = { tools: false, schemas: false } as const;

/**
 * What is known of a model at a provider: the same models do the same behind a gateway to Claude, all others take text
 * and give text, in as much room as the server or the person said.
 * @param builtInTokens the room of the browser's own model, once it has told
 */
export function factsOfRoute(
  { provider, model }: Route,
  listed: readonly ModelFacts[],
  providers: readonly ProviderSettings[],
  builtInTokens = BUILT_IN_TOKENS,
): ModelFacts {
  if (isClaude(provider)) return factsFor(model, listed);
  if (provider === 'built-in') return { ...plainFacts(model, modelName(model), builtInTokens), ...PLAIN_ONLY };
  const found = providers.find(({ id }) => id === provider);
  return plainFacts(model, model, found?.contexts?.[model] ?? found?.contextTokens);
}
