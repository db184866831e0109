import { expect, it } from 'vitest';
import type { FailureCode, FailureFacts } from '../../lib/base/failure.ts';
import type { Answerer } from './claude-answers.ts';
import { html, json } from './claude-answers.ts';
import { outcomeOf, serve } from './claude-door.ts';
import { BEGIN, chunk, DONE, openAiPort, pieces, PROVIDER, SOME } from './openai-door.ts';

type Case = readonly [name: string, answerer: Answerer, code: FailureCode, more?: Partial<FailureFacts>];

const refused = (status: number, message: string, type = 'invalid_request_error', code: unknown = null): Answerer =>
  json(status, { error: { message, type, param: null, code } });
/** OpenRouter's form: the status again as a number, and what the provider behind it said. */
const routed = (status: number, message: string, answered = status): Answerer =>
  json(answered, { error: { code: status, message, metadata: { provider_name: 'Somebody' } } });
const inStream = (error: unknown): string => `data: ${JSON.stringify({ id: 'gen-1', error })}\n\n`;

const CASES: readonly Case[] = [
  [
    'a wrong key at OpenAI',
    refused(401, 'Incorrect API key provided: sk-x.', 'invalid_request_error', 'invalid_api_key'),
    'claude-key-invalid',
    { status: 401 },
  ],
  ['a missing key at OpenRouter', routed(401, 'No auth credentials found'), 'claude-key-invalid'],
  ['a wrong key at vLLM', json(401, { error: 'Unauthorized' }), 'claude-key-invalid'],
  [
    'a deactivated account',
    refused(401, 'The account is deactivated.', 'invalid_request_error', 'account_deactivated'),
    'claude-on-hold',
  ],
  [
    'an empty account at OpenAI',
    refused(
      429,
      'You exceeded your current quota, please check your plan and billing details.',
      'insufficient_quota',
      'insufficient_quota',
    ),
    'claude-billing',
  ],
  ['an empty account at OpenRouter', routed(402, 'Insufficient credits'), 'claude-billing'],
  ['a limit of the key at OpenRouter', routed(403, 'Key limit exceeded (monthly limit).'), 'claude-spend-limit'],
  [
    'the hard limit at OpenAI',
    refused(400, 'Billing hard limit has been reached', 'invalid_request_error', 'billing_hard_limit_reached'),
    'claude-spend-limit',
  ],
  [
    'a pace at OpenAI',
    refused(429, 'Rate limit reached for m on requests per min', 'requests', 'rate_limit_exceeded'),
    'claude-rate-limited',
  ],
  [
    'a pace measured in quota',
    json(429, [{ error: { code: 429, message: 'You exceeded your current quota', status: 'RESOURCE_EXHAUSTED' } }]),
    'claude-rate-limited',
  ],
  [
    'a model that Ollama has not pulled',
    refused(404, 'model "llama3.2" not found, try pulling it first', 'not_found_error'),
    'model-missing',
  ],
  [
    'a model that Ollama has not pulled, said barely',
    json(404, { error: "model 'llama3.2' not found" }),
    'model-missing',
  ],
  [
    'a model unknown to OpenAI',
    refused(
      404,
      'The model `x` does not exist or you do not have access to it.',
      'invalid_request_error',
      'model_not_found',
    ),
    'model-missing',
  ],
  ['a model unknown to OpenRouter', routed(400, 'x is not a valid model ID: no such model'), 'model-missing'],
  ['a model without a provider at OpenRouter', routed(404, 'No endpoints found for x.'), 'model-missing'],
  ['an address without this path', json(404, { detail: 'Not Found' }), 'claude-refused-request'],
  [
    'too long a prompt for OpenAI',
    refused(
      400,
      "This model's maximum context length is 8192 tokens.",
      'invalid_request_error',
      'context_length_exceeded',
    ),
    'prompt-too-long',
  ],
  [
    'too long a prompt for vLLM',
    json(400, {
      object: 'error',
      message: "This model's maximum context length is 4096 tokens. However, you requested 9000 tokens.",
      type: 'BadRequestError',
      code: 400,
    }),
    'prompt-too-long',
  ],
  [
    'too long a prompt for llama.cpp',
    json(400, {
      error: {
        code: 400,
        message: 'the request exceeds the available context size',
        type: 'exceed_context_size_error',
      },
    }),
    'prompt-too-long',
  ],
  [
    'too long a prompt for LM Studio',
    json(400, { error: 'Trying to keep the first 9000 tokens when context length is only 4096' }),
    'prompt-too-long',
  ],
  [
    'an origin that Ollama does not know',
    (response) => response.writeHead(403).end(),
    'provider-origin',
    { status: 403 },
  ],
  ['an origin that a server refuses in words', json(403, { error: 'Origin not allowed' }), 'provider-origin'],
  [
    'a region that is not served',
    refused(403, 'Country not supported', 'request_forbidden', 'unsupported_country_region_territory'),
    'claude-key-forbidden',
  ],
  ['a key without rights', refused(403, 'You are not allowed to sample from this model'), 'claude-key-forbidden'],
  ['a flagged input', routed(403, 'The input was flagged by moderation'), 'model-refusal'],
  ['a filtered input at Azure', refused(400, 'The response was filtered', 'x', 'content_filter'), 'model-refusal'],
  ['a form that the server refuses', json(422, { detail: [{ msg: 'field required' }] }), 'claude-refused-request'],
  ['an overload in words', refused(503, 'The engine is currently overloaded', 'server_error'), 'model-overloaded'],
  [
    'a model that is still loading',
    json(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
    'claude-unavailable',
  ],
  ['a provider that is down behind OpenRouter', routed(502, 'Provider returned error'), 'claude-unavailable'],
  ['an internal error', refused(500, 'The server had an error', 'server_error'), 'claude-error'],
  ['a gateway that gave up', json(504, ''), 'claude-timeout'],
  ['an error behind status 200', routed(429, 'Too fast', 200), 'claude-rate-limited'],
  ['a captive portal', html(200), 'claude-portal'],
  ['a redirect', (response) => response.writeHead(302, { location: 'http://portal.test/' }).end(), 'claude-portal'],
  ['a gateway’s error page', html(502), 'claude-unavailable'],
  ['a gateway’s block page', html(403), 'claude-edge-block'],
  [
    'a page that says it is a stream',
    (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end('<html>Sign in'),
    'claude-portal',
  ],
  [
    'a text that says it is a stream',
    (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end('{"ok":true}\n\n'),
    'claude-garbled',
  ],
  [
    'a whole completion where a stream was due',
    json(200, { choices: [{ message: { content: 'x' } }] }),
    'claude-garbled',
  ],
  ['broken JSON', pieces([BEGIN, 'data: {"choices":[\n\n']), 'claude-garbled'],
  ['a mark of the end and nothing else', pieces([DONE]), 'claude-garbled'],
  [
    'an error as the first chunk',
    pieces([inStream({ message: 'Overloaded', type: 'overloaded_error' })]),
    'model-overloaded',
    { requestId: 'req_1' },
  ],
  [
    'an error of OpenRouter in the middle',
    pieces([BEGIN, SOME, chunk({ content: '' }, 'error', { error: { code: 502, message: 'Provider disconnected' } })]),
    'claude-unavailable',
  ],
  ['an end for an error that is not named', pieces([BEGIN, SOME, chunk({}, 'error')]), 'claude-error'],
  [
    'an error event of LM Studio',
    pieces([BEGIN, 'event: error\ndata: {"error":{"message":"The model has crashed"}}\n\n']),
    'claude-error',
  ],
  ['an error event in no form', pieces([BEGIN, 'event: error\ndata: boom\n\n']), 'claude-error'],
  ['a limit in the middle', pieces([BEGIN, inStream({ code: 429, message: 'Slow down' })]), 'claude-rate-limited'],
  ['an end before the reason of it', pieces([BEGIN, SOME]), 'claude-cut', { requestId: 'req_1' }],
  ['an end in the middle of a chunk', pieces([BEGIN, SOME, 'data: {"choices":[{"del']), 'claude-cut'],
  ['an answer without a body', pieces([]), 'claude-cut'],
  ['a broken connection in the middle', pieces([BEGIN, SOME], 'break'), 'claude-cut'],
  ['a connection that breaks before any answer', (response) => response.socket?.destroy(), 'claude-unreachable'],
];

it.each(CASES.map(([name, answerer, code, more]) => ({ name, answerer, expected: { ...more, code } })))(
  'tells $name',
  async ({ answerer, expected }) => {
    await using server = await serve((_request, response) => answerer(response));
    const { failure } = await outcomeOf(openAiPort(server.url));
    expect(failure?.facts).toMatchObject({ ...expected, model: 'claude-sonnet-5-5', provider: PROVIDER });
    expect(server.requests).toHaveLength(1);
  },
);

it('tells bytes that are no UTF-8', async () => {
  await using server = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(Buffer.concat([Buffer.from(BEGIN), Buffer.from([0x64, 0x61, 0xc3, 0x28, 0x0a])]));
  });
  expect((await outcomeOf(openAiPort(server.url))).failure?.code).toBe('claude-garbled');
});

it('obeys how long the server asks to be left alone', async () => {
  const limited = json(429, { error: { message: 'Slow down', type: 'requests' } }, { 'retry-after': '12' });
  await using server = await serve((_request, response) => limited(response));
  expect((await outcomeOf(openAiPort(server.url))).failure?.facts.retryAfterMs).toBe(12_000);
});
