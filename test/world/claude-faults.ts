import type { FaultAction } from './faults.ts';
import type { NamedFault } from './named-faults.ts';

const REQUEST_ID = 'req_011CNamedFaultOfTheWorld1';
const BAD_GATEWAY =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n';
export const CAPTIVE_PORTAL =
  '<!doctype html><html><head><title>Welcome to the guest network</title></head><body><h1>Please accept the terms</h1><form method="post" action="/login"><button>Connect</button></form></body></html>';

function fault(note: string, action: FaultAction): NamedFault {
  return { service: 'claude', note, rule: { host: 'api.anthropic.com', path: '^/v1/messages(\\?|$)', ...action } };
}

function refusal(
  note: string,
  status: number,
  type: string,
  message: string,
  more: { code?: string; headers?: Record<string, string> } = {},
): NamedFault {
  const error = { type, message, ...(more.code === undefined ? {} : { details: { error_code: more.code } }) };
  const headers = { 'request-id': REQUEST_ID, ...(status < 429 ? { 'x-should-retry': 'false' } : {}), ...more.headers };
  return fault(note, { action: 'status', status, headers, body: { type: 'error', error, request_id: REQUEST_ID } });
}

const LIMITED = { headers: { 'retry-after': '8' } };

export const CLAUDE_FAULTS: Readonly<Record<string, NamedFault>> = {
  'overloaded-http-529': refusal('Claude is overloaded, said at once', 529, 'overloaded_error', 'Overloaded'),
  'overloaded-first-event': fault('200, then overloaded as the first event', {
    action: 'error-event',
    afterEvents: 0,
    type: 'overloaded_error',
    message: 'Overloaded',
  }),
  'overloaded-mid-stream': fault('overloaded in the middle of the text', {
    action: 'error-event',
    afterEvents: 7,
    type: 'overloaded_error',
    message: 'Overloaded',
  }),
  'api-error-500': refusal('an internal error', 500, 'api_error', 'Internal server error'),
  'api-error-mid-stream': fault('an internal error in the middle of the text', {
    action: 'error-event',
    afterEvents: 7,
    type: 'api_error',
    message: 'Internal server error',
  }),
  'timeout-504': refusal('the gateway gave up', 504, 'timeout_error', 'Request timed out'),
  'bad-gateway-html': fault('a proxy answers with a page', {
    action: 'status',
    status: 502,
    headers: { 'content-type': 'text/html', 'cf-ray': '9a1b2c3d4e5f6071-AMS' },
    body: BAD_GATEWAY,
  }),
  'unavailable-503': refusal('the service is down', 503, 'api_error', 'Service unavailable'),
  'rate-limited': refusal(
    'too many tokens a minute',
    429,
    'rate_limit_error',
    'Number of request tokens has exceeded your per-minute rate limit',
    LIMITED,
  ),
  'ramp-limited': refusal('use grew too fast', 429, 'rate_limit_error', 'This request would exceed a ramp limit', {
    ...LIMITED,
    code: 'ramp_limit_exceeded',
  }),
  'spend-limit-enforced': refusal(
    'the month’s threshold is reached',
    429,
    'rate_limit_error',
    'You have reached your monthly API usage threshold',
    { code: 'enforced_spend_limit_reached' },
  ),
  'spend-limit-contract': refusal(
    'the contract’s limit is reached',
    429,
    'rate_limit_error',
    'You have reached the spend limit of your contract',
    { code: 'contract_spend_limit_reached' },
  ),
  'spend-limit-user-400': refusal(
    'the person’s own limit is reached',
    400,
    'invalid_request_error',
    'You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.',
  ),
  'billing-402': refusal(
    'the bill is not paid',
    402,
    'billing_error',
    'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.',
  ),
  'key-invalid-401': refusal('the key is wrong or was revoked', 401, 'authentication_error', 'invalid x-api-key'),
  'cors-401': refusal(
    'the header for browsers is missing',
    401,
    'authentication_error',
    "CORS requests must set 'anthropic-dangerous-direct-browser-access' header",
  ),
  'permission-403': refusal(
    'the key may not do this',
    403,
    'permission_error',
    'Your API key does not have permission to use the specified resource.',
  ),
  'organization-on-hold-400': refusal(
    'the organization is on hold',
    400,
    'invalid_request_error',
    'This organization is on hold.',
    { code: 'organization_on_hold' },
  ),
  'model-missing-404': refusal('the model is not there', 404, 'not_found_error', 'model: claude-sonnet-5-5'),
  'prompt-too-long-400': refusal(
    'the prompt is too long',
    400,
    'invalid_request_error',
    'prompt is too long: 1203404 tokens > 1000000 maximum',
  ),
  'too-large-413': refusal(
    'the request has too many bytes',
    413,
    'request_too_large',
    'Request exceeds the maximum size',
  ),
  'invalid-request-400': refusal(
    'the request is malformed',
    400,
    'invalid_request_error',
    'messages.0.content: Input should be a valid list',
  ),
  refusal: fault('Claude declines', {
    action: 'stop-reason',
    stopReason: 'refusal',
    category: 'general_harms',
    afterEvents: 6,
  }),
  'max-tokens': fault('the answer is cut at its limit', { action: 'stop-reason', stopReason: 'max_tokens' }),
  'context-window-exceeded': fault('the window is full', {
    action: 'stop-reason',
    stopReason: 'model_context_window_exceeded',
  }),
  'pause-turn': fault('a long turn pauses', { action: 'stop-reason', stopReason: 'pause_turn' }),
  'clean-cut': fault('the stream ends before its last event', { action: 'cut', afterEvents: 8 }),
  'reset-before-headers': fault('the connection breaks at once', { action: 'reset' }),
  'reset-mid-stream': fault('the connection breaks within the text', { action: 'break', afterEvents: 8 }),
  'stall-silent': fault('the stream falls silent and stays open', { action: 'stall', afterEvents: 8 }),
  'stall-with-pings': fault('only pings arrive any more', { action: 'stall', afterEvents: 8, pings: true }),
  'slow-headers': fault('no headers for two minutes', { action: 'slow-headers', delayMs: 120_000 }),
  'slow-drip': fault('a stream in pieces that respect nothing', { action: 'drip', bytes: 47, delayMs: 5 }),
  'captive-portal': fault('a guest network’s page instead of an answer', {
    action: 'status',
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: CAPTIVE_PORTAL,
  }),
  'json-instead-of-sse': fault('a whole message where a stream was asked for', {
    action: 'status',
    status: 200,
    body: {
      id: 'msg_01World',
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: 'Hello', citations: null }],
      stop_reason: 'end_turn',
    },
  }),
  'unnamed-events': fault('events without names', { action: 'unnamed-events' }),
  'unknown-event': fault('an event of an unknown type, which is no failure', { action: 'unknown-event' }),
  'split-utf8': fault('characters cut between chunks, which is no failure', { action: 'split-utf8' }),
  'broken-utf8': fault('bytes that are no text', { action: 'broken-utf8' }),
  dns: { service: 'claude', note: 'the name does not resolve', rule: { host: 'api.anthropic.com', action: 'refuse' } },
};
