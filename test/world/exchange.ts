import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request that has arrived whole. */
export interface Exchange {
  /** Without the port. */
  readonly host: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export async function readExchange(request: IncomingMessage): Promise<Exchange> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return { ...describeRequest(request), body: Buffer.concat(chunks).toString('utf8') };
}

export function describeRequest(request: IncomingMessage): Omit<Exchange, 'body'> {
  const authority = request.headers.host ?? 'localhost';
  const address = request.url ?? '/';
  const url = new URL(address.startsWith('/') ? `https://${authority}${address}` : address);
  return { host: url.hostname, method: request.method ?? 'GET', url, headers: request.headers };
}

export function header(exchange: Pick<Exchange, 'headers'>, name: string): string | undefined {
  const value = exchange.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body as an object; `undefined` when it is not one. An empty body is an empty object. */
export function bodyObject(exchange: Exchange): JsonObject | undefined {
  if (exchange.body === '') return {};
  try {
    const parsed: unknown = JSON.parse(exchange.body);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The text in a field, or what stands for it. */
export function textField(object: JsonObject, name: string, otherwise = ''): string {
  const value = object[name];
  return typeof value === 'string' ? value : otherwise;
}
