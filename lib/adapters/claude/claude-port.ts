import { Stream } from '@anthropic-ai/sdk/core/streaming';
import { Failure } from '../../base/failure.ts';
import { numberIn } from '../../base/json.ts';
import type { Secret } from '../../base/secret.ts';
import type { AnswerEvent, ModelFacts, ModelPort, ModelRequest } from '../../models/answer-event.ts';
import type { BatchService } from '../../models/batch.ts';
import { factsFor } from '../../models/capabilities.ts';
import { createExchange } from '../../models/exchange.ts';
import type { ModelDoor } from '../../models/exchange.ts';
import { leftOut, rewriteFor } from '../../models/rewrite.ts';
import type { KeyHeader } from '../../settings/provider.ts';
import { createClaudeBatches } from './claude-batches.ts';
import { classifyAnswer } from './classify.ts';
import { readModelsPage } from './read-models.ts';
import { readStream } from './read-stream.ts';
import { countBody, messageBody } from './wire.ts';

export interface ClaudeDoor extends ModelDoor {
  /** What is known of a model; by default the dated table and what `models` last heard. */
  readonly facts?: (id: string) => ModelFacts;
  /** Another address that speaks the same protocol, without a slash at its end: a gateway to Claude. */
  readonly baseUrl?: string;
  /** How the key is sent; Claude itself takes it as `bearer`. */
  readonly header?: KeyHeader;
}

/** A hundred models each. */
const MOST_LISTS = 20;
const BASE_URL = 'https://api.anthropic.com';
/** The form of requests and answers that this adapter was written for. */
const API_VERSION = '2026-10-21';

/** Claude's API, at Claude or behind a gateway: one attempt a call, no retries of its own, every failure told apart. */
export function createClaudePort(door: ClaudeDoor): ModelPort & { readonly batches: BatchService } {
  let listed: readonly ModelFacts[] = [];
  const facts = door.facts ?? ((id: string) => factsFor(id, listed));
  const exchange = createExchange(door, {
    baseUrl: door.baseUrl ?? BASE_URL,
    requestIdHeader: 'request-id',
    headers: (key) => ({
      'anthropic-version': API_VERSION,
      // Without it the service refuses every request that carries an origin.
      'anthropic-dangerous-direct-browser-access': 'true',
      ...keyHeader(door.header ?? 'bearer', key),
    }),
    classify: classifyAnswer,
  });

  function answer(model: string, request: ModelRequest, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    const rewritten = rewriteFor(facts(model), request);
    const sources = rewritten.turns.flatMap((turn) => turn.sources ?? []);
    return exchange.stream(
      { path: '/v1/messages', body: messageBody(rewritten), model, signal },
      ({ stream, requestId }) =>
        readStream(Stream.rawEvents(new Response(stream)), {
          sources,
          ...(requestId === undefined ? {} : { requestId }),
          ...leftOut(request, rewritten),
        }),
    );
  }

  return {
    answer,
    batches: createClaudeBatches(exchange, facts),
    async countTokens(model, request, signal) {
      const json = await exchange.ask(
        '/v1/messages/count_tokens',
        signal,
        countBody(rewriteFor(facts(model), request)),
      );
      const tokens = numberIn(json, 'input_tokens');
      if (tokens === undefined) throw new Failure('claude-garbled');
      return tokens;
    },
    async models(signal) {
      const found: ModelFacts[] = [];
      let after: string | undefined = '';
      for (let asked = 0; after !== undefined; asked += 1) {
        // A list that never ends is none: a gateway may forget where it was asked to go on.
        if (asked === MOST_LISTS) throw new Failure('claude-garbled');
        const from: string = after === '' ? '' : `&after_id=${encodeURIComponent(after)}`;
        const page = readModelsPage(await exchange.ask(`/v1/models?limit=100${from}`, signal));
        if (page === undefined) throw new Failure('claude-garbled');
        found.push(...page.models);
        after = page.next;
      }
      listed = found;
      return found;
    },
  };
}

function keyHeader(style: KeyHeader, key: Secret | undefined): Record<string, string> {
  if (key === undefined || style === 'none') return {};
  return style === 'bearer' ? { authorization: `Bearer ${key.reveal()}` } : { 'x-api-key': key.reveal() };
}
