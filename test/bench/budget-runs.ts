import { Failure } from '../../lib/base/failure.ts';
import type { FailureCode } from '../../lib/base/failure.ts';
import { createSpending } from '../../lib/flows/keep-spending.ts';
import { payingPort } from '../../lib/flows/paying-port.ts';
import { createJobRunner } from '../../lib/flows/run-jobs.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';
import type { ModelPort } from '../../lib/models/answer-event.ts';
import { factsFor } from '../../lib/models/capabilities.ts';
import { estimateRequest } from '../../lib/models/estimate-tokens.ts';
import { plainFacts } from '../../lib/models/plain-facts.ts';
import { costOf } from '../../lib/models/prices.ts';
import { rewriteFor } from '../../lib/models/rewrite.ts';
import type { Route } from '../../lib/models/route.ts';
import { DEFAULT_BUDGET } from '../../lib/settings/budget.ts';
import type { ProviderId, ProviderSettings } from '../../lib/settings/provider.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import { actionInParts, createBench, INPUT } from '../fixtures/answering.ts';
import { createMemorySpending, newDisk } from '../fixtures/memory-spending.ts';
import { seeded } from '../verify/tamper.ts';

const OTHERS: readonly Route[] = [
  { provider: 'claude', model: 'claude-haiku-5-5' },
  { provider: 'claude', model: 'claude-opus-5-5' },
  { provider: 'openai:house', model: 'large' },
  { provider: 'openai:local', model: 'llama' },
];
const PROVIDERS: readonly ProviderSettings[] = [
  ['openai:house', 'https://models.example/v1', 'large'] as const,
  ['openai:local', 'http://localhost:11434/v1', 'llama'] as const,
].map(([id, baseUrl, model]) => ({ id, name: id, baseUrl, header: 'none', models: [model], classes: ['internal'] }));
const FAULTS: readonly FailureCode[] = ['model-overloaded', 'claude-unavailable', 'claude-cut', 'claude-rate-limited'];
const PRICES = { large: { input: 1, output: 4 } };

export interface PlayedBudget {
  /** Requests that reached a paid model, and those of them that the budget forbade. */
  readonly asked: number;
  readonly forbidden: number;
  /** Jobs that were left to wait for the budget. */
  readonly refused: number;
  /** The largest share of the cap that was ever spent. */
  readonly share: number;
}

/**
 * One seeded afternoon: jobs begin beside each other and behind each other, models fail, caps are met. What reaches a
 * model is checked there, by an account that knows nothing of the ledger.
 */
export async function playBudget(seed: number): Promise<PlayedBudget> {
  const unit = seeded(seed);
  const pick = <One>(some: readonly One[]): One | undefined => some[Math.floor(unit() * some.length)];
  const dayUsd = 0.002 + unit() * 0.06;
  const faulty = unit() * 0.8;
  const bench = createBench(unused, actionInParts(unit() < 0.3 ? 3 : 0));
  bench.others = OTHERS.filter(() => unit() < 0.8);
  bench.changed = { providers: PROVIDERS, prices: PRICES, budget: { ...DEFAULT_BUDGET, dayUsd } };
  bench.factsOf = async ({ provider, model }) => (provider === 'claude' ? factsFor(model) : plainFacts(model));
  const disk = newDisk();
  const spending = createSpending({
    clock: bench.clock,
    chance: bench.chance,
    log: bench.log,
    store: createMemorySpending(disk),
    life: 'bench',
    zone: () => 'UTC',
    settings: async () => ({ ...DEFAULT_SETTINGS, ...bench.changed }),
  });
  let billed = 0;
  let asked = 0;
  let forbidden = 0;
  const service = (provider: ProviderId, urgent: boolean): ModelPort => ({
    ...unused,
    async *answer(model, request) {
      const tokens = estimateRequest(request);
      const longest = rewriteFor(await bench.factsOf({ provider, model }), request).maxTokens;
      const free = provider === 'openai:local';
      const most = free ? 0 : (costOf(model, { ...NO_USAGE, inputTokens: tokens, outputTokens: longest }, PRICES) ?? 1);
      if (!free) {
        asked += 1;
        const cap = dayUsd * (urgent ? 1 : 0.95);
        if (billed + most > cap + 1e-9) forbidden += 1;
      }
      await new Promise((resolve) => setImmediate(resolve));
      const fails = unit() < faulty;
      if (fails && unit() < 0.5) throw new Failure({ code: pick(FAULTS) ?? 'claude-error', model });
      const written = Math.floor(unit() * longest);
      const usage = { ...NO_USAGE, inputTokens: tokens, outputTokens: fails ? 1 : written };
      if (!free) billed += costOf(model, usage, PRICES) ?? 0;
      yield { type: 'answer-start', model, usage };
      if (fails) throw new Failure({ code: 'claude-cut', model });
      yield { type: 'text-delta', text: 'It launches in May.', block: 0 };
      yield { type: 'answer-end', stopped: 'done', usage };
    },
  });
  bench.model = (provider, _contents, bill) =>
    payingPort(service(provider, bill.urgent === true), provider, bill, { spending, factsOf: bench.factsOf });
  bench.near = spending.near;
  const runner = createJobRunner(bench, 'life', () => () => {});
  let refused = 0;
  for (let round = 0; round < 3; round += 1) {
    const many = 1 + Math.floor(unit() * 4);
    const ids = await Promise.all(
      Array.from({ length: many }, () => runner.start({ ...INPUT, fresh: true, urgent: unit() < 0.2 })),
    );
    await Promise.all(ids.map(runner.settled));
    refused += ids.filter((id) => bench.stores.jobs.rows.get(id)?.wait?.cause.code === 'budget-spent').length;
  }
  await spending.settled();
  const booked = [...disk.rows.values()].reduce((sum, { usd }) => sum + usd, 0);
  if (Math.abs(booked - billed) > 1e-9) forbidden += 1;
  return { asked, forbidden, refused, share: billed / dayUsd };
}

const unused: ModelPort = {
  // oxlint-disable-next-line require-yield
  async *answer() {
    throw new Error('Nobody is asked past the ledger');
  },
  countTokens: async () => 0,
  models: async () => [],
};
