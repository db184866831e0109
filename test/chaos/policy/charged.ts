import type { World } from '../../world/start.ts';

/** US dollars per million tokens, in and out, as Claude publishes them; reckoned apart from the product's own table. */
const PRICES: Readonly<Record<string, readonly [number, number]>> = {
  'claude-sonnet-5-5': [2, 10],
  'claude-haiku-5-5': [0.1, 0.5],
  'claude-opus-5-5': [4, 20],
};

/** What the world has charged for Claude's answers, at least: what went into its cache or came from there is left out. */
export const chargedUsd = (log: World['claude']): number =>
  log.messages().reduce((sum, { model = '', usage }) => {
    const [input, output] = PRICES[model] ?? [0, 0];
    const tokens = (name: string): number => (typeof usage?.[name] === 'number' ? usage[name] : 0);
    return sum + (tokens('input_tokens') * input + tokens('output_tokens') * output) / 1e6;
  }, 0);
