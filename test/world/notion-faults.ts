import { CAPTIVE_PORTAL } from './claude-faults.ts';
import type { FaultAction } from './faults.ts';
import type { NamedFault } from './named-faults.ts';

const REQUEST_ID = '7e6c1f7e-4a0e-4d0b-9d3a-5f0c2b1a9e88';
const EDGE = { 'cf-ray': '9a1b2c3d4e5f6072-AMS', 'content-type': 'text/html; charset=UTF-8' };
const BLOCKED =
  '<!DOCTYPE html><html lang="en-US"><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1><p>You are unable to access notion.com</p></body></html>';
const BAD_GATEWAY =
  '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center><hr><center>cloudflare</center></body></html>';

function fault(note: string, action: FaultAction): NamedFault {
  return { service: 'notion', note, rule: { host: 'api.notion.com', ...action } };
}

function refusal(
  note: string,
  status: number,
  code: string,
  message: string,
  additional?: Readonly<Record<string, unknown>>,
  headers: Record<string, string> = {},
): NamedFault {
  const extra = additional === undefined ? {} : { additional_data: additional };
  const body = { object: 'error', status, code, message, ...extra, request_id: REQUEST_ID };
  return fault(note, { action: 'status', status, headers: { 'x-notion-request-id': REQUEST_ID, ...headers }, body });
}

function limited(note: string, reason: string, seconds: number): NamedFault {
  const retry = String(seconds);
  return refusal(
    note,
    429,
    'rate_limited',
    'You have been rate limited. Please try again in a few minutes.',
    { rate_limit_reason: reason, retry_after: retry },
    { 'retry-after': retry },
  );
}

export const NOTION_FAULTS: Readonly<Record<string, NamedFault>> = {
  'notion-token-invalid-401': refusal(
    'the token is wrong, revoked or expired',
    401,
    'unauthorized',
    'API token is invalid.',
  ),
  'notion-restricted-403': refusal(
    'the token may not do this',
    403,
    'restricted_resource',
    'Insufficient permissions for this endpoint.',
  ),
  'notion-block-limit-403': refusal(
    'a free workspace is full',
    403,
    'restricted_resource',
    'This workspace has reached its block limit.',
    { block_limit: 'block_creation' },
  ),
  'notion-not-found-404': refusal(
    'the page is gone or not shared',
    404,
    'object_not_found',
    'Could not find page with ID: 00000000-0000-4000-8000-000000000000. Make sure the relevant pages and databases are shared with your integration.',
  ),
  'notion-rate-limited': limited('the connection’s budget is spent', 'public_api_request_rate_limit', 5),
  'notion-rate-limited-space': limited('the workspace’s budget is spent', 'public_api_space_request_rate_limit', 90),
  'notion-rate-limited-endpoint': limited('the endpoint’s budget is spent', 'public_api_endpoint_rate_limit', 10),
  'notion-rate-limited-blocked': limited('the connection is blocked, for good', 'public_api_request_blocked', 60),
  'notion-overload-529': refusal(
    'Notion is overloaded',
    529,
    'service_overload',
    'Notion is overloaded. Please try again later.',
    undefined,
    { 'retry-after': '3' },
  ),
  'notion-error-500': refusal('an internal error', 500, 'internal_server_error', 'Unexpected error occurred.'),
  'notion-bad-gateway-html-502': fault('the edge answers with a page', {
    action: 'status',
    status: 502,
    headers: EDGE,
    body: BAD_GATEWAY,
  }),
  'notion-unavailable-503': refusal(
    'Notion is down',
    503,
    'service_unavailable',
    'Notion is unavailable. Please try again later.',
  ),
  'notion-timeout-504': refusal('Notion’s gateway gave up', 504, 'gateway_timeout', 'Notion took too long to respond.'),
  'notion-slow-headers': fault('no headers for two minutes', { action: 'slow-headers', delayMs: 120_000 }),
  'notion-stalled-body': fault('half of a body, then nothing', { action: 'stall' }),
  'notion-slow-drip': fault('a body in small pieces', { action: 'drip', bytes: 64, delayMs: 20 }),
  'notion-reset': fault('the connection breaks at once', { action: 'reset' }),
  'notion-reset-mid-body': fault('the connection breaks within the body', { action: 'break' }),
  'notion-dns': fault('the name does not resolve', { action: 'refuse' }),
  'notion-edge-block-403-html': fault('the edge blocks this client', {
    action: 'status',
    status: 403,
    headers: EDGE,
    body: BLOCKED,
  }),
  'notion-captive-portal-200-html': fault('a guest network’s page instead of an answer', {
    action: 'status',
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: CAPTIVE_PORTAL,
  }),
  'notion-wrong-json': fault('JSON of another shape', {
    action: 'status',
    status: 200,
    body: { hello: 'world', results: 7 },
  }),
  'notion-cut-json': fault('JSON that ends in the middle', {
    action: 'status',
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"object":"page","id":"0000',
  }),
  'notion-conflict-409': refusal(
    'two writes met',
    409,
    'conflict_error',
    'Conflict occurred while saving. Please try again.',
  ),
  'notion-validation-400': refusal(
    'the request is malformed',
    400,
    'validation_error',
    'path failed validation: path.page_id should be a valid uuid, instead was `"x"`.',
  ),
  'notion-missing-version-400': refusal(
    'the version header is lost',
    400,
    'missing_version',
    'Notion-Version header failed validation: Notion-Version header should be defined, instead was `undefined`.',
  ),
  'notion-truncated-page': fault('a page’s Markdown stops after ten blocks', { action: 'truncate', blocks: 10 }),
  'notion-token-expires': fault('the token stops working', { action: 'expire-token' }),
  'notion-page-unshared': fault('the page is no longer shared', { action: 'unshare' }),
  'notion-commit-then-503': fault('a write is saved and answered with 503', { action: 'commit-then-503' }),
  'notion-commit-then-bare-503': fault('a write is saved and answered with a 503 that does not say so', {
    action: 'commit-then-503',
    silent: true,
  }),
  'notion-commit-then-504': fault('a write is saved and answered with 504', { action: 'commit-then-504' }),
  'notion-late-after-reset': fault('a write is never answered, and made 20 s later', {
    action: 'late',
    afterMs: 20_000,
    answer: 'reset',
  }),
  'notion-late-after-503': fault('a write is answered with 503, and made 20 s later', {
    action: 'late',
    afterMs: 20_000,
    answer: 503,
  }),
  'notion-late-after-504': fault('a write is answered with 504, and made 60 s later', {
    action: 'late',
    afterMs: 60_000,
    answer: 504,
  }),
  'notion-commit-then-reset': fault('a write is saved and never answered', { action: 'commit-then-reset' }),
};
