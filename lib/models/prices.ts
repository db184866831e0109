import type { Settings } from '../settings/settings.ts';
import type { Usage } from './answer-event.ts';
import { undated } from './model-name.ts';

/** The day on which the table below was taken from the provider's published prices. */
export const PRICES_AS_OF = '2026-11-21';

/** US dollars per million tokens. */
interface Rate {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** Reading from the cache costs a tenth of the input, writing into it (five minutes) a quarter more, unless the table says otherwise. */
function rate(input: number, output: number, cacheRead = input * 0.1): Rate {
  return { input, output, cacheRead, cacheWrite: input * 1.25 };
}

/** `above`: the rate of a whole request whose prompt is longer than `tokens`. */
const PRICES: Readonly<Record<string, { readonly rate: Rate; readonly above?: { tokens: number; rate: Rate } }>> = {
  'claude-fable-5-2': { rate: rate(10, 50) },
  'claude-fable-5-1': { rate: rate(10, 50) },
  'claude-opus-5-5': { rate: rate(4, 20) },
  'claude-opus-5': { rate: rate(5, 25) },
  'claude-sonnet-5-5': { rate: rate(2, 10, 0.1) },
  'claude-sonnet-5': { rate: rate(2, 10) },
  'claude-haiku-5-5': { rate: rate(0.1, 0.5), above: { tokens: 100_000, rate: rate(0.5, 2.5) } },
};

/**
 * US dollars for the tokens of one attempt; `undefined` for a model without a known price.
 * @param corrections the person's own prices, which win over the table
 */
export function costOf(model: string, usage: Usage, corrections: Settings['prices'] = {}): number | undefined {
  const paid = rateFor(model, usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens, corrections);
  if (paid === undefined) return undefined;
  const microdollars =
    usage.inputTokens * paid.input +
    usage.outputTokens * paid.output +
    usage.cacheReadTokens * paid.cacheRead +
    usage.cacheWriteTokens * paid.cacheWrite;
  return microdollars / 1_000_000;
}

/** A sum of costs; with an unknown part it is unknown. */
export const addCosts = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : one + other;

function rateFor(model: string, promptTokens: number, corrections: Settings['prices']): Rate | undefined {
  const plain = undated(model);
  const corrected = corrections[model] ?? corrections[plain];
  if (corrected !== undefined) return rate(corrected.input, corrected.output);
  const listed = PRICES[plain];
  if (listed?.above !== undefined && promptTokens > listed.above.tokens) return listed.above.rate;
  return listed?.rate;
}
