import { systemChance, systemClock } from '../../lib/adapters/browser/system.ts';
import { createSpendingStore } from '../../lib/adapters/dexie/spending-store.ts';
import { WordsDatabase } from '../../lib/adapters/dexie/words-database.ts';
import { createSpending } from '../../lib/flows/keep-spending.ts';
import { payingPort } from '../../lib/flows/paying-port.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';
import type { ModelPort } from '../../lib/models/answer-event.ts';
import { factsFor } from '../../lib/models/capabilities.ts';
import { DEFAULT_BUDGET } from '../../lib/settings/budget.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';

/** What runs inside the extension's own worker, over the browser's own IndexedDB. */

const MODEL = DEFAULT_SETTINGS.model;
const REQUEST = { system: 'Be brief.', turns: [{ role: 'user', text: 'x'.repeat(20_000) }], maxTokens: 1_000 } as const;
const NEVER = new AbortController().signal;

/** A model that answers at once: what is left is what stands before it. */
const atOnce: ModelPort = {
  async *answer(model) {
    yield { type: 'answer-start', model };
    yield { type: 'text-delta', text: 'May.', block: 0 };
    yield { type: 'answer-end', stopped: 'done', usage: { ...NO_USAGE, inputTokens: 5_000, outputTokens: 5 } };
  },
  countTokens: async () => 0,
  models: async () => [],
};

/** Milliseconds from the asking to the first word, straight and through the ledger, as often as told. */
export async function firstWords(
  runs: number,
): Promise<readonly { readonly straight: number; readonly through: number; readonly whole: number }[]> {
  const words = new WordsDatabase('bench-budget');
  const spending = createSpending({
    clock: systemClock,
    chance: systemChance,
    log: { info: () => undefined, warn: () => undefined },
    store: createSpendingStore(words),
    life: 'bench',
    zone: () => 'Europe/Berlin',
    settings: async () => ({
      ...DEFAULT_SETTINGS,
      budget: { ...DEFAULT_BUDGET, dayUsd: 1_000_000, monthUsd: 1_000_000 },
    }),
  });
  const port = payingPort(
    atOnce,
    'claude',
    { action: 'ask', workspace: 'Fernway' },
    { spending, factsOf: async ({ model }) => factsFor(model) },
  );
  const times: { straight: number; through: number; whole: number }[] = [];
  for (let run = 0; run < runs; run += 1) {
    const straight = await firstWord(atOnce);
    const begun = performance.now();
    const through = await firstWord(port);
    await spending.settled();
    times.push({ straight, through, whole: performance.now() - begun });
  }
  await words.delete();
  return times;
}

async function firstWord(port: ModelPort): Promise<number> {
  const begun = performance.now();
  let heard = Number.NaN;
  for await (const { type } of port.answer(MODEL, REQUEST, NEVER))
    if (type === 'text-delta') heard = performance.now() - begun;
  return heard;
}
