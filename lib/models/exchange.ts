import { Failure } from '../base/failure.ts';
import type { FailureCode, FailureFacts } from '../base/failure.ts';
import type { Json } from '../base/json.ts';
import { parseObject } from '../base/json.ts';
import type { Clock } from '../base/ports.ts';
import type { Secret } from '../base/secret.ts';
import type { AnswerEvent } from './answer-event.ts';
import { beginAttempt } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import { isHtml } from './classify-status.ts';
import { retryAfter } from './retry-after.ts';
import { textOf, watchBody } from './watched-body.ts';

/** The way out to a service that serves models. */
export interface ModelDoor {
  /** Asked before each request; may throw `no-claude-key`, `no-provider-key` or `vault-locked`. Nothing where none is needed. */
  readonly key: () => Promise<Secret | undefined>;
  /** The house's one way out, which knows the allowed hosts. */
  readonly fetch: (url: string, init: Sending) => Promise<Arrived>;
  readonly clock: Clock;
  readonly isOnline: () => boolean;
  /** The provider's shown name, where it is not Claude: failures carry it. */
  readonly provider?: string;
  /** It is a small computer, which may read for minutes before it says a word. */
  readonly isSlow?: boolean;
}

interface Sending {
  method: string;
  headers: Record<string, string>;
  body?: string;
  credentials: 'omit';
  redirect: 'manual';
  signal: AbortSignal;
}

interface Arrived {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: ReadableStream<Uint8Array> | null;
}

/** What one protocol says about its requests and answers. */
export interface Protocol {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Header in which an answer names its request. */
  readonly requestIdHeader: string;
  headers(key: Secret | undefined): Readonly<Record<string, string>>;
  /** The cause behind an answer that is no stream of events. */
  classify(status: number, body: string, model?: string): { readonly code: FailureCode; readonly requestId?: string };
}

/** The body of an answer that is a stream of events, under watch. */
export interface EventBody {
  readonly stream: ReadableStream<Uint8Array>;
  readonly requestId?: string;
}

interface Call {
  readonly path: string;
  readonly body: object;
  readonly model: string;
  readonly signal: AbortSignal;
}

export interface Exchange {
  /** One request that is answered by a stream of events, read by `read`, which throws `claude-cut` where they end too early. */
  stream(call: Call, read: (body: EventBody) => AsyncIterable<AnswerEvent>): AsyncGenerator<AnswerEvent>;
  /** One request that is answered by one JSON object. */
  ask(path: string, signal: AbortSignal, body?: object): Promise<Json>;
  /** One request that is answered by JSON objects, one a line; lines that are none are left out. */
  askLines(path: string, signal: AbortSignal): Promise<readonly Json[]>;
}

/** In characters; the longest answer of any model is below a quarter of it. */
const LONGEST_ANSWER = 2_000_000;
/** Enough of a body that is no stream to tell what it is. */
const BODY_CHARACTERS = 200_000;
/** Chromium holds back an extension's requests for about so long after a few answers of 500 or 503. */
const HELD_BACK_MS = 60_000;
/** What such an answer says of the service itself. */
const TROUBLE: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'claude-error',
  'claude-unavailable',
  'model-overloaded',
]);

/**
 * One request, one answer, under watch: no retries of its own, silence ends it, every failure is told apart. Past this
 * nobody in the house meets an error of the network or of a service.
 */
export function createExchange(door: ModelDoor, protocol: Protocol): Exchange {
  /** The trouble that the service told of last, until it answers otherwise. */
  let told: { readonly code: FailureCode; readonly at: number; readonly model: string | undefined } | undefined;

  /** A browser that holds requests back tells it as a broken connection: what the service said before is the cause then. */
  function unreached(model: string | undefined): FailureCode {
    if (!door.isOnline()) return 'offline';
    if (told === undefined || door.clock.now() - told.at > HELD_BACK_MS) return 'claude-unreachable';
    // One model's trouble says nothing of another's.
    const isAbout = told.code !== 'model-overloaded' || told.model === model;
    return isAbout ? told.code : 'claude-unreachable';
  }

  /**
   * Sends one request and waits for its headers. Failures before them mean that there was no way to the service, or that
   * the browser keeps requests from it.
   */
  async function send(attempt: Attempt, path: string, body?: object, model?: string): Promise<Arrived> {
    const key = await attempt.until(door.key());
    const init: Sending = {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...protocol.headers(key),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'omit',
      // A redirect is somebody else's answer, and must not carry the page to another host.
      redirect: 'manual',
      signal: attempt.signal,
    };
    try {
      const response = await attempt.until(door.fetch(protocol.baseUrl + path, init));
      attempt.touch();
      if (response.status < 500) told = undefined;
      return response;
    } catch (error) {
      if (attempt.ended() !== undefined || !isNetworkError(error)) throw error;
      throw new Failure(unreached(model), { cause: error });
    }
  }

  async function failureOf(response: Arrived, body: ReadableStream<Uint8Array>, model?: string): Promise<Failure> {
    const text = (await textSoFar(body)).slice(0, BODY_CHARACTERS);
    const { code, requestId } = protocol.classify(response.status, text, model);
    if (response.status >= 500 && TROUBLE.has(code)) told = { code, at: door.clock.now(), model };
    return new Failure({ ...answered(response, code), ...(requestId === undefined ? {} : { requestId }) });
  }

  function answered(response: Arrived, code: FailureCode): FailureFacts {
    const wait = retryAfter(response.headers, door.clock.now());
    return {
      code,
      status: response.status,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
      ...requestOf(response),
    };
  }

  function requestOf(response: Arrived): { readonly requestId?: string } {
    const requestId = response.headers.get(protocol.requestIdHeader);
    return requestId === null ? {} : { requestId };
  }

  /** A stream without an end that never was one: a page or a text behind the right content type. */
  function strayed(response: Arrived, head: string, cut: Failure): Failure {
    if (isHtml(head)) return new Failure(answered(response, 'claude-portal'), { cause: cut });
    const begun =
      head.trim() === '' || /^\s*(event|data|id|retry)?:|^\s*(e|ev|eve|even|event|d|da|dat|data)$/.test(head);
    return begun ? cut : new Failure(answered(response, 'claude-garbled'), { cause: cut });
  }

  /** One request whose answer is read when all of it is there. */
  async function whole<Value>(
    path: string,
    signal: AbortSignal,
    body: object | undefined,
    read: (text: string, response: Arrived) => Value,
  ): Promise<Value> {
    const attempt = beginAttempt(door.clock, signal, door.isSlow);
    try {
      const response = await send(attempt, path, body);
      const { stream } = watchBody(response.body ?? emptyBody(), attempt);
      if (response.status < 200 || response.status > 299) throw await failureOf(response, stream);
      return read(await textOf(stream), response);
    } catch (error) {
      throw border(attempt, error);
    } finally {
      attempt.close();
    }
  }

  function border(attempt: Attempt, error: unknown, model?: string): unknown {
    const ended = attempt.ended();
    const cause = ended === undefined ? error : ended.reason;
    if (!(cause instanceof Failure)) return cause;
    const named = {
      ...cause.facts,
      ...(model === undefined ? {} : { model }),
      ...(door.provider === undefined ? {} : { provider: door.provider }),
    };
    return new Failure(named, { cause: cause.cause ?? cause });
  }

  return {
    async *stream({ path, body, model, signal }, read) {
      const attempt = beginAttempt(door.clock, signal, door.isSlow);
      try {
        const response = await send(attempt, path, body, model);
        const watched = watchBody(response.body ?? emptyBody(), attempt, 'lines');
        if (!isEventStream(response)) throw await failureOf(response, watched.stream, model);
        let written = 0;
        try {
          for await (const event of read({ stream: watched.stream, ...requestOf(response) })) {
            if (event.type !== 'alive') attempt.progress();
            yield event;
            if (event.type === 'text-delta') written += event.text.length;
            // What has arrived stays. The next word could be followed by a million more.
            if (written > LONGEST_ANSWER) throw new Failure('model-length');
          }
        } catch (error) {
          if (error instanceof Failure && error.code === 'claude-cut') throw strayed(response, watched.head(), error);
          throw error;
        }
      } catch (error) {
        throw border(attempt, error, model);
      } finally {
        attempt.close();
      }
    },
    ask: (path, signal, body) =>
      whole(path, signal, body, (text, response) => {
        const json = parseObject(text);
        if (json !== undefined) return json;
        throw new Failure(answered(response, isHtml(text) ? 'claude-portal' : 'claude-garbled'));
      }),
    askLines: (path, signal) =>
      whole(path, signal, undefined, (text, response) => {
        if (isHtml(text)) throw new Failure(answered(response, 'claude-portal'));
        return text
          .split('\n')
          .map(parseObject)
          .filter((line) => line !== undefined);
      }),
  };
}

/** An error's body that breaks off still leaves its status to go by. */
async function textSoFar(body: ReadableStream<Uint8Array>): Promise<string> {
  try {
    return await textOf(body);
  } catch (error) {
    if (error instanceof Failure && (error.code === 'claude-cut' || error.code === 'claude-garbled')) return '';
    throw error;
  }
}

function isEventStream(response: Arrived): boolean {
  const type = response.headers.get('content-type') ?? '';
  return response.status === 200 && (type === '' || type.includes('text/event-stream'));
}

function emptyBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.close() });
}

/** What a fetch throws when no connection comes about. Anything else is a bug of ours. */
function isNetworkError(error: unknown): boolean {
  return error instanceof TypeError || Object.prototype.toString.call(error) === '[object DOMException]';
}
