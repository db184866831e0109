import type { ServerResponse } from 'node:http';
import { resetConnection } from './front-door.ts';

/** A piece of an answer, and how long the server waits before it. */
export interface Chunk {
  readonly bytes: string | Buffer;
  readonly afterMs?: number;
}

/**
 * An answer as data, so that a fault is a change to it. `hang` keeps the connection open without another byte;
 * `reset` breaks it, before the headers when there are none.
 */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly headersAfterMs?: number;
  readonly chunks: readonly Chunk[];
  readonly end: 'close' | 'reset' | 'hang';
}

export function jsonReply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return textReply(status, 'application/json; charset=utf-8', JSON.stringify(body), headers);
}

export function textReply(
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers: { 'content-type': type, ...headers }, chunks: [{ bytes: body }], end: 'close' };
}

export const RESET: Reply = { status: 0, headers: undefined, chunks: [], end: 'reset' };

export function isStream(reply: Reply): boolean {
  return reply.headers?.['content-type']?.startsWith('text/event-stream') ?? false;
}

export function replyText(reply: Reply): string {
  return Buffer.concat(reply.chunks.map((chunk) => Buffer.from(chunk.bytes))).toString('utf8');
}

export interface Sent {
  readonly bytes: number;
  readonly chunks: number;
  /** The client went away first. */
  readonly aborted: boolean;
}

/** Plays an answer. Resolves when it is over, whoever ended it; a hanging answer is over when the client leaves. */
export async function send(reply: Reply, response: ServerResponse): Promise<Sent> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  let bytes = 0;
  let chunks = 0;
  const result = (): Sent => ({ bytes, chunks, aborted: gone.signal.aborted && !response.writableFinished });
  if (reply.headersAfterMs !== undefined) await sleep(reply.headersAfterMs, gone.signal);
  if (gone.signal.aborted) return result();
  if (!reply.headers) {
    if (reply.end === 'hang') await sleep(undefined, gone.signal);
    else resetConnection(response.socket);
    return { bytes, chunks, aborted: false };
  }
  const length = reply.chunks.reduce((sum, chunk) => sum + Buffer.byteLength(chunk.bytes), 0);
  const whole = reply.end === 'close' && !isStream(reply);
  response.writeHead(reply.status, { ...reply.headers, ...(whole ? { 'content-length': length } : {}) });
  response.flushHeaders();
  for (const chunk of reply.chunks) {
    if (chunk.afterMs !== undefined && chunk.afterMs > 0) await sleep(chunk.afterMs, gone.signal);
    if (gone.signal.aborted) return result();
    if (!response.write(chunk.bytes)) await drained(response, gone.signal);
    bytes += Buffer.byteLength(chunk.bytes);
    chunks += 1;
  }
  if (reply.end === 'hang') await sleep(undefined, gone.signal);
  else if (reply.end === 'reset') resetConnection(response.socket);
  else await new Promise<void>((resolve) => response.end(resolve));
  return reply.end === 'close' ? result() : { bytes, chunks, aborted: reply.end === 'hang' };
}

/** Waits so long, or for ever, or until the client has gone. */
function sleep(milliseconds: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    response.once('drain', resolve);
    signal.addEventListener('abort', () => resolve());
  });
}
