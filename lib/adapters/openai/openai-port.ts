import { Failure } from '../../base/failure.ts';
import type { AnswerEvent, ModelFacts, ModelPort, ModelRequest } from '../../models/answer-event.ts';
import { estimateRequest } from '../../models/estimate-tokens.ts';
import { createExchange } from '../../models/exchange.ts';
import type { ModelDoor } from '../../models/exchange.ts';
import { leftOut, rewriteFor } from '../../models/rewrite.ts';
import { serverEvents } from './server-events.ts';
import type { KeyHeader } from '../../settings/provider.ts';
import { classifyAnswer } from './classify.ts';
import { readModels } from './read-models.ts';
import { readStream } from './read-stream.ts';
import { ORDINARY, completionBody, wishesIn } from './wire.ts';
import type { Wishes } from './wire.ts';

export interface OpenAiDoor extends ModelDoor {
  /** Without a slash at its end; `/chat/completions` and `/models` follow it. */
  readonly baseUrl: string;
  readonly header: KeyHeader;
  readonly facts: (id: string) => ModelFacts;
}

/**
 * Any server that speaks OpenAI's chat completions: one attempt a call, no retries of its own, every failure told
 * apart. Only where a server refuses the form of a request is it sent once more in the form that the refusal names.
 */
export function createOpenAiPort(door: OpenAiDoor): ModelPort {
  let wishes = ORDINARY;
  const exchange = createExchange(door, {
    baseUrl: door.baseUrl,
    requestIdHeader: 'x-request-id',
    headers: (key) => {
      if (key === undefined || door.header === 'none') return {};
      return door.header === 'bearer' ? { authorization: `Bearer ${key.reveal()}` } : { 'x-api-key': key.reveal() };
    },
    classify(status, body, model) {
      if (isRefusal(status)) wishes = wishesIn(body, wishes, model) ?? wishes;
      return classifyAnswer(status, body);
    },
  });

  async function* answer(model: string, request: ModelRequest, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    for (;;) {
      const sent = wishes;
      const facts = { ...door.facts(model), ...lacksOf(sent, model) };
      const rewritten = rewriteFor(facts, request);
      const call = { path: '/chat/completions', body: completionBody(rewritten, sent), model, signal };
      try {
        return yield* exchange.stream(call, ({ stream, requestId }) =>
          readStream(serverEvents(stream), model, { ...(requestId && { requestId }), ...leftOut(request, rewritten) }),
        );
      } catch (error) {
        const learned = wishes !== sent && error instanceof Failure && isRefusal(error.facts.status);
        // Each wish is learned once, so this ends.
        if (!learned) throw error;
      }
    }
  }

  return {
    answer,
    // The protocol has no way to ask.
    countTokens: async (_model, request) => estimateRequest(request),
    async models(signal) {
      const models = readModels(await exchange.ask('/models', signal));
      if (models === undefined) throw new Failure({ code: 'claude-garbled', ...named(door.provider) });
      return models;
    },
  };
}

/** What a model at this server has refused before is not asked of it again. */
const lacksOf = ({ toolless, schemaless }: Wishes, model: string): Pick<ModelFacts, 'tools' | 'schemas'> => ({
  ...(toolless.includes(model) ? { tools: false } : {}),
  ...(schemaless.includes(model) ? { schemas: false } : {}),
});

const named = (provider: string | undefined) => (provider === undefined ? {} : { provider });

/** The server read the request and does not take its form. */
const isRefusal = (status: number | undefined): boolean => status === 400 || status === 422;
