import { isObject, bodyObject, header, textField, type Exchange, type JsonObject } from '../exchange.ts';
import { tokenOf } from '../faults.ts';
import { compose } from '../claude/compose.ts';
import { slices } from '../claude/events.ts';
import { findModel } from '../claude/models.ts';
import { tokensIn } from '../claude/tokens.ts';
import type { ClaudeSettings } from '../claude/settings.ts';
import { jsonReply, type Chunk, type Reply } from '../reply.ts';

/** What the server has, with the room of each: prompt and answer together, in tokens. */
const MODELS: Readonly<Record<string, number>> = { 'small-local-model': 32_768, 'tiny-local-model': 2_048 };
export const OPENAI_KEY = 'sk-world-openai-key';
/** Origins of pages on the same computer, which a local server answers as it comes. */
const OWN_ORIGIN = /^(https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?|app:\/\/.*)$/;

/** An OpenAI-compatible server: a list of models, and chat completions. On the loopback it asks for no key. */
export function answerOpenAi(exchange: Exchange, settings: ClaudeSettings, random: () => number): Reply {
  const isLocal = exchange.host === '127.0.0.1' || exchange.host === 'localhost';
  const origin = header(exchange, 'origin');
  // As Ollama does without OLLAMA_ORIGINS: no word why.
  if (settings.refusesForeignOrigins === true && origin !== undefined && !OWN_ORIGIN.test(origin))
    return { status: 403, headers: {}, chunks: [], end: 'close' };
  if (!isLocal && tokenOf(exchange) !== OPENAI_KEY)
    return refuse(401, 'Incorrect API key provided.', 'invalid_api_key');
  const { method, url } = exchange;
  if (method === 'GET' && url.pathname === '/v1/models') return jsonReply(200, { object: 'list', data: listed() });
  if (method !== 'POST' || url.pathname !== '/v1/chat/completions') return refuse(404, 'Unknown request URL.', null);
  const body = bodyObject(exchange);
  if (!body || !Array.isArray(body['messages'])) return refuse(400, "Missing required parameter: 'messages'.", null);
  return askModel(body, body['messages'].filter(isObject), settings, random);
}

function listed(): readonly object[] {
  return Object.entries(MODELS).map(([id, room]) => ({
    id,
    object: 'model',
    created: 1_790_000_000,
    owned_by: 'world',
    max_model_len: room,
  }));
}

function askModel(
  body: JsonObject,
  messages: readonly JsonObject[],
  settings: ClaudeSettings,
  random: () => number,
): Reply {
  const model = textField(body, 'model');
  const room = MODELS[model];
  if (room === undefined) return refuse(404, `The model '${model}' does not exist`, 'model_not_found');
  const prompt = tokensIn(JSON.stringify(messages));
  if (prompt > room) {
    const words = `This model's maximum context length is ${room} tokens. However, your messages resulted in ${prompt} tokens. Please reduce the length of the messages.`;
    return refuse(400, words, 'context_length_exceeded');
  }
  return complete(body, messages, settings, random);
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
  const head = { id: 'chatcmpl-world', created: 1_790_000_000, model: textField(body, 'model') };
  const prompt = tokensIn(JSON.stringify(messages));
  const usage = { prompt_tokens: prompt, completion_tokens: tokensIn(text), total_tokens: prompt + tokensIn(text) };
  if (body['stream'] !== true) {
    const choice = { index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' };
    return jsonReply(200, { ...head, object: 'chat.completion', choices: [choice], usage });
  }
  const event = (delta: Record<string, unknown>, finish: string | null): string =>
    `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const limit = typeof body['max_tokens'] === 'number' ? body['max_tokens'] : Number.POSITIVE_INFINITY;
  const isWhole = tokensIn(text) <= limit;
  const said = isWhole ? text : text.slice(0, Math.floor((text.length * limit) / tokensIn(text)));
  const pieces = Array.from(slices(said, random), (content): Chunk => ({
    bytes: event({ content }, null),
    afterMs: settings.tokenDelayMs,
  }));
  const options = body['stream_options'];
  const counted: readonly Chunk[] =
    isObject(options) && options['include_usage'] === true
      ? [{ bytes: `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [], usage })}\n\n` }]
      : [];
  const chunks: Chunk[] = [
    { bytes: event({ role: 'assistant', content: '' }, null), afterMs: settings.firstTokenMs },
    ...pieces,
    { bytes: event({}, isWhole ? 'stop' : 'length') },
    ...counted,
    { bytes: 'data: [DONE]\n\n' },
  ];
  return { status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' }, chunks, end: 'close' };
}
