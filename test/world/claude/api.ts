import { bodyObject, header, type Exchange, type JsonObject } from '../exchange.ts';
import { tokenOf } from '../faults.ts';
import { opaqueId } from '../random.ts';
import { isStream, jsonReply, type Reply } from '../reply.ts';
import type { WorldClock } from '../clock.ts';
import { checkRequest } from './check.ts';
import { compose } from './compose.ts';
import { eventsOf, wire, type Piece } from './events.ts';
import type { ClaudeLog } from './log.ts';
import { findModel, MODELS, renderModel } from './models.ts';
import { badRequest, ClaudeRefusal } from './refusal.ts';
import { countTokens, tokensIn, type PromptCache } from './tokens.ts';

export interface ClaudeSettings {
  /** From the request to the first piece of text. */
  firstTokenMs: number;
  /** Between two pieces of text. */
  tokenDelayMs: number;
  readonly validKeys: Set<string>;
}

export interface ClaudeWorld {
  readonly clock: WorldClock;
  readonly settings: ClaudeSettings;
  readonly cache: PromptCache;
  readonly log: ClaudeLog;
  readonly random: () => number;
}

const LARGEST_BODY = 32 * 1024 * 1024;
const EXPOSED = 'request-id, retry-after, retry-after-ms, x-should-retry, anthropic-ratelimit-requests-remaining';
const DIRECT = 'anthropic-dangerous-direct-browser-access';

interface Outcome {
  readonly reply: Reply;
  readonly usage?: JsonObject;
  readonly answer?: string;
}

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

function answerMessage(body: JsonObject, world: ClaudeWorld): Outcome {
  const model = checkRequest(body, 'message');
  const charged = world.cache.charge(model, body);
  const pieces = compose(body, model, world.random);
  const most = Number(body['max_tokens']);
  const cut = limit(pieces, most);
  const spoken = cut.pieces.flatMap((piece) => (piece.type === 'text' ? [piece.text] : [])).join('');
  const thinkingTokens = cut.pieces.reduce(
    (sum, piece) => sum + (piece.type === 'thinking' ? 40 + tokensIn(piece.thinking) : 0),
    0,
  );
  const outputTokens = cut.pieces.reduce((sum, piece) => sum + outputOf(piece), 0) + thinkingTokens;
  const stopReason = cut.whole
    ? cut.pieces.some((piece) => piece.type === 'tool_use')
      ? 'tool_use'
      : 'end_turn'
    : 'max_tokens';
  const details = { output_tokens_details: { thinking_tokens: thinkingTokens }, server_tool_use: null };
  const base = { ...charged, inference_geo: 'global', service_tier: 'standard', speed: 'standard' };
  const message = {
    model: model.id,
    id: opaqueId('msg_', world.random),
    type: 'message',
    role: 'assistant',
    content: [],
    container: null,
    diagnostics: null,
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    usage: { ...base, ...details, output_tokens: 1 },
  };
  const delta = { container: null, stop_reason: stopReason, stop_sequence: null, stop_details: null };
  const { cache_creation: _perTtl, ...totals } = charged;
  const usage = { ...totals, ...details, output_tokens: outputTokens };
  if (body['stream'] === true) {
    const events = eventsOf(message, cut.pieces, { delta, usage }, world.random);
    const chunks = wire(events, world.settings, world.random);
    const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };
    return { reply: { status: 200, headers, chunks, end: 'close' }, usage: { ...base, ...usage }, answer: spoken };
  }
  const whole = { ...message, ...delta, content: cut.pieces.map(renderPiece), usage: { ...message.usage, ...usage } };
  return {
    reply: { ...jsonReply(200, whole), headersAfterMs: world.settings.firstTokenMs },
    usage: { ...base, ...usage },
    answer: spoken,
  };
}

function outputOf(piece: Piece): number {
  if (piece.type === 'thinking') return 0;
  return tokensIn(piece.type === 'text' ? piece.text : JSON.stringify(piece.input));
}

/** The pieces that fit into `max_tokens`; the last one may be cut. */
function limit(pieces: readonly Piece[], most: number): { pieces: readonly Piece[]; whole: boolean } {
  const kept: Piece[] = [];
  let left = most;
  for (const piece of pieces) {
    const tokens = piece.type === 'thinking' ? 40 : outputOf(piece);
    if (tokens <= left) kept.push(piece);
    else {
      const text =
        piece.type === 'text'
          ? Array.from(piece.text)
              .slice(0, Math.floor(left * 3.6))
              .join('')
          : '';
      if (piece.type === 'text' && text !== '') kept.push({ ...piece, text });
      return { pieces: kept, whole: false };
    }
    left -= tokens;
  }
  return { pieces: kept, whole: true };
}

function renderPiece(piece: Piece): Record<string, unknown> {
  if (piece.type === 'text')
    return { type: 'text', text: piece.text, citations: piece.citations.length > 0 ? piece.citations : null };
  return piece.type === 'tool_use' ? { ...piece, caller: { type: 'direct' } } : { ...piece };
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
