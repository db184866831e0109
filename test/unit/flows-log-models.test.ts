import { beforeEach, describe, expect, it } from 'vitest';
import type { ActivityNews } from '../../lib/activity/entry.ts';
import { Failure } from '../../lib/base/failure.ts';
import { asJobId } from '../../lib/base/ids.ts';
import { logBatches, logBudget, logModel } from '../../lib/flows/log-models.ts';
import { NO_USAGE } from '../../lib/models/answer-event.ts';
import type { AnswerEvent, ModelPort } from '../../lib/models/answer-event.ts';
import type { BatchService } from '../../lib/models/batch.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import { aRequest } from '../contracts/claude-door.ts';
import { PAGE } from '../fixtures/an-entry.ts';
import { createFakeClock } from '../fixtures/fake-clock.ts';

const MODEL = 'claude-sonnet-5-5';
const CLAUDE = { provider: 'claude', host: 'api.anthropic.com' } as const;
const ERRAND = { action: 'summarize', page: PAGE, of: asJobId('job') } as const;
const USAGE = { ...NO_USAGE, inputTokens: 1_000, outputTokens: 50, cacheReadTokens: 200 };
const WORDS: readonly AnswerEvent[] = [
  { type: 'answer-start', model: `${MODEL}-20261101`, usage: { inputTokens: 1_000 } },
  { type: 'text-delta', text: 'canary', block: 0 },
];

describe('the log of model calls', () => {
  let told: ActivityNews[];
  let signal: AbortSignal;
  const ports = () => ({
    clock: createFakeClock(),
    record: (news: ActivityNews) => void told.push(news),
    settings: async () => DEFAULT_SETTINGS,
  });
  const portOf = (events: readonly AnswerEvent[], error?: unknown): ModelPort => ({
    async *answer() {
      yield* events;
      if (error !== undefined) throw error;
    },
    countTokens: () => Promise.reject(new Failure('claude-key-invalid')),
    models: async () => [],
  });
  const ask = async (port: ModelPort, most = 99): Promise<void> => {
    let seen = 0;
    for await (const _event of logModel(ports(), port, CLAUDE, ERRAND).answer(MODEL, aRequest(), signal)) {
      seen += 1;
      if (seen >= most) break;
    }
  };

  beforeEach(() => {
    told = [];
    signal = new AbortController().signal;
  });

  it('tells who answered for what, with tokens, cost and a hash of what was sent, and no word of either', async () => {
    await ask(portOf([...WORDS, { type: 'answer-end', stopped: 'done', usage: USAGE }]));
    await expect.poll(() => told.length).toBe(1);
    expect(told[0]).toMatchObject({
      kind: 'model',
      what: 'answer',
      outcome: 'done',
      ...CLAUDE,
      ...ERRAND,
      model: `${MODEL}-20261101`,
      tokensIn: 1_200,
      tokensOut: 50,
    });
    expect(told[0]?.microUsd).toBeCloseTo(1_000 * 2 + 50 * 10 + 200 * 0.1);
    expect(told[0]?.fingerprint).toMatch(/^[\da-f]{32}$/);
    expect(JSON.stringify(told)).not.toContain('canary');
  });

  it.each([
    [
      'fails',
      () => ask(portOf(WORDS, new Failure('model-overloaded'))),
      { outcome: 'failed', code: 'model-overloaded' },
    ],
    ['is left early', () => ask(portOf(WORDS), 1), { outcome: 'stopped', tokensIn: 1_000 }],
    [
      'refuses',
      () => ask(portOf([{ type: 'answer-end', stopped: 'refusal', usage: USAGE }])),
      { outcome: 'refused', tokensOut: 50 },
    ],
  ] as const)('tells of an attempt that %s', async (_how, run, end) => {
    await run().catch(() => undefined);
    await expect.poll(() => told.length).toBe(1);
    expect(told[0]).toMatchObject({ kind: 'model', what: 'answer', ...ERRAND, ...end });
  });

  it('tells what the budget held back before anything was sent, and nothing else', async () => {
    const drain = async (error: Failure): Promise<void> => {
      const port = logBudget(ports().record, portOf([], error), 'claude', ERRAND);
      for await (const _event of port.answer(MODEL, aRequest(), signal));
    };
    await expect(drain(new Failure('budget-spent'))).rejects.toMatchObject({ code: 'budget-spent' });
    await expect(drain(new Failure('model-overloaded'))).rejects.toMatchObject({ code: 'model-overloaded' });
    expect(told).toEqual([
      {
        kind: 'policy',
        what: 'budget',
        outcome: 'refused',
        code: 'budget-spent',
        provider: 'claude',
        model: MODEL,
        ...ERRAND,
      },
    ]);
  });

  it('tells of counts and lists too', async () => {
    const port = logModel(ports(), portOf([]), CLAUDE);
    await port.models(signal);
    await expect(port.countTokens(MODEL, aRequest(), signal)).rejects.toMatchObject({
      code: 'claude-key-invalid',
    });
    expect(told).toMatchObject([
      { what: 'models', outcome: 'done' },
      { what: 'count', outcome: 'failed', code: 'claude-key-invalid', model: MODEL },
    ]);
  });

  it('tells what a batch handed over, and each of its answers at half the price', async () => {
    const state = { id: 'batch', begunAt: 0, ended: true, requests: 1, left: 0 };
    const batches: BatchService = {
      begin: async () => state,
      state: async () => state,
      results: async () => [
        { id: 'row', text: 'canary', blocks: [], model: MODEL, usage: USAGE },
        { id: 'other', failure: { code: 'model-overloaded' } },
      ],
      cancel: async () => undefined,
      recent: async () => [],
    };
    const logged = logBatches(ports(), batches, CLAUDE);
    await logged.begin(MODEL, [{ id: 'row', request: aRequest() }], signal);
    await logged.results('batch', signal);
    expect(told).toMatchObject([
      { what: 'batch', model: MODEL, count: 1 },
      { what: 'batch', outcome: 'done', microUsd: (1_000 * 2 + 50 * 10 + 200 * 0.1) / 2 },
      { what: 'batch', outcome: 'failed', code: 'model-overloaded' },
    ]);
    expect(JSON.stringify(told)).not.toContain('canary');
  });
});
