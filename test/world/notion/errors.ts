import { jsonReply, type Reply } from '../reply.ts';

export type NotionErrorCode =
  | 'unauthorized'
  | 'restricted_resource'
  | 'object_not_found'
  | 'rate_limited'
  | 'invalid_json'
  | 'invalid_request_url'
  | 'invalid_request'
  | 'missing_version'
  | 'validation_error'
  | 'conflict_error'
  | 'internal_server_error'
  | 'bad_gateway'
  | 'service_overload'
  | 'service_unavailable'
  | 'gateway_timeout';

/** What a handler throws when Notion would refuse; it becomes the answer. */
export class NotionRefusal extends Error {
  readonly status: number;
  readonly code: NotionErrorCode;
  readonly additional: Readonly<Record<string, unknown>> | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: NotionErrorCode,
    message: string,
    more: { additional?: Readonly<Record<string, unknown>>; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.additional = more.additional;
    this.headers = more.headers ?? {};
  }

  reply(requestId: string): Reply {
    const { status, code, message, additional } = this;
    const extra = additional === undefined ? {} : { additional_data: additional };
    return jsonReply(status, { object: 'error', status, code, message, ...extra, request_id: requestId }, this.headers);
  }
}

export function invalid(message: string): NotionRefusal {
  return new NotionRefusal(400, 'validation_error', message);
}

/** The same answer for what does not exist and for what is not shared. */
export function notFound(
  kind: 'page' | 'block' | 'database' | 'data source' | 'user' | 'comment',
  id: string,
  connection: string,
): NotionRefusal {
  const hint =
    kind === 'user'
      ? ''
      : ` Make sure the relevant pages and databases are shared with your integration "${connection}".`;
  return new NotionRefusal(
    404,
    'object_not_found',
    `Could not find ${kind === 'data source' ? 'data_source' : kind} with ID: ${id}.${hint}`,
  );
}
