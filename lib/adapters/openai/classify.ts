import type { FailureCode } from '../../base/failure.ts';
import type { Json } from '../../base/json.ts';
import { asObject, numberIn, objectIn, parseJson, textIn } from '../../base/json.ts';
import { classifyStatus, classifyUnread } from '../../models/classify-status.ts';

/** What a server says of an error, in whichever of the many forms it says it. */
export interface ErrorSaid {
  /** For example `context_length_exceeded`; some servers put the type of the error here. */
  readonly code: string;
  /** A status that stands in the body, where the answer itself had begun with 200. */
  readonly status?: number;
  readonly message: string;
}

/** Codes and types of OpenAI, Ollama, OpenRouter, vLLM, Azure and what imitates them. */
const BY_CODE: Readonly<Record<string, FailureCode>> = {
  invalid_api_key: 'claude-key-invalid',
  invalid_authentication: 'claude-key-invalid',
  authentication_error: 'claude-key-invalid',
  account_deactivated: 'claude-on-hold',
  permission_error: 'claude-key-forbidden',
  permission_denied: 'claude-key-forbidden',
  unsupported_country_region_territory: 'claude-key-forbidden',
  insufficient_quota: 'claude-billing',
  billing_not_active: 'claude-billing',
  billing_error: 'claude-billing',
  billing_hard_limit_reached: 'claude-spend-limit',
  rate_limit_exceeded: 'claude-rate-limited',
  rate_limit_error: 'claude-rate-limited',
  tokens: 'claude-rate-limited',
  requests: 'claude-rate-limited',
  model_not_found: 'model-missing',
  not_found_error: 'model-missing',
  context_length_exceeded: 'prompt-too-long',
  exceed_context_size_error: 'prompt-too-long',
  string_above_max_length: 'prompt-too-long',
  content_filter: 'model-refusal',
  content_policy_violation: 'model-refusal',
  overloaded_error: 'model-overloaded',
  unavailable_error: 'claude-unavailable',
  service_unavailable: 'claude-unavailable',
  timeout: 'claude-timeout',
  server_error: 'claude-error',
  api_error: 'claude-error',
  internal_error: 'claude-error',
};

/** In this order: "the model's context" is about the context, "your key's limit" about the limit. */
const BY_WORDS: readonly (readonly [RegExp, FailureCode])[] = [
  [
    /context[ _-]?(length|window|size|limit)|maximum context|too many (input )?tokens|(prompt|input|request) is too (long|large)|reduce the length|n_ctx/i,
    'prompt-too-long',
  ],
  [/(spend|usage|budget|key)\w* limit|limit exceeded \((monthly|weekly|daily|total) limit\)/i, 'claude-spend-limit'],
  [/credit|quota|billing|payment|insufficient (funds|balance)/i, 'claude-billing'],
  [
    /model .*(not (found|exist)|does not exist|not available|unknown)|no (such model|endpoints found)|try pulling/i,
    'model-missing',
  ],
  [/moderation|flagged|content (filter|policy|management)|safety/i, 'model-refusal'],
  [/overload|at capacity|too busy|server busy|queue is full/i, 'model-overloaded'],
];

/** What the words of these may not overrule: they are about the key or the pace, whatever else they mention. */
const PLAIN: ReadonlySet<number> = new Set([401, 402, 408, 413, 429, 504, 529]);

/** The cause behind an answer that is no stream of events. */
export function classifyAnswer(status: number, body: string): { readonly code: FailureCode } {
  const said = readError(body);
  if (said !== undefined) return { code: classifyError(said, status) };
  // Ollama refuses origins that it does not know without a word; what stands in the way on the network sends a page.
  if (status === 403 && body.trim() === '') return { code: 'provider-origin' };
  return { code: classifyUnread(status, body) };
}

/** The cause that an error names. In a stream there is no status but the one in it. */
export function classifyError(said: ErrorSaid, answered?: number): FailureCode {
  const status = said.status ?? (answered === 200 ? undefined : answered);
  const exact = BY_CODE[said.code];
  // Some servers call every error of theirs an `api_error`: then the words and the status know more.
  if (exact !== undefined && exact !== 'claude-error') return exact;
  return byWords(said.message, status) ?? (status === undefined ? 'claude-error' : byStatus(status, said.message));
}

function byWords(message: string, status: number | undefined): FailureCode | undefined {
  const code = BY_WORDS.find(([pattern]) => pattern.test(message))?.[1];
  // A pace may be measured in quota and is still a pace; a limit in money is not.
  if (status === 429) return code === 'claude-spend-limit' ? code : undefined;
  if (code === 'claude-spend-limit' || code === 'claude-billing') return code;
  return status !== undefined && PLAIN.has(status) ? undefined : code;
}

function byStatus(status: number, message: string): FailureCode {
  if (status === 403) return /origin|\bcors\b/i.test(message) ? 'provider-origin' : 'claude-key-forbidden';
  // An address without this path is no model that is gone.
  if (status === 404 && !/model/i.test(message)) return 'claude-refused-request';
  return classifyStatus(status);
}

/**
 * Reads `{error: {message, type, code}}`, `{error: "words"}`, `{message}`, `{detail}`, and a list of one of them;
 * `undefined` for anything else.
 */
export function readError(text: string): ErrorSaid | undefined {
  const parsed = parseJson(text);
  const whole = asObject(Array.isArray(parsed) ? parsed[0] : parsed);
  if (whole === undefined) return undefined;
  const words = textIn(whole, 'error') ?? textIn(whole, 'detail');
  if (words !== undefined) return { code: '', message: words };
  const error = objectIn(whole, 'error') ?? (isBare(whole) ? whole : undefined);
  return error === undefined ? undefined : readFields(error);
}

function readFields(error: Json): ErrorSaid {
  const code = textIn(error, 'code') ?? '';
  const number = numberIn(error, 'code') ?? numberIn(error, 'status') ?? Number(code);
  return {
    code: BY_CODE[code] === undefined ? (textIn(error, 'type') ?? '') : code,
    ...(number >= 400 && number < 600 ? { status: number } : {}),
    message: textIn(error, 'message') ?? '',
  };
}

/** Nothing of an answer in it, but words. */
const isBare = (whole: Json): boolean => textIn(whole, 'message') !== undefined && whole['choices'] === undefined;
