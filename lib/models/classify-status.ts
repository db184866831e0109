import type { FailureCode } from '../base/failure.ts';

const BY_STATUS: Readonly<Record<number, FailureCode>> = {
  401: 'claude-key-invalid',
  402: 'claude-billing',
  403: 'claude-edge-block',
  404: 'model-missing',
  407: 'claude-portal',
  408: 'claude-timeout',
  409: 'claude-error',
  413: 'prompt-too-long',
  429: 'claude-rate-limited',
  500: 'claude-error',
  501: 'claude-error',
  504: 'claude-timeout',
  511: 'claude-portal',
  529: 'model-overloaded',
};

/** The cause behind a body in no form that the service uses: by its shape, then by the status. */
export function classifyUnread(status: number, body: string): FailureCode {
  return isHtml(body) ? classifyHtml(status) : classifyStatus(status);
}

/** A model's service never answers in HTML: somebody on the way does. */
function classifyHtml(status: number): FailureCode {
  if (status >= 500 && status !== 511) return classifyStatus(status);
  if (status === 429) return 'claude-rate-limited';
  if (status === 401 || status === 407 || status < 400 || status === 511) return 'claude-portal';
  return 'claude-edge-block';
}

/** The cause that a status names by itself. */
export function classifyStatus(status: number): FailureCode {
  const listed = BY_STATUS[status];
  if (listed !== undefined) return listed;
  if (status >= 500) return 'claude-unavailable';
  if (status >= 400) return 'claude-refused-request';
  return status >= 200 && status < 300 ? 'claude-garbled' : 'claude-portal';
}

export function isHtml(text: string): boolean {
  return /^\s*(<\?xml|<!--|<!doctype|<html|<head|<body|<script|<meta|<title)/i.test(text);
}
