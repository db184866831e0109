import type { Message, RawMessageDeltaEvent, StopReason } from '@anthropic-ai/sdk/resources/messages/messages';
import type { JsonObject } from '../exchange.ts';
import { opaqueId } from '../random.ts';
import { jsonReply, type Reply } from '../reply.ts';
import { checkRequest } from './check.ts';
import { compose } from './compose.ts';
import { eventsOf, wire, type Piece } from './events.ts';
import type { ClaudeWorld } from './settings.ts';
import { CHARACTERS_PER_TOKEN, tokensIn } from './tokens.ts';

export interface Outcome {
  readonly reply: Reply;
  readonly usage?: JsonObject;
  readonly answer?: string;
}

/** A request for an answer, checked, charged and answered, as a stream or whole. */
export function answerMessage(body: JsonObject, world: ClaudeWorld): Outcome {
  const model = checkRequest(body, 'message');
  const charged = world.cache.charge(model, body);
  const pieces = world.settings.script?.(body, world.random) ?? compose(body, model, world.random);
  const cut = limit(pieces, Number(body['max_tokens']));
  const spoken = cut.pieces.flatMap((piece) => (piece.type === 'text' ? [piece.text] : [])).join('');
  const thinkingTokens = sum(cut.pieces, (piece) => (piece.type === 'thinking' ? tokensOf(piece) : 0));
  const outputTokens = sum(cut.pieces, tokensOf);
  const done: StopReason = cut.pieces.some((piece) => piece.type === 'tool_use') ? 'tool_use' : 'end_turn';
  const details = { output_tokens_details: { thinking_tokens: thinkingTokens }, server_tool_use: null };
  const base = { ...charged, inference_geo: 'global', service_tier: 'standard', speed: 'standard' } as const;
  const message: Message = {
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
  const delta: RawMessageDeltaEvent.Delta = {
    container: null,
    stop_reason: cut.whole ? done : 'max_tokens',
    stop_sequence: null,
    stop_details: null,
  };
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

function sum(pieces: readonly Piece[], count: (piece: Piece) => number): number {
  return pieces.reduce((total, piece) => total + count(piece), 0);
}

/** Thinking costs more than is shown of it. */
function tokensOf(piece: Piece): number {
  if (piece.type === 'thinking') return 40 + tokensIn(piece.thinking);
  return tokensIn(piece.type === 'text' ? piece.text : JSON.stringify(piece.input));
}

/** The pieces that fit into `max_tokens`; the last one may be cut. */
function limit(pieces: readonly Piece[], most: number): { pieces: readonly Piece[]; whole: boolean } {
  const kept: Piece[] = [];
  let left = most;
  for (const piece of pieces) {
    const tokens = tokensOf(piece);
    if (tokens <= left) kept.push(piece);
    else {
      const most = Math.floor(left * CHARACTERS_PER_TOKEN);
      const text = piece.type === 'text' ? Array.from(piece.text).slice(0, most).join('') : '';
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
