import type { MessageBatch, MessageBatchRequestCounts } from '@anthropic-ai/sdk/resources/messages/batches';
import { Failure } from '../../base/failure.ts';
import { asObject, numberIn, objectIn, textIn } from '../../base/json.ts';
import type { Json } from '../../base/json.ts';
import type { ModelCitation, ModelFacts, Usage } from '../../models/answer-event.ts';
import type { BatchService, BatchResult, BatchState } from '../../models/batch.ts';
import type { Exchange } from '../../models/exchange.ts';
import { rewriteFor } from '../../models/rewrite.ts';
import { classifyAnswer } from './classify.ts';
import { readCitation } from './read-stream.ts';
import { messageBody } from './wire.ts';

const PATH = '/v1/messages/batches';
/** Looked through for a batch whose answer was lost. */
const MOST_RECENT = 20;

/** Claude's Message Batches, over the same watched exchange as its answers. */
export function createClaudeBatches(exchange: Exchange, facts: (model: string) => ModelFacts): BatchService {
  const at = (id: string, more = ''): string => `${PATH}/${encodeURIComponent(id)}${more}`;
  return {
    async begin(model, requests, signal) {
      const body = {
        requests: requests.map(({ id, request }) => {
          const { stream: _streams, ...params } = messageBody(rewriteFor(facts(model), request));
          return { custom_id: id, params };
        }),
      };
      return mustBe(readBatch(await exchange.ask(PATH, signal, body)));
    },
    state: async (id, signal) => mustBe(readBatch(await exchange.ask(at(id), signal))),
    results: async (id, signal) =>
      (await exchange.askLines(at(id, '/results'), signal)).flatMap((line) => readResult(line) ?? []),
    async cancel(id, signal) {
      await exchange.ask(at(id, '/cancel'), signal, {});
    },
    async recent(signal) {
      const data = (await exchange.ask(`${PATH}?limit=${MOST_RECENT}`, signal))['data'];
      return (Array.isArray(data) ? data : []).map(asObject).flatMap((batch) => (batch && readBatch(batch)) ?? []);
    },
  };
}

function mustBe(batch: BatchState | undefined): BatchState {
  if (batch === undefined) throw new Failure('claude-garbled');
  return batch;
}

/** Names of the fields, held to the service's own description. */
const FIELD = {
  id: 'id',
  begun: 'created_at',
  status: 'processing_status',
  counts: 'request_counts',
} as const satisfies Record<string, keyof MessageBatch>;
const COUNTS = [
  'processing',
  'succeeded',
  'errored',
  'canceled',
  'expired',
] as const satisfies readonly (keyof MessageBatchRequestCounts)[];

function readBatch(batch: Json): BatchState | undefined {
  const id = textIn(batch, FIELD.id);
  const begunAt = Date.parse(textIn(batch, FIELD.begun) ?? '');
  if (id === undefined || !Number.isFinite(begunAt)) return undefined;
  const counts = objectIn(batch, FIELD.counts) ?? {};
  return {
    id,
    begunAt,
    ended: textIn(batch, FIELD.status) === 'ended',
    requests: COUNTS.reduce((sum, name) => sum + (numberIn(counts, name) ?? 0), 0),
    left: numberIn(counts, 'processing') ?? 0,
  };
}

function readResult(line: Json): BatchResult | undefined {
  const id = textIn(line, 'custom_id');
  const result = objectIn(line, 'result');
  if (id === undefined || result === undefined) return undefined;
  const message = objectIn(result, 'message');
  if (textIn(result, 'type') === 'succeeded' && message !== undefined) return readMessage(id, message);
  const error = objectIn(result, 'error');
  // One that was cancelled or not reached within a day has no error of its own.
  const code = error === undefined ? ('claude-timeout' as const) : classifyAnswer(0, JSON.stringify(error)).code;
  return { id, failure: { code } };
}

function readMessage(id: string, message: Json): BatchResult {
  const content = Array.isArray(message['content']) ? message['content'].map(asObject) : [];
  const blocks = content.flatMap((block) => {
    const text = block === undefined ? undefined : textIn(block, 'text');
    return text === undefined ? [] : [{ text, citations: citationsIn(block?.['citations']) }];
  });
  const model = textIn(message, 'model') ?? '';
  const stopped = textIn(message, 'stop_reason');
  if (stopped === 'refusal') return { id, failure: { code: 'model-refusal', model } };
  if (stopped === 'max_tokens') return { id, failure: { code: 'model-length', model } };
  return {
    id,
    text: blocks.map(({ text }) => text).join(''),
    blocks,
    model,
    usage: readUsage(objectIn(message, 'usage') ?? {}),
  };
}

const citationsIn = (citations: unknown): readonly ModelCitation[] =>
  Array.isArray(citations) ? citations.flatMap((one) => readCitation(asObject(one)) ?? []) : [];

const readUsage = (usage: Json): Usage => ({
  inputTokens: numberIn(usage, 'input_tokens') ?? 0,
  outputTokens: numberIn(usage, 'output_tokens') ?? 0,
  cacheReadTokens: numberIn(usage, 'cache_read_input_tokens') ?? 0,
  cacheWriteTokens: numberIn(usage, 'cache_creation_input_tokens') ?? 0,
});
