import { Stream } from '@anthropic-ai/sdk/core/streaming';
import { Failure } from '../../base/failure.ts';
import type { FailureFacts } from '../../base/failure.ts';
import type { Clock } from '../../base/ports.ts';
import type { Secret } from '../../base/secret.ts';
import type { AnswerEvent, ModelFacts, ModelPort, ModelRequest } from '../../models/answer-event.ts';
import { factsFor } from '../../models/capabilities.ts';
import { rewriteFor } from '../../models/rewrite.ts';
import { unreachable } from '../../resilience/causes.ts';
import type { Attempt } from './attempt.ts';
import { beginAttempt } from './attempt.ts';
import { classifyAnswer, isHtml } from './classify.ts';
import type { Json } from './json.ts';
import { numberIn, parseObject } from './json.ts';
import { readModelsPage } from './read-models.ts';
import { readStream } from './read-stream.ts';
import { retryAfter } from './retry-after.ts';
import { watchBody } from './watched-body.ts';
import { countBody, messageBody } from './wire.ts';

export interface ClaudeDoor {
  /** Asked before each request; may throw `no-claude-key` or `vault-locked`. */
  readonly key: () => Promise<Secret>;
  /** The house's one way out, which knows the allowed hosts. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly clock: Clock;
  readonly isOnline: () => boolean;
  /** What is known of a model; by default the dated table and what `models` last heard. */
  readonly facts?: (id: string) => ModelFacts;
  /** Another address that speaks the same protocol, without a slash at its end. */
  readonly baseUrl?: string;
}

const BASE_URL = 'https://api.anthropic.com';
/** The form of requests and answers that this adapter was written for. */
const API_VERSION = '2026-10-21';
/** Enough of a body that is no stream to tell what it is. */
const BODY_CHARACTERS = 200_000;

/** Claude's API: one attempt a call, no retries of its own, every failure told apart. */
export function createClaudePort(door: ClaudeDoor): ModelPort {
  const base = door.baseUrl ?? BASE_URL;
  let listed: readonly ModelFacts[] = [];
  const facts = door.facts ?? ((id: string) => factsFor(id, listed));

  async function* answer(model: string, request: ModelRequest, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    const rewritten = rewriteFor(facts(model), request);
    const attempt = beginAttempt(door.clock, signal);
    try {
      const response = await send(attempt, '/v1/messages', messageBody(rewritten));
      const body = watchBody(response.body ?? new Blob().stream(), attempt);
      if (!isEventStream(response)) throw await failureOf(response, body.stream);
      const sources = rewritten.turns.flatMap((turn) => turn.sources ?? []);
      const requestId = response.headers.get('request-id');
      try {
        const reading = { sources, ...(requestId === null ? {} : { requestId }) };
        for await (const event of readStream(Stream.rawEvents(new Response(body.stream)), reading)) {
          if (event.type !== 'alive') attempt.progress();
          yield event;
        }
      } catch (error) {
        if (error instanceof Failure && error.code === 'claude-cut') throw strayed(response, body.head(), error);
        throw error;
      }
    } catch (error) {
      throw border(attempt, error, model);
    } finally {
      attempt.close();
    }
  }

  /** Sends one request and waits for its headers. Failures before them mean that there was no way to the service. */
  async function send(attempt: Attempt, path: string, body?: object): Promise<Response> {
    const key = await attempt.until(door.key());
    const init: RequestInit = {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        'anthropic-version': API_VERSION,
        // Without it the service refuses every request that carries an origin.
        'anthropic-dangerous-direct-browser-access': 'true',
        authorization: `Bearer ${key.reveal()}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      credentials: 'omit',
      // A redirect is somebody else's answer, and must not carry the page to another host.
      redirect: 'manual',
      signal: attempt.signal,
    };
    try {
      const response = await attempt.until(door.fetch(base + path, init));
      attempt.touch();
      return response;
    } catch (error) {
      if (attempt.ended() !== undefined || !isNetworkError(error)) throw error;
      throw new Failure(unreachable('claude', door.isOnline()), { cause: error });
    }
  }

  /** Sends one request that is answered by one JSON object. */
  async function ask(path: string, signal: AbortSignal, body?: object): Promise<Json> {
    const attempt = beginAttempt(door.clock, signal);
    try {
      const response = await send(attempt, path, body);
      const { stream } = watchBody(response.body ?? new Blob().stream(), attempt);
      if (!response.ok) throw await failureOf(response, stream);
      const text = await new Response(stream).text();
      const json = parseObject(text);
      if (json === undefined) throw new Failure(answered(response, isHtml(text) ? 'claude-portal' : 'claude-garbled'));
      return json;
    } catch (error) {
      throw border(attempt, error);
    } finally {
      attempt.close();
    }
  }

  async function failureOf(response: Response, body: ReadableStream<Uint8Array>): Promise<Failure> {
    const text = (await textOf(body)).slice(0, BODY_CHARACTERS);
    const { code, requestId } = classifyAnswer(response.status, text);
    return new Failure({ ...answered(response, code), ...(requestId === undefined ? {} : { requestId }) });
  }

  function answered(response: Response, code: FailureFacts['code']): FailureFacts {
    const wait = retryAfter(response.headers, door.clock.now());
    const requestId = response.headers.get('request-id');
    return {
      code,
      status: response.status,
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
      ...(requestId === null ? {} : { requestId }),
    };
  }

  /** A stream without an end that never was one: a page or a text behind the right content type. */
  function strayed(response: Response, head: string, cut: Failure): Failure {
    if (isHtml(head)) return new Failure(answered(response, 'claude-portal'), { cause: cut });
    const begun = head.trim() === '' || /^\s*(event|data|id|retry)?:|^\s*(e|ev|eve|even|event)$/.test(head);
    return begun ? cut : new Failure(answered(response, 'claude-garbled'), { cause: cut });
  }

  /** The border: past this nobody in the house meets an error of the network or of the service. */
  function border(attempt: Attempt, error: unknown, model?: string): unknown {
    const ended = attempt.ended();
    const cause = ended === undefined ? error : ended.reason;
    if (cause instanceof Failure) {
      return model === undefined ? cause : new Failure({ ...cause.facts, model }, { cause: cause.cause ?? cause });
    }
    return cause;
  }

  return {
    answer,
    async countTokens(model, request, signal) {
      const json = await ask('/v1/messages/count_tokens', signal, countBody(rewriteFor(facts(model), request)));
      const tokens = numberIn(json, 'input_tokens');
      if (tokens === undefined) throw new Failure('claude-garbled');
      return tokens;
    },
    async models(signal) {
      const found: ModelFacts[] = [];
      let after: string | undefined = '';
      while (after !== undefined) {
        const from: string = after === '' ? '' : `&after_id=${encodeURIComponent(after)}`;
        const page = readModelsPage(await ask(`/v1/models?limit=100${from}`, signal));
        if (page === undefined) throw new Failure('claude-garbled');
        found.push(...page.models);
        after = page.next;
      }
      listed = found;
      return found;
    },
  };
}

/** An error's body that breaks off still leaves its status to go by. */
async function textOf(body: ReadableStream<Uint8Array>): Promise<string> {
  try {
    return await new Response(body).text();
  } catch (error) {
    if (error instanceof Failure && (error.code === 'claude-cut' || error.code === 'claude-garbled')) return '';
    throw error;
  }
}

function isEventStream(response: Response): boolean {
  const type = response.headers.get('content-type') ?? '';
  return response.status === 200 && (type === '' || type.includes('text/event-stream'));
}

/** What `fetch` throws when no connection comes about. Anything else is a bug of ours. */
function isNetworkError(error: unknown): boolean {
  return error instanceof TypeError || error instanceof DOMException;
}
