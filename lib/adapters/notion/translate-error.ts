import { Failure } from '../../base/failure.ts';
import type { FailureCode, FailureFacts } from '../../base/failure.ts';
import { asObject, listIn, objectIn, textIn } from '../../mirror/notion-json.ts';
import type { Json } from '../../mirror/notion-json.ts';

/** An answer that has arrived whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * What an answer means for a person; `undefined` when it is what was asked for. The border: past this function nobody
 * in the house knows what Notion's errors look like.
 */
export function failureOf(answer: Answer): FailureFacts | undefined {
  const body = parse(answer.body);
  if (answer.status >= 200 && answer.status < 300 && body !== undefined) return undefined;
  const code = body === undefined ? codeOfForeign(answer) : codeOfError(answer.status, body);
  const requestId = textIn(body, 'request_id') ?? answer.headers.get('x-notion-request-id') ?? undefined;
  const retryAfterMs = retryAfter(answer, body);
  return {
    code,
    ...(answer.status > 0 && { status: answer.status }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/**
 * What a write saved although it was answered with 503: Notion names it, and says not to repeat the write (reference,
 * status codes). `undefined` for every other answer.
 */
export function savedBy({ status, body }: Answer): Json | undefined {
  if (status !== 503) return undefined;
  const more = objectIn(parse(body), 'additional_data');
  const named = textIn(more, 'committed_resource_id') !== undefined || listIn(more, 'committed_child_ids').length > 0;
  return named ? more : undefined;
}

/** Notion's message for whoever wrote the request. It may quote the page, so it is no text for a log. */
export function wordsOf({ body }: Answer): string | undefined {
  return textIn(parse(body), 'message');
}

/** What a request that got no answer means. Fetch says the same of every broken connection, and nothing of why. */
export function failureOfThrown(error: unknown, online: boolean): Failure {
  if (error instanceof Failure) return error;
  return new Failure(online ? 'notion-unreachable' : 'offline', { cause: error });
}

/** Notion's own answers are JSON objects; anything else was written by something between us and it. */
function parse(body: string): Json | undefined {
  try {
    return asObject(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function codeOfForeign({ status, headers, body }: Answer): FailureCode {
  const html = /^\s*</.test(body) || (headers.get('content-type') ?? '').includes('text/html');
  if (status < 300 && !html) return 'notion-garbled';
  if (status < 400 || status === 511) return 'notion-portal';
  // Cloudflare and company gateways refuse in their own words; Notion's refusals are JSON.
  if (status === 403 || (status === 429 && html)) return 'notion-edge-block';
  if (status === 524) return 'notion-timeout';
  return STATUSES[status] ?? (status >= 500 ? 'notion-unavailable' : 'notion-refused-request');
}

const CODES: Readonly<Record<string, FailureCode>> = {
  unauthorized: 'notion-token-invalid',
  invalid_grant: 'notion-token-invalid',
  restricted_resource: 'notion-restricted',
  object_not_found: 'notion-not-shared',
  rate_limited: 'notion-rate-limited',
  conflict_error: 'notion-conflict',
  internal_server_error: 'notion-error',
  service_overload: 'notion-overloaded',
  service_unavailable: 'notion-unavailable',
  database_connection_unavailable: 'notion-unavailable',
  gateway_timeout: 'notion-timeout',
};

const LIMITS: Readonly<Record<string, FailureCode>> = {
  public_api_request_rate_limit: 'notion-rate-limited',
  public_api_space_request_rate_limit: 'notion-workspace-limited',
  public_api_endpoint_rate_limit: 'notion-endpoint-limited',
  public_api_request_blocked: 'notion-blocked',
};

/** For codes that are not in the table: Notion adds some before its documentation does. */
const STATUSES: Readonly<Record<number, FailureCode>> = {
  401: 'notion-token-invalid',
  403: 'notion-restricted',
  404: 'notion-not-shared',
  409: 'notion-conflict',
  429: 'notion-rate-limited',
  500: 'notion-error',
  502: 'notion-unavailable',
  503: 'notion-unavailable',
  504: 'notion-timeout',
  529: 'notion-overloaded',
};

function codeOfError(status: number, body: Json): FailureCode {
  const code = textIn(body, 'code') ?? '';
  const more = objectIn(body, 'additional_data');
  if (more?.['block_limit'] !== undefined) return 'notion-block-limit';
  const limit = LIMITS[textIn(more, 'rate_limit_reason') ?? ''];
  return limit ?? CODES[code] ?? STATUSES[status] ?? 'notion-refused-request';
}

/** Seconds in the header or, as text, in the body. A date is not part of Notion's documentation. */
function retryAfter({ headers }: Answer, body: unknown): number | undefined {
  const asked = headers.get('retry-after') ?? textIn(objectIn(body, 'additional_data'), 'retry_after');
  const seconds = Number(asked ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
