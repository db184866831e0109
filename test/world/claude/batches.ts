import { isObject, type JsonObject } from '../exchange.ts';
import { opaqueId } from '../random.ts';
import { jsonReply, textReply, type Reply } from '../reply.ts';
import { answerMessage } from './answer-message.ts';
import { badRequest, ClaudeRefusal } from './refusal.ts';
import type { ClaudeWorld } from './settings.ts';

/** Requests that were handed over together. They are answered when their time has come. */
export interface Batch {
  readonly id: string;
  readonly begunAt: number;
  readonly requests: readonly { readonly custom_id: string; readonly params: JsonObject }[];
  cancelledAt?: number;
}

/** So many requests, and no more, go into one batch (the provider's documentation). */
const MOST_REQUESTS = 100_000;
const CUSTOM_ID = /^[a-zA-Z0-9_-]{1,64}$/u;
const DAY_MS = 24 * 60 * 60_000;

export function beginBatch(body: JsonObject, world: ClaudeWorld): Reply {
  const given = body['requests'];
  if (!Array.isArray(given) || given.length === 0) throw badRequest('requests: Field required');
  if (given.length > MOST_REQUESTS) throw badRequest('requests: too many');
  const ids = new Set<string>();
  const requests = given.map((one, at) => {
    if (!isObject(one) || !isObject(one['params'])) throw badRequest(`requests.${at}.params: Field required`);
    const id = String(one['custom_id']);
    if (!CUSTOM_ID.test(id)) throw badRequest(`requests.${at}.custom_id: String should match pattern`);
    if (ids.has(id)) throw badRequest(`requests.${at}.custom_id: duplicate`);
    if (one['params']['stream'] === true) throw badRequest(`requests.${at}.params.stream: not supported`);
    ids.add(id);
    return { custom_id: id, params: one['params'] };
  });
  const batch: Batch = { id: opaqueId('msgbatch_', world.random), begunAt: world.clock.now(), requests };
  world.batches.set(batch.id, batch);
  return jsonReply(200, render(batch, world));
}

/** Whatever else is asked under `/v1/messages/batches`. */
export function askBatch(method: string, path: string, world: ClaudeWorld): Reply {
  const [id = '', what] = path.split('/');
  if (method === 'GET' && id === '') {
    const data = [...world.batches.values()].toReversed().map((batch) => render(batch, world));
    return jsonReply(200, {
      data,
      has_more: false,
      first_id: data[0]?.['id'] ?? null,
      last_id: data.at(-1)?.['id'] ?? null,
    });
  }
  const batch = world.batches.get(id);
  if (batch === undefined) throw new ClaudeRefusal(404, 'not_found_error', 'Not found');
  if (method === 'POST' && what === 'cancel') batch.cancelledAt ??= world.clock.now();
  if (method === 'GET' && what === 'results') return results(batch, world);
  return jsonReply(200, render(batch, world));
}

const endOf = (batch: Batch, world: ClaudeWorld): number =>
  Math.min(batch.begunAt + (world.settings.batchMs ?? 2_000), batch.cancelledAt ?? Number.POSITIVE_INFINITY);

const hasEnded = (batch: Batch, world: ClaudeWorld): boolean => world.clock.now() >= endOf(batch, world);

function render(batch: Batch, world: ClaudeWorld): JsonObject {
  const ended = hasEnded(batch, world);
  const count = batch.requests.length;
  const cancelled = batch.cancelledAt !== undefined;
  const stamp = (at: number): string => new Date(at).toISOString();
  return {
    id: batch.id,
    type: 'message_batch',
    processing_status: ended ? 'ended' : cancelled ? 'canceling' : 'in_progress',
    request_counts: {
      processing: ended ? 0 : count,
      succeeded: ended && !cancelled ? count : 0,
      errored: 0,
      canceled: ended && cancelled ? count : 0,
      expired: 0,
    },
    created_at: stamp(batch.begunAt),
    expires_at: stamp(batch.begunAt + DAY_MS),
    ended_at: ended ? stamp(endOf(batch, world)) : null,
    cancel_initiated_at: batch.cancelledAt === undefined ? null : stamp(batch.cancelledAt),
    archived_at: null,
    results_url: ended ? `https://api.anthropic.com/v1/messages/batches/${batch.id}/results` : null,
  };
}

/** In no order of the requests: whoever counts on it is wrong. */
function results(batch: Batch, world: ClaudeWorld): Reply {
  if (!hasEnded(batch, world)) throw badRequest('The batch has not ended.');
  const lines = batch.requests.toReversed().map(({ custom_id, params }) => ({
    custom_id,
    result: batch.cancelledAt === undefined ? resultOf(params, world) : { type: 'canceled' },
  }));
  return textReply(200, 'application/x-jsonl', lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

function resultOf(params: JsonObject, world: ClaudeWorld): JsonObject {
  try {
    const { reply } = answerMessage({ ...params, stream: false }, world);
    const text = reply.chunks.map(({ bytes }) => bytes.toString()).join('');
    return { type: 'succeeded', message: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof ClaudeRefusal)) throw error;
    return { type: 'errored', error: { type: 'error', error: { type: error.type, message: error.message } } };
  }
}
