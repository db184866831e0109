import type { ActivityFacts, ActivityNews, RecordActivity } from '../activity/entry.ts';
import { decision, ruleOfCode } from '../activity/decided.ts';
import { Failure } from '../base/failure.ts';
import type { Clock } from '../base/ports.ts';
import type { ModelPort, ModelRequest, Usage } from '../models/answer-event.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import { BATCH_PRICE } from '../models/batch.ts';
import type { BatchResult, BatchService } from '../models/batch.ts';
import { costOf } from '../models/prices.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { Settings } from '../settings/settings.ts';
import { fingerprint } from '../text/fingerprint.ts';
import { endOf } from './log-calls.ts';

/** What a model is asked for. */
export type Errand = Pick<ActivityFacts, 'action' | 'page' | 'of'>;

/** Whose models they are, and where they are reached. */
export type Server = Pick<ActivityFacts, 'provider' | 'host'>;

export interface ModelLogPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly record: RecordActivity;
  settings(): Promise<Pick<Settings, 'prices'>>;
}

type ModelNews = Extract<ActivityNews, { readonly kind: 'model' }>;

/** The same models, with the log told of every attempt: what was sent as a hash, what it used and how it ended. */
export function logModel(ports: ModelLogPorts, port: ModelPort, server: Server, errand: Errand = {}): ModelPort {
  const { record, clock } = ports;
  const about = { kind: 'model', ...server, ...errand } as const;
  const noted = async <Value>(
    what: ModelNews['what'],
    ask: () => Promise<Value>,
    signal: AbortSignal,
    model?: string,
  ) => {
    const named = model === undefined ? {} : { model };
    try {
      const value = await ask();
      record({ ...about, ...named, what, outcome: 'done' });
      return value;
    } catch (error) {
      record({ ...about, ...named, what, ...endOf(error, signal) });
      throw error;
    }
  };
  return {
    async *answer(model, request, signal) {
      const startedAt = clock.now();
      const spent: { -readonly [Name in keyof Usage]: Usage[Name] } = { ...NO_USAGE };
      let by = model;
      let end: ReturnType<typeof endOf> = { outcome: 'stopped' };
      try {
        for await (const event of port.answer(model, request, signal)) {
          if (event.type === 'answer-start') by = event.model;
          if (event.type === 'answer-start' || event.type === 'answer-end') Object.assign(spent, event.usage);
          if (event.type === 'answer-end') end = { outcome: event.stopped === 'refusal' ? 'refused' : 'done' };
          yield event;
        }
      } catch (error) {
        end = endOf(error, signal);
        throw error;
      } finally {
        const ms = clock.now() - startedAt;
        const sent = fingerprintOf(request);
        void priced(ports, by, spent).then((paid) =>
          record({ ...about, what: 'answer', model: by, fingerprint: sent, ms, ...paid, ...end }),
        );
      }
    },
    countTokens: (model, request, signal) =>
      noted('count', () => port.countTokens(model, request, signal), signal, model),
    models: (signal) => noted('models', () => port.models(signal), signal),
  };
}

/** The same models behind the budget, with the log told of what it held back: nothing of it reached the model's own port. */
export function logBudget(
  record: RecordActivity,
  port: ModelPort,
  provider: ProviderId,
  errand: Errand = {},
): ModelPort {
  return {
    ...port,
    async *answer(model, request, signal) {
      try {
        yield* port.answer(model, request, signal);
      } catch (error) {
        if (error instanceof Failure && ruleOfCode(error.code) === 'budget')
          record(decision('budget', { ...errand, provider, model, code: error.code }));
        throw error;
      }
    },
  };
}

/** The same batches, with the log told of what was handed over and of what came back. */
export function logBatches(ports: ModelLogPorts, batches: BatchService, server: Server): BatchService {
  const { record } = ports;
  const about = { kind: 'model', what: 'batch', ...server } as const;
  return {
    ...batches,
    async begin(model, requests, signal) {
      const handed = { ...about, model, count: requests.length };
      try {
        const state = await batches.begin(model, requests, signal);
        record({ ...handed, outcome: 'done' });
        return state;
      } catch (error) {
        record({ ...handed, ...endOf(error, signal) });
        throw error;
      }
    },
    async results(id, signal) {
      const results = await batches.results(id, signal);
      for (const news of await Promise.all(results.map((result) => newsOf(ports, result))))
        record({ ...about, ...news });
      return results;
    },
  };
}

async function newsOf(ports: ModelLogPorts, result: BatchResult): Promise<ActivityFacts> {
  if ('failure' in result) return { outcome: 'failed', code: result.failure.code };
  const paid = await priced(ports, result.model, result.usage);
  const half = paid.microUsd === undefined ? {} : { microUsd: paid.microUsd * BATCH_PRICE };
  return { outcome: 'done', model: result.model, ...paid, ...half };
}

/** What an attempt used and cost. Prices that cannot be read now are left out: nothing waits for them. */
async function priced(
  { settings }: ModelLogPorts,
  model: string,
  usage: Usage,
): Promise<Pick<ActivityFacts, 'tokensIn' | 'tokensOut' | 'microUsd'>> {
  const tokensIn = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  const used = { tokensIn, tokensOut: usage.outputTokens };
  const usd = await settings().then(
    ({ prices }) => costOf(model, usage, prices),
    () => undefined,
  );
  return usd === undefined ? used : { ...used, microUsd: usd * 1_000_000 };
}

/** A hash of everything that was sent in words. */
const fingerprintOf = ({ system, turns }: ModelRequest): string =>
  fingerprint(
    system,
    ...turns.flatMap(({ text, sources = [], results = [] }) => [
      text,
      ...sources.flatMap(({ title, items }) => [title, ...items]),
      ...results.map((result) => JSON.stringify(result)),
    ]),
  );
