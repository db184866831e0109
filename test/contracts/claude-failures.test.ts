import { expect, it } from 'vitest';
import { createClaudePort } from '../../lib/adapters/claude/claude-port.ts';
import type { FailureCode, FailureFacts } from '../../lib/base/failure.ts';
import { apiError, ended, failing, frame, html, json, START, STOP, stream, TEXT } from './claude-answers.ts';
import type { Answerer } from './claude-answers.ts';
import { aDoor, outcomeOf, serve } from './claude-door.ts';

type Case = readonly [name: string, answerer: Answerer, code: FailureCode, more?: Partial<FailureFacts>];

const CASES: readonly Case[] = [
  [
    'a wrong key',
    apiError(401, 'authentication_error', 'invalid x-api-key'),
    'claude-key-invalid',
    { requestId: 'req_2' },
  ],
  ['a key without rights', apiError(403, 'permission_error', 'Not allowed'), 'claude-key-forbidden'],
  ['an unpaid account', apiError(402, 'billing_error', 'Payment required'), 'claude-billing'],
  [
    'an unpaid linked account',
    apiError(402, 'billing_error', 'x', { error_code: 'linked_organization_billing_unavailable' }),
    'claude-billing',
  ],
  [
    'a linked spend limit',
    apiError(402, 'billing_error', 'x', { error_code: 'linked_organization_spend_limit_reached' }),
    'claude-spend-limit',
  ],
  [
    'an empty account as a plain 400',
    apiError(400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'),
    'claude-billing',
  ],
  [
    'the user’s own spend limit as a plain 400',
    apiError(
      400,
      'invalid_request_error',
      'You have reached your specified API usage limits. You will regain access on 2026-12-01.',
    ),
    'claude-spend-limit',
  ],
  [
    'an enforced spend limit',
    apiError(429, 'rate_limit_error', 'x', { error_code: 'enforced_spend_limit_reached' }),
    'claude-spend-limit',
  ],
  [
    'a contract spend limit',
    apiError(429, 'rate_limit_error', 'x', { error_code: 'contract_spend_limit_reached' }),
    'claude-spend-limit',
  ],
  [
    'an organization on hold',
    apiError(400, 'invalid_request_error', 'x', { error_code: 'organization_on_hold' }),
    'claude-on-hold',
  ],
  [
    'a rate limit',
    apiError(429, 'rate_limit_error', 'Slow down', undefined, { 'retry-after': '7' }),
    'claude-rate-limited',
    { retryAfterMs: 7000 },
  ],
  [
    'a ramp limit',
    apiError(429, 'rate_limit_error', 'x', { error_code: 'ramp_limit_exceeded' }, { 'retry-after-ms': '1500' }),
    'claude-ramp-limited',
    { retryAfterMs: 1500 },
  ],
  ['a missing model', apiError(404, 'not_found_error', 'model: claude-sonet-4-5'), 'model-missing'],
  [
    'a prompt that is too long',
    apiError(400, 'invalid_request_error', 'prompt is too long: 3333404 tokens > 200000 maximum'),
    'prompt-too-long',
  ],
  [
    'a request that is too large',
    apiError(413, 'request_too_large', 'Request exceeds the maximum size'),
    'prompt-too-long',
  ],
  [
    'a request it will not take',
    apiError(400, 'invalid_request_error', "This model does not support effort level 'xhigh'."),
    'claude-refused-request',
  ],
  ['an internal error', apiError(500, 'api_error', 'Internal server error'), 'claude-error'],
  ['a timeout at the service', apiError(504, 'timeout_error', 'Timed out'), 'claude-timeout'],
  ['an overload', apiError(529, 'overloaded_error', 'Overloaded'), 'model-overloaded', { status: 529 }],
  [
    'an unreachable customer key store',
    apiError(503, 'api_error', 'x', { error_code: 'cmek_key_unreachable' }),
    'claude-unavailable',
  ],
  ['503 in words of a proxy', json(503, 'upstream connect error'), 'claude-unavailable'],
  ['a captive portal', html(200), 'claude-portal'],
  [
    'a redirect to a captive portal',
    (response) => response.writeHead(302, { location: 'http://portal.test/' }).end(),
    'claude-portal',
  ],
  ['a gateway’s error page', html(502), 'claude-unavailable'],
  ['a gateway’s block page', html(403), 'claude-edge-block'],
  ['403 without a word', json(403, ''), 'claude-edge-block'],
  ['JSON where a stream was due', json(200, { type: 'message', content: [] }), 'claude-garbled'],
  ['an error with status 200', json(200, failing('overloaded_error')), 'model-overloaded'],
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
  ['events without names', stream([], 'end', `data: ${JSON.stringify(START)}\n\n`), 'claude-garbled'],
  ['broken JSON', stream([START], 'end', 'event: content_block_delta\ndata: {"type":"content_\n\n'), 'claude-garbled'],
  ['text before the message began', stream([TEXT]), 'claude-garbled'],
  ['two messages spliced', stream([START, TEXT, START]), 'claude-garbled'],
  ['an overload as the first event', stream([failing('overloaded_error')]), 'model-overloaded', { requestId: 'req_1' }],
  ['an overload in the middle', stream([START, TEXT, failing('overloaded_error')]), 'model-overloaded'],
  ['an internal error in the middle', stream([START, TEXT, failing('api_error')]), 'claude-error'],
  [
    'a spend limit in the middle',
    stream([START, failing('rate_limit_error', { error_code: 'enforced_spend_limit_reached' })]),
    'claude-spend-limit',
  ],
  ['an end before the last event', stream([START, TEXT, ended('end_turn')]), 'claude-cut'],
  ['an answer without a body', stream([]), 'claude-cut'],
  ['a broken connection in the middle', stream([START, TEXT], 'break'), 'claude-cut'],
  [
    'a context window that was full at once',
    stream([START, ended('model_context_window_exceeded'), STOP]),
    'prompt-too-long',
  ],
  ['a connection that breaks before any answer', (response) => response.socket?.destroy(), 'claude-unreachable'],
];

it.each(CASES.map(([name, answerer, code, more]) => ({ name, answerer, expected: { ...more, code } })))(
  'tells $name',
  async ({ answerer, expected }) => {
    await using server = await serve((_request, response) => answerer(response));
    const { failure } = await outcomeOf(createClaudePort(aDoor({ baseUrl: server.url })));
    expect(failure?.facts).toMatchObject({ ...expected, model: 'claude-sonnet-5-5' });
    expect(server.requests).toHaveLength(1);
  },
);

it('tells bytes that are no UTF-8', async () => {
  await using server = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(frame(START));
    response.end(Buffer.from([0x64, 0x61, 0x74, 0x61, 0xc3, 0x28, 0x0a]));
  });
  const { failure } = await outcomeOf(createClaudePort(aDoor({ baseUrl: server.url })));
  expect(failure?.code).toBe('claude-garbled');
});
