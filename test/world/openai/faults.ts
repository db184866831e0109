import type { FaultAction, FaultRule } from '../faults.ts';
import { CAPTIVE_PORTAL } from '../claude-faults.ts';

export interface OpenAiFault {
  readonly rule: FaultRule;
  /** What it is like, in a line. */
  readonly note: string;
}

function fault(note: string, action: FaultAction): OpenAiFault {
  return { note, rule: { path: '^/v1/chat/completions$', ...action } };
}

function refusal(note: string, status: number, error: unknown, headers: Record<string, string> = {}): OpenAiFault {
  return fault(note, { action: 'status', status, body: { error }, headers });
}

const error = (message: string, type: string, code: string | number | null = null) => ({
  message,
  type,
  param: null,
  code,
});

/** Every failure of an OpenAI-compatible server that the facts know, by name. They strike whatever host serves it. */
export const OPENAI_FAULTS: Readonly<Record<string, OpenAiFault>> = {
  'openai-key-invalid': refusal(
    'the key is wrong',
    401,
    error('Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key'),
  ),
  'openai-quota': refusal(
    'the account is empty',
    429,
    error('You exceeded your current quota.', 'insufficient_quota', 'insufficient_quota'),
  ),
  'openai-rate-limited': refusal(
    'too many requests',
    429,
    error('Rate limit reached for requests', 'requests', 'rate_limit_exceeded'),
    { 'retry-after': '7' },
  ),
  'openai-model-missing': refusal(
    'the model is not pulled',
    404,
    error('model "llama3.2" not found, try pulling it first', 'not_found_error'),
  ),
  'openai-too-long': refusal(
    'the prompt is too long',
    400,
    error("This model's maximum context length is 8192 tokens.", 'invalid_request_error', 'context_length_exceeded'),
  ),
  'openai-server-error': refusal(
    'an internal error',
    500,
    error('The server had an error while processing your request', 'server_error'),
  ),
  'openai-overloaded': refusal(
    'the server is busy',
    503,
    error('The engine is currently overloaded, please try again later', 'server_error'),
  ),
  'openai-foreign-origin': fault('extensions are not answered, without a word', {
    action: 'status',
    status: 403,
    body: '',
    headers: { 'content-type': 'text/plain' },
  }),
  'openai-bad-gateway': fault('a proxy answers with a page', {
    action: 'status',
    status: 502,
    body: '<html><h1>502 Bad Gateway</h1></html>',
  }),
  'openai-portal': fault('a guest network’s page instead of an answer', {
    action: 'status',
    status: 200,
    body: CAPTIVE_PORTAL,
  }),
  'openai-reset': fault('the connection breaks at once', { action: 'reset' }),
  'openai-cut': fault('the stream ends before its last chunk', { action: 'cut', afterEvents: 4 }),
  'openai-break': fault('the connection breaks within the text', { action: 'break', afterEvents: 4 }),
  'openai-stall': fault('the stream falls silent and stays open', { action: 'stall', afterEvents: 4 }),
  'openai-slow-headers': fault('no headers for two minutes', { action: 'slow-headers', delayMs: 120_000 }),
  'openai-error-mid-stream': fault('an error in the middle of the text', {
    action: 'error-event',
    afterEvents: 4,
    type: 'overloaded_error',
    message: 'Overloaded',
  }),
  'openai-drip': fault('a stream in pieces that respect nothing', { action: 'drip', bytes: 37, delayMs: 1 }),
  'openai-split-utf8': fault('characters cut between chunks, which is no failure', { action: 'split-utf8' }),
  'openai-unknown-event': fault('an event of an unknown type, which is no failure', { action: 'unknown-event' }),
};
