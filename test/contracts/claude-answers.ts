import type { ServerResponse } from 'node:http';

/** What a server does with one request. */
export type Answerer = (response: ServerResponse) => void;

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answerer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_1', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

export function apiError(status: number, type: string, message: string, details?: object, headers = {}): Answerer {
  return json(
    status,
    { type: 'error', error: { type, message, ...(details && { details }) }, request_id: 'req_2' },
    headers,
  );
}

export function html(status: number): Answerer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end('<!DOCTYPE html><html><title>Welcome to the hotel</title></html>');
  };
}

export const START = { type: 'message_start', message: { model: 'claude-sonnet-5-5', usage: { input_tokens: 3 } } };
export const TEXT = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'So far ' } };
export const STOP = { type: 'message_stop' };

export const ended = (reason: string) => ({
  type: 'message_delta',
  delta: { stop_reason: reason },
  usage: { output_tokens: 2 },
});
export const frame = (event: { type: string }) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
export const failing = (type: string, details?: object) => ({ type: 'error', error: { type, message: type, details } });

/** A stream of these events, then an end, a broken connection, or nothing more. */
export function stream(
  events: readonly { type: string }[],
  then: 'end' | 'break' | 'stall' = 'end',
  raw = '',
): Answerer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'request-id': 'req_1' });
    response.write(events.map(frame).join('') + raw, () => {
      if (then === 'end') response.end();
      if (then === 'break') setImmediate(() => response.socket?.destroy());
    });
  };
}
