import { NO_USAGE } from '../models/answer-event.ts';
import type { Usage } from '../models/answer-event.ts';
import { addCosts, costOf } from '../models/prices.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { Settings } from '../settings/settings.ts';
import { isOnThisComputer } from './is-on-this-computer.ts';

/** Who is paid: the model as it named itself, and who serves it. */
export interface Payee {
  readonly provider: ProviderId;
  readonly model: string;
}

/** What an answer has used. A price may depend on the length of one request, so each is priced by itself. */
export interface Tally {
  add(payee: Payee, usage: Usage): void;
  /** With one more request, which may still be under way. */
  with(payee: Payee, usage: Usage): { readonly usage: Usage; readonly costUsd?: number };
}

export function createTally({ prices, providers }: Pick<Settings, 'prices' | 'providers'>): Tally {
  let sum = NO_USAGE;
  // Once a request has no price, neither has the whole.
  let paid: number | undefined = 0;
  const priced = ({ provider, model }: Payee, usage: Usage): number | undefined => {
    // What runs on this computer costs nothing, unless the person has put a price to it.
    const free = isNothing(usage) || isOnThisComputer(provider, providers) ? 0 : undefined;
    return addCosts(paid, costOf(model, usage, prices) ?? free);
  };
  return {
    add(payee, usage) {
      paid = priced(payee, usage);
      sum = addUsage(sum, usage);
    },
    with(payee, usage) {
      const costUsd = priced(payee, usage);
      return { usage: addUsage(sum, usage), ...(costUsd === undefined ? {} : { costUsd }) };
    },
  };
}

const isNothing = (usage: Usage): boolean =>
  usage.inputTokens + usage.outputTokens + usage.cacheReadTokens + usage.cacheWriteTokens === 0;

export const addUsage = (one: Usage, other: Usage): Usage => ({
  inputTokens: one.inputTokens + other.inputTokens,
  outputTokens: one.outputTokens + other.outputTokens,
  cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
  cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
});
