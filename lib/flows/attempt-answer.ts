import { Failure } from '../base/failure.ts';
import { accumulate, textOf } from '../models/accumulate.ts';
import type { Draft } from '../models/accumulate.ts';
import type { ModelPort, ModelRequest } from '../models/answer-event.ts';
import type { Route } from '../models/route.ts';
import type { AttemptHooks } from './climb.ts';

export interface Asking {
  readonly request: ModelRequest;
  readonly from: Draft;
  /** An answer without words is none, but to be told to go on from an answer that was whole already. */
  readonly wanted: 'words' | 'words or silence';
  /** Takes what has come each time there is more text. */
  show(draft: Draft): void;
  /** Takes what has come of an attempt that came to nothing: it may have been paid for. */
  failed(draft: Draft): void;
}

/** A start and a ping come from the door of a service; further signs only from a model at work. */
const SIGNS_OF_WORK = 3;

/**
 * One streaming attempt by one route.
 * @throws Failure `model-length`, `model-refusal`, `model-paused` where it ended otherwise than whole, `claude-garbled`
 *   where it said nothing, and whatever the port throws
 */
export async function attemptAnswer(
  model: ModelPort,
  route: Route,
  { request, from, wanted, show, failed }: Asking,
  signal: AbortSignal,
  hooks: AttemptHooks,
): Promise<Draft> {
  let draft = from;
  let signs = 0;
  try {
    for await (const event of model.answer(route.model, request, signal)) {
      draft = accumulate(draft, event);
      signs += 1;
      if (event.type === 'answer-start' && event.requestId !== undefined) hooks.requestId(event.requestId);
      if (event.type === 'text-delta' || signs >= SIGNS_OF_WORK) hooks.alive();
      if (event.type === 'text-delta') show(draft);
    }
    const silent = draft.stopped === 'done' && textOf(draft).trim() === '';
    if (silent && wanted === 'words') throw new Failure({ code: 'claude-garbled', model: route.model });
    const ending = endOf(draft, route.model);
    if (ending !== undefined) throw ending;
    return draft;
  } catch (error) {
    failed(draft);
    throw error;
  }
}

const ENDINGS = { length: 'model-length', refusal: 'model-refusal', paused: 'model-paused' } as const;

/** An answer that ended otherwise than whole is a failure that keeps its text. */
function endOf({ stopped }: Draft, model: string): Failure | undefined {
  return stopped === undefined || stopped === 'done' || stopped === 'tools'
    ? undefined
    : new Failure({ code: ENDINGS[stopped], model });
}
