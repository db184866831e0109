import type { ModelFacts } from './answer-event.ts';
import type { Route } from './route.ts';

/** Claude's quickest model that the key may use, for small work beside what is asked of Claude itself. */
export function quickestBeside({ provider }: Route, listed: readonly ModelFacts[]): Route | undefined {
  const model = listed.find(({ line, lifecycle }) => line === 'haiku' && lifecycle === 'active')?.id;
  return provider !== 'claude' || model === undefined ? undefined : { provider, model };
}
