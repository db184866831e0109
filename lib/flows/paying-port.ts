import type { ModelFacts, ModelPort, ModelRequest, Usage } from '../models/answer-event.ts';
import { NO_USAGE } from '../models/answer-event.ts';
import { estimateRequest, estimateTokens } from '../models/estimate-tokens.ts';
import { rewriteFor } from '../models/rewrite.ts';
import type { Route } from '../models/route.ts';
import { tokensIn } from '../policy/spending-row.ts';
import type { ProviderId } from '../settings/provider.ts';
import type { Bill, Spending } from './keep-spending.ts';

interface PayingPorts {
  readonly spending: Pick<Spending, 'begin'>;
  factsOf(route: Route): Promise<ModelFacts>;
}

/**
 * The same port, through which nothing is asked that the budget does not allow, and after which everything stands in the
 * ledger: whole answers, cut ones and stopped ones. Every path to a model that is paid leads through here.
 * @throws Failure of `Spending.begin` before anything is sent
 */
export function payingPort(port: ModelPort, provider: ProviderId, bill: Bill, ports: PayingPorts): ModelPort {
  return {
    async *answer(model, request, signal) {
      const route = { provider, model };
      const most = mostOf(await ports.factsOf(route), request);
      const payment = await ports.spending.begin(route, bill, most);
      let told = NO_USAGE;
      let named: string | undefined;
      let text = '';
      let ended = false;
      // Who cuts an answer pays for the words that had come, told or not.
      const arrived = (): Usage => {
        if (ended && tokensIn(told) > 0) return told;
        if (named === undefined && text === '') return NO_USAGE;
        return {
          ...told,
          inputTokens:
            tokensIn({ ...told, outputTokens: 0 }) === 0 ? tokensIn({ ...most, outputTokens: 0 }) : told.inputTokens,
          outputTokens: Math.max(told.outputTokens, text === '' ? 0 : estimateTokens(text)),
        };
      };
      try {
        for await (const event of port.answer(model, request, signal)) {
          if (event.type === 'answer-start') {
            named = event.model;
            told = { ...NO_USAGE, ...event.usage };
          } else if (event.type === 'text-delta') text += event.text;
          else if (event.type === 'answer-end') {
            ended = true;
            told = event.usage;
            payment.end(arrived(), { model: named, estimated: tokensIn(told) === 0 });
          }
          if (!ended) payment.sofar(arrived);
          yield event;
        }
      } finally {
        payment.end(arrived(), { model: named, estimated: true });
      }
    },
    countTokens: port.countTokens,
    models: port.models,
  };
}

/** The most that one request uses: all of it read anew or written into the cache, and answered as long as it may be. */
export function mostOf(facts: ModelFacts, request: ModelRequest): Usage {
  const { maxTokens, cachePrefix } = rewriteFor(facts, request);
  const tokens = estimateRequest(request);
  return {
    ...NO_USAGE,
    ...(cachePrefix ? { cacheWriteTokens: tokens } : { inputTokens: tokens }),
    outputTokens: maxTokens,
  };
}
