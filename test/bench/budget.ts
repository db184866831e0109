import { build } from 'vite';
import { connect } from '../e2e/steps.ts';
import { playBudget } from './budget-runs.ts';
import { listed, median, round } from './figure.ts';
import type { Figure } from './figure.ts';
import { onStage } from './stage.ts';

export const BUDGET_FIGURES = ['trust.budget-forbidden', 'trust.budget-first-word'] as const;

const RUNS = 2_000;
const WORDS = 100;
/** A frame of a screen: nobody sees less. */
const FRAME_MS = 16;

/** Whether anything is sent that the budget forbids, and what the ledger costs before the first word. */
export async function benchBudget(): Promise<readonly Figure[]> {
  return [await forbidden(), await firstWord()];
}

/** Seeded afternoons of the real ladder: models fail in turn, caps are met, requests run beside each other. */
async function forbidden(): Promise<Figure> {
  let asked = 0;
  let refused = 0;
  const wrong: string[] = [];
  let largest = 0;
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const played = await playBudget(seed);
    asked += played.asked;
    refused += played.refused;
    largest = Math.max(largest, played.share);
    if (played.forbidden > 0) wrong.push(`seed ${seed}`);
  }
  return {
    name: 'trust.budget-forbidden',
    value: wrong.length,
    unit: 'runs with a forbidden request',
    peer: 'requests that reached a paid model',
    peerValue: asked,
    ratio: round(wrong.length / RUNS),
    bar: '0',
    holds: wrong.length === 0 && asked > 0 && refused > 0,
    runs: RUNS,
    note: `checked at the models themselves, by an account of its own; ${refused} jobs were left to wait for the budget; at most ${round(100 * largest)} % of a cap was spent${wrong.length === 0 ? '' : `; ${wrong.slice(0, 10).join(', ')}`}`,
  };
}

async function firstWord(): Promise<Figure> {
  const script = await bundled();
  return onStage(async ({ browser }) => {
    await connect(browser);
    const [worker] = browser.context.serviceWorkers();
    if (worker === undefined) throw new Error('The worker of the extension does not run.');
    const times = await worker.evaluate<readonly { straight: number; through: number; whole: number }[]>(
      `(async () => { ${script}; return budgetBench.firstWords(${WORDS}); })()`,
    );
    const straight = median(times.map((time) => time.straight));
    const through = median(times.map((time) => time.through));
    const added = through - straight;
    return {
      name: 'trust.budget-first-word',
      value: round(added),
      unit: 'ms',
      peer: 'a frame of a screen',
      peerValue: FRAME_MS,
      ratio: round(added / FRAME_MS),
      bar: 'ratio < 1',
      holds: added < FRAME_MS,
      runs: WORDS,
      note: `added before the first word of a model that answers at once, in the extension's own worker; the ledger was on the disk after ${round(median(times.map(({ whole }) => whole)))} ms, which nothing waits for; the slowest words ${listed(
        times
          .map((time) => time.through)
          .toSorted((one, other) => other - one)
          .slice(0, 3),
        ' ms',
      )}`,
    };
  });
}

/** What runs in the worker as one script. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: new URL('budget-worker.ts', import.meta.url).pathname, formats: ['iife'], name: 'budgetBench' },
    },
  });
  for (const one of Array.isArray(built) ? built : [built]) if ('output' in one) return one.output[0].code;
  throw new Error('What runs in the worker could not be bundled.');
}
