import { jsonReply, type Reply } from '../reply.ts';

/** What the API throws back: an error type, its status and its words. */
export class ClaudeRefusal extends Error {
  readonly status: number;
  readonly type: string;
  readonly errorCode: string | undefined;

  constructor(status: number, type: string, message: string, errorCode?: string) {
    super(message);
    this.status = status;
    this.type = type;
    this.errorCode = errorCode;
  }

  reply(requestId: string): Reply {
    const retry = this.status < 500 && this.status !== 429 ? { 'x-should-retry': 'false' } : {};
    return jsonReply(this.status, errorBody(this.type, this.message, requestId, this.errorCode), retry);
  }
}

export function errorBody(
  type: string,
  message: string,
  requestId: string,
  errorCode?: string,
): Record<string, unknown> {
  const details = errorCode === undefined ? {} : { details: { error_code: errorCode } };
  return { type: 'error', error: { type, message, ...details }, request_id: requestId };
}

export function badRequest(message: string): ClaudeRefusal {
  return new ClaudeRefusal(400, 'invalid_request_error', message);
}
