import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { ClaudeDoor } from '../../lib/adapters/claude/claude-port.ts';
import { createClaudePort } from '../../lib/adapters/claude/claude-port.ts';
import { Failure } from '../../lib/base/failure.ts';
import type { Clock } from '../../lib/base/ports.ts';
import { Secret } from '../../lib/base/secret.ts';
import type { AnswerEvent, ModelPort, ModelRequest, Source } from '../../lib/models/answer-event.ts';

/** A clock that only a test turns. */
export interface HandClock extends Clock {
  turn(ms: number): void;
}

export function createHandClock(start = Date.parse('2026-11-21T12:00:00Z')): HandClock {
  let now = start;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  return {
    now: () => now,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      });
    },
    turn(ms) {
      now += ms;
      for (const sleeper of sleepers) {
        if (sleeper.until > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}

export const KEY = 'sk-ant-test-key';

export function aDoor(differs: Partial<ClaudeDoor>): ClaudeDoor {
  return {
    key: async () => new Secret(KEY),
    fetch: (url, init) => fetch(url, init),
    clock: createHandClock(),
    isOnline: () => true,
    ...differs,
  };
}

export function aRequest(differs: Partial<ModelRequest> = {}): ModelRequest {
  return { system: 'Answer.', turns: [{ role: 'user', text: 'How many?' }], maxTokens: 500, ...differs };
}

export const aSource: Source = { title: 'Plan', url: 'https://www.notion.so/plan', items: ['One.', 'Two.', 'Three.'] };

/** A port that is answered with this body, cut into these chunks. */
export function portAnswering(chunks: readonly Uint8Array[], contentType = 'text/event-stream'): ModelPort {
  const body = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        controller.close();
      },
    });
  const headers = { 'content-type': contentType, 'request-id': 'req_header' };
  return createClaudePort(aDoor({ fetch: async () => new Response(body(), { headers }) }));
}

/** One attempt, for reading event by event. */
export function beginAnswer(door: ClaudeDoor, signal = new AbortController().signal): AsyncIterator<AnswerEvent> {
  return createClaudePort(door).answer('claude-sonnet-5-5', aRequest(), signal)[Symbol.asyncIterator]();
}

export interface Outcome {
  readonly events: readonly AnswerEvent[];
  readonly text: string;
  readonly failure?: Failure;
}

/** Everything that one attempt yields, and the failure that ended it. */
export async function outcomeOf(
  port: ModelPort,
  request: ModelRequest = aRequest(),
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  const events: AnswerEvent[] = [];
  let failure: Failure | undefined;
  try {
    for await (const event of port.answer('claude-sonnet-5-5', request, signal)) events.push(event);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    failure = error;
  }
  const text = events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
  return failure === undefined ? { events, text } : { events, text, failure };
}

export interface LoopbackServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: IncomingMessage[];
  /** How many connections are open. */
  open(): Promise<number>;
}

export async function serve(listener: RequestListener): Promise<LoopbackServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    open: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
