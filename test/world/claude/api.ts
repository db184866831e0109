import { bodyObject, header, type Exchange, type JsonObject } from '../exchange.ts';
import { tokenOf } from '../faults.ts';
import { opaqueId } from '../random.ts';
import { isStream, jsonReply, type Reply } from '../reply.ts';
import { answerMessage, type Outcome } from './answer-message.ts';
import { askBatch, beginBatch } from './batches.ts';
import { checkRequest } from './check.ts';
import { findModel, MODELS, renderModel } from './models.ts';
import type { ClaudeWorld } from './settings.ts';
import { badRequest, ClaudeRefusal } from './refusal.ts';
import { countTokens } from './tokens.ts';

const BATCHES = '/v1/messages/batches';
const LARGEST_BODY = 32 * 1024 * 1024;
const EXPOSED = 'request-id, retry-after, retry-after-ms, x-should-retry, anthropic-ratelimit-requests-remaining';
const DIRECT = 'anthropic-dangerous-direct-browser-access';

/** The Claude API of 2026-10-21. */
export function answerClaude(exchange: Exchange, world: ClaudeWorld): Reply {
  if (exchange.method === 'OPTIONS') return preflight(exchange);
  const requestId = opaqueId('req_', world.random);
  const keyValid = world.settings.validKeys.has(tokenOf(exchange) ?? '');
  let outcome: Outcome;
  try {
    checkAccess(exchange, keyValid);
    outcome = route(exchange, world);
  } catch (error) {
    if (!(error instanceof ClaudeRefusal)) throw error;
    outcome = { reply: error.reply(requestId) };
  }
  record(exchange, world, outcome, keyValid, requestId);
  const headers = {
    'request-id': requestId,
    ...rateHeaders(world),
    ...corsHeaders(exchange),
    date: new Date(world.clock.now()).toUTCString(),
  };
  return { ...outcome.reply, headers: { ...outcome.reply.headers, ...headers } };
}

function checkAccess(exchange: Exchange, keyValid: boolean): void {
  if (header(exchange, 'origin') !== undefined && header(exchange, DIRECT) !== 'true') {
    throw new ClaudeRefusal(401, 'authentication_error', `CORS requests must set '${DIRECT}' header`);
  }
  if (!keyValid) {
    const bearer = header(exchange, 'authorization') !== undefined;
    throw new ClaudeRefusal(401, 'authentication_error', bearer ? 'Invalid bearer token' : 'invalid x-api-key');
  }
  if (header(exchange, 'anthropic-version') === undefined) throw badRequest('anthropic-version: header is required');
  if (Buffer.byteLength(exchange.body) > LARGEST_BODY) {
    throw new ClaudeRefusal(413, 'request_too_large', 'Request exceeds the maximum size');
  }
}

function route(exchange: Exchange, world: ClaudeWorld): Outcome {
  const { method, url } = exchange;
  const id = /^\/v1\/models\/([^/]+)$/.exec(url.pathname)?.[1];
  if (method === 'GET' && id !== undefined) {
    const model = findModel(decodeURIComponent(id));
    if (!model) throw new ClaudeRefusal(404, 'not_found_error', `model: ${decodeURIComponent(id)}`);
    return { reply: jsonReply(200, renderModel(model)) };
  }
  if (method === 'GET' && url.pathname === '/v1/models') return { reply: listModels(url) };
  if (method === 'POST' && url.pathname === '/v1/messages/count_tokens') {
    const body = needBody(exchange);
    checkRequest(body, 'count');
    return { reply: jsonReply(200, { input_tokens: countTokens(body) }) };
  }
  if (method === 'POST' && url.pathname === BATCHES) return { reply: beginBatch(needBody(exchange), world) };
  if (url.pathname.startsWith(BATCHES)) {
    const path = url.pathname.slice(BATCHES.length + 1);
    return { reply: askBatch(method, path, world) };
  }
  if (method === 'POST' && url.pathname === '/v1/messages') return answerMessage(needBody(exchange), world);
  throw new ClaudeRefusal(404, 'not_found_error', 'Not found');
}

function needBody(exchange: Exchange): JsonObject {
  const body = bodyObject(exchange);
  if (!body) throw badRequest('The request body is not valid JSON');
  return body;
}

function listModels(url: URL): Reply {
  const lifecycle = url.searchParams.getAll('lifecycle').concat(url.searchParams.getAll('lifecycle[]'));
  const size = Number(url.searchParams.get('limit') ?? 20);
  const after = url.searchParams.get('after_id');
  const all = MODELS.map(renderModel).filter((model) => lifecycle.length === 0 || lifecycle.includes(model.lifecycle));
  const start = after === null ? 0 : all.findIndex((model) => model.id === after) + 1;
  const data = all.slice(start, start + size);
  return jsonReply(200, {
    data,
    has_more: start + size < all.length,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  });
}

function preflight(exchange: Exchange): Reply {
  const headers = {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': header(exchange, 'access-control-request-headers') ?? '*',
    'access-control-max-age': '600',
  };
  return { status: 204, headers, chunks: [], end: 'close' };
}

function corsHeaders(exchange: Exchange): Record<string, string> {
  if (header(exchange, 'origin') === undefined) return {};
  return { 'access-control-allow-origin': '*', 'access-control-expose-headers': EXPOSED };
}

function rateHeaders({ clock, log }: ClaudeWorld): Record<string, string> {
  const reset = new Date(clock.now() + 1000).toISOString().replace(/\.\d+Z$/, 'Z');
  const used = log.all().filter((request) => request.time > clock.now() - 60_000).length;
  const limits = { requests: 4000, tokens: 2_400_000, 'input-tokens': 2_000_000, 'output-tokens': 400_000 };
  return Object.fromEntries(
    Object.entries(limits).flatMap(([kind, most]) => [
      [`anthropic-ratelimit-${kind}-limit`, String(most)],
      [`anthropic-ratelimit-${kind}-remaining`, String(Math.max(0, most - used - 1))],
      [`anthropic-ratelimit-${kind}-reset`, reset],
    ]),
  );
}

function record(exchange: Exchange, world: ClaudeWorld, outcome: Outcome, keyValid: boolean, requestId: string): void {
  const body = bodyObject(exchange) ?? {};
  const secret = new Set(['authorization', 'x-api-key', 'cookie']);
  const headers = Object.entries(exchange.headers).filter(([name]) => !secret.has(name));
  world.log.add({
    time: world.clock.now(),
    path: exchange.url.pathname,
    model: typeof body['model'] === 'string' ? body['model'] : undefined,
    system: body['system'],
    messages: Array.isArray(body['messages']) ? body['messages'] : [],
    body,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
    keyValid,
    stream: isStream(outcome.reply),
    status: outcome.reply.status,
    usage: outcome.usage,
    answer: outcome.answer,
    requestId,
  });
}
