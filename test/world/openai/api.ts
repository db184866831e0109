import { isObject, bodyObject, type Exchange, type JsonObject } from '../exchange.ts';
import { tokenOf } from '../faults.ts';
import { compose } from '../claude/compose.ts';
import { slices } from '../claude/events.ts';
import { findModel } from '../claude/models.ts';
import { tokensIn } from '../claude/tokens.ts';
import type { ClaudeSettings } from '../claude/settings.ts';
import { jsonReply, type Chunk, type Reply } from '../reply.ts';

const MODEL = 'small-local-model';
export const OPENAI_KEY = 'sk-world-openai-key';

/** An OpenAI-compatible server: a list of models, and chat completions. On the loopback it asks for no key. */
export function answerOpenAi(exchange: Exchange, settings: ClaudeSettings, random: () => number): Reply {
  const isLocal = exchange.host === '127.0.0.1' || exchange.host === 'localhost';
  if (!isLocal && tokenOf(exchange) !== OPENAI_KEY)
    return refuse(401, 'Incorrect API key provided.', 'invalid_api_key');
  const { method, url } = exchange;
  if (method === 'GET' && url.pathname === '/v1/models') {
    return jsonReply(200, {
      object: 'list',
      data: [{ id: MODEL, object: 'model', created: 1_790_000_000, owned_by: 'world' }],
    });
  }
  if (method !== 'POST' || url.pathname !== '/v1/chat/completions') return refuse(404, 'Unknown request URL.', null);
  const body = bodyObject(exchange);
  if (!body || !Array.isArray(body['messages'])) return refuse(400, "Missing required parameter: 'messages'.", null);
  if (body['model'] !== MODEL)
    return refuse(404, `The model '${String(body['model'])}' does not exist`, 'model_not_found');
  return complete(body, body['messages'].filter(isObject), settings, random);
}

function refuse(status: number, message: string, code: string | null): Reply {
  return jsonReply(status, { error: { message, type: 'invalid_request_error', param: null, code } });
}

function complete(
  body: JsonObject,
  messages: readonly JsonObject[],
  settings: ClaudeSettings,
  random: () => number,
): Reply {
  const mind = findModel('claude-haiku-5-5');
  if (!mind) throw new Error('The model that lends its mind is gone');
  const isSystem = (message: JsonObject): boolean => message['role'] === 'system';
  const asked = {
    system: messages.find(isSystem)?.['content'],
    messages: messages.filter((message) => !isSystem(message)),
  };
  const text = compose(asked, mind, random)
    .flatMap((piece) => (piece.type === 'text' ? [piece.text] : []))
    .join('');
  const head = { id: 'chatcmpl-world', created: 1_790_000_000, model: MODEL };
  const prompt = tokensIn(JSON.stringify(messages));
  const usage = { prompt_tokens: prompt, completion_tokens: tokensIn(text), total_tokens: prompt + tokensIn(text) };
  if (body['stream'] !== true) {
    const choice = { index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' };
    return jsonReply(200, { ...head, object: 'chat.completion', choices: [choice], usage });
  }
  const event = (delta: Record<string, unknown>, finish: string | null): string =>
    `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const pieces = Array.from(slices(text, random), (content): Chunk => ({
    bytes: event({ content }, null),
    afterMs: settings.tokenDelayMs,
  }));
  const chunks: Chunk[] = [
    { bytes: event({ role: 'assistant', content: '' }, null), afterMs: settings.firstTokenMs },
    ...pieces,
    { bytes: event({}, 'stop') },
    { bytes: `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [], usage })}\n\n` },
    { bytes: 'data: [DONE]\n\n' },
  ];
  return { status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' }, chunks, end: 'close' };
}
