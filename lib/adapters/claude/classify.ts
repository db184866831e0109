import type { FailureCode } from '../../base/failure.ts';
import { classifyStatus, classifyUnread } from '../../models/classify-status.ts';
import { objectIn, parseObject, textIn } from '../../base/json.ts';

/** What an error body of the service says, as far as it says it. */
export interface ErrorBody {
  readonly type?: string;
  readonly code?: string;
  readonly message: string;
  readonly requestId?: string;
}

/** `error_code` names the cause exactly. Spend limits and holds touch every Claude model of the account. */
const BY_ERROR_CODE: Readonly<Record<string, FailureCode>> = {
  enforced_spend_limit_reached: 'claude-spend-limit',
  contract_spend_limit_reached: 'claude-spend-limit',
  linked_organization_spend_limit_reached: 'claude-spend-limit',
  linked_organization_billing_unavailable: 'claude-billing',
  organization_on_hold: 'claude-on-hold',
  ramp_limit_exceeded: 'claude-ramp-limited',
  cmek_context_unavailable: 'claude-unavailable',
  cmek_key_unreachable: 'claude-unavailable',
  cmek_key_network_blocked: 'claude-unavailable',
  cmek_key_disabled: 'claude-key-forbidden',
  claude_code_key_creator_not_member: 'claude-key-forbidden',
  organization_type_not_supported: 'claude-key-forbidden',
  request_body_too_large_after_decoding: 'prompt-too-long',
};

const BY_TYPE: Readonly<Record<string, FailureCode>> = {
  overloaded_error: 'model-overloaded',
  rate_limit_error: 'claude-rate-limited',
  authentication_error: 'claude-key-invalid',
  billing_error: 'claude-billing',
  permission_error: 'claude-key-forbidden',
  not_found_error: 'model-missing',
  timeout_error: 'claude-timeout',
  api_error: 'claude-error',
  conflict_error: 'claude-error',
  request_too_large: 'prompt-too-long',
};

/**
 * The cause behind an answer that is no stream of events.
 * By what the service says first (its codes, then its types), then by status, then by the shape of the body.
 */
export function classifyAnswer(status: number, body: string): { code: FailureCode; requestId?: string } {
  const error = readErrorBody(body);
  if (error === undefined) return { code: classifyUnread(status, body) };
  return {
    code: classifyError(error, status),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
  };
}

/** The cause that an error body names. In a stream there is no status: the type alone decides. */
export function classifyError(error: ErrorBody, status?: number): FailureCode {
  const exact = error.code === undefined ? undefined : BY_ERROR_CODE[error.code];
  if (exact !== undefined) return exact;
  if (status === 413) return 'prompt-too-long';
  if (error.type === 'invalid_request_error') return classifyWords(error.message);
  // The key is not to blame for a header that we forgot.
  if (error.type === 'authentication_error' && /\bCORS\b/.test(error.message)) return 'claude-refused-request';
  if (error.type === 'api_error' && (status === 502 || status === 503)) return 'claude-unavailable';
  const typed = error.type === undefined ? undefined : BY_TYPE[error.type];
  if (typed !== undefined) return typed;
  if (status === undefined) return 'claude-error';
  // An error in the service's own form, so it is not a gateway's page.
  return status === 403 ? 'claude-key-forbidden' : classifyStatus(status);
}

/** The service gives these no code of their own: a limit set by the user and an empty account are plain 400s. */
function classifyWords(message: string): FailureCode {
  if (/prompt is too long|exceeds? (the )?(context|maximum)|context (window|limit)/i.test(message))
    return 'prompt-too-long';
  if (/credit balance|billing|payment/i.test(message)) return 'claude-billing';
  if (/(spend|usage|budget)\w* (limit|threshold)/i.test(message)) return 'claude-spend-limit';
  if (/organization .*(on hold|disabled)/i.test(message)) return 'claude-on-hold';
  return 'claude-refused-request';
}

/** Reads the service's error form out of a body or an event's data; `undefined` when it is none. */
export function readErrorBody(text: string): ErrorBody | undefined {
  const whole = parseObject(text);
  const error = whole === undefined ? undefined : objectIn(whole, 'error');
  if (whole === undefined || error === undefined) return undefined;
  const type = textIn(error, 'type');
  const details = objectIn(error, 'details');
  const code = details === undefined ? undefined : textIn(details, 'error_code');
  const requestId = textIn(whole, 'request_id');
  return {
    ...(type === undefined ? {} : { type }),
    ...(code === undefined ? {} : { code }),
    message: textIn(error, 'message') ?? '',
    ...(requestId === undefined ? {} : { requestId }),
  };
}
