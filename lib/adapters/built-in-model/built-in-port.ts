import { Failure } from '../../base/failure.ts';
import type { FailureCode } from '../../base/failure.ts';
import type { Clock } from '../../base/ports.ts';
import type { AnswerEvent, ModelFacts, ModelPort, ModelRequest } from '../../models/answer-event.ts';
import { NO_USAGE } from '../../models/answer-event.ts';
import { beginAttempt } from '../../models/attempt.ts';
import type { Attempt } from '../../models/attempt.ts';
import type { BuiltInState } from '../../models/built-in-state.ts';
import { estimateRequest, estimateTokens } from '../../models/estimate-tokens.ts';
import { modelName } from '../../models/model-name.ts';
import { plainFacts } from '../../models/plain-facts.ts';
import { leftOut, rewriteFor } from '../../models/rewrite.ts';
import { BUILT_IN } from '../../models/route.ts';
import { BUILT_IN_TOKENS, PLAIN_ONLY } from '../../models/route-facts.ts';
import { plainTurns } from '../../prompt/plain-turns.ts';
import type { PlainTurn } from '../../prompt/plain-turns.ts';
import { LANGUAGES } from './browser-model.ts';
import type { BrowserModel, BrowserSession } from './browser-model.ts';

export interface BuiltInPort extends ModelPort {
  /** Looks, and changes nothing: never begins a download. */
  state(): Promise<BuiltInState>;
  /** Its room in tokens, prompt and answer together, as the last session told; a cautious guess before. */
  contextTokens(): number;
}

/** As it is named in words about failures. */
const PROVIDER = 'this browser';
const STATES: readonly BuiltInState[] = ['unavailable', 'downloadable', 'downloading', 'available'];
/** How the browser names what went wrong. */
const BY_NAME: Readonly<Record<string, FailureCode>> = {
  QuotaExceededError: 'prompt-too-long',
  NotReadableError: 'model-refusal',
  NotSupportedError: 'claude-refused-request',
  NotAllowedError: 'built-in-missing',
  InvalidStateError: 'built-in-missing',
};

/**
 * The browser's own model: one attempt a call, under the same watch as a service, on this device alone. It is asked only
 * when it is there already; to fetch it is the person's choice, in the browser.
 * @param find looks for it anew each time: browsers offer it and take it away
 */
export function createBuiltInPort(find: () => BrowserModel | undefined, clock: Clock): BuiltInPort {
  let room = BUILT_IN_TOKENS;
  const facts = (): ModelFacts => ({
    ...plainFacts(BUILT_IN.model, modelName(BUILT_IN.model), room),
    ...PLAIN_ONLY,
  });

  async function state(): Promise<BuiltInState> {
    const model = find();
    if (model === undefined) return 'absent';
    // A browser that cannot say has none that could be asked.
    const said = await model.availability(LANGUAGES).catch(() => 'unavailable');
    return STATES.find((one) => one === said) ?? 'unavailable';
  }

  async function open(turns: readonly PlainTurn[], system: string, attempt: Attempt): Promise<BrowserSession> {
    const model = find();
    if (model === undefined || (await attempt.until(state())) !== 'available') throw new Failure('built-in-missing');
    const first = system === '' ? [] : [{ role: 'system', content: system } as const];
    const { signal } = attempt;
    const made = platform(() => model.create({ ...LANGUAGES, initialPrompts: [...first, ...turns], signal }));
    const session = await attempt.until(made);
    room = session.contextWindow ?? session.inputQuota ?? room;
    attempt.touch();
    return session;
  }

  async function* answer(model: string, request: ModelRequest, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    const rewritten = rewriteFor(facts(), request);
    const { turns, system, maxTokens } = rewritten;
    const plain = plainTurns(turns);
    const question = plain.at(-1)?.content ?? '';
    const attempt = beginAttempt(clock, signal, true);
    let session: BrowserSession | undefined;
    try {
      session = await open(plain.slice(0, -1), system, attempt);
      await attempt.until(checkRoom(session, question, attempt.signal));
      yield { type: 'answer-start', model: BUILT_IN.model, ...leftOut(request, rewritten) };
      const opened = session;
      const stream = await platform(() => opened.promptStreaming(question, { signal: attempt.signal }));
      yield* readText(stream, maxTokens, attempt);
    } catch (error) {
      throw border(attempt, error, model);
    } finally {
      session?.destroy();
      attempt.close();
    }
  }

  return {
    answer,
    state,
    contextTokens: () => room,
    // Asking it would take as long as answering.
    countTokens: async (_model, request) => estimateRequest(request),
    models: async () => ((await state()) === 'available' ? [facts()] : []),
  };
}

/** Beyond its room the model forgets the beginning without a word, so nothing is asked that does not fit. */
async function checkRoom(session: BrowserSession, question: string, signal: AbortSignal): Promise<void> {
  const window = session.contextWindow ?? session.inputQuota;
  const measured = await platform(
    () => session.measureContextUsage?.(question, { signal }) ?? session.measureInputUsage?.(question, { signal }),
  );
  const needed = measured ?? estimateTokens(question);
  const used = session.contextUsage ?? session.inputUsage ?? 0;
  if (window !== undefined && used + needed > window) throw new Failure('prompt-too-long');
}

/** The model knows no limit of length, so the limit is kept here. */
async function* readText(
  stream: ReadableStream<string>,
  maxTokens: number,
  attempt: Attempt,
): AsyncGenerator<AnswerEvent, void, undefined> {
  const reader = stream.getReader();
  let left = maxTokens;
  for (;;) {
    const { done, value } = await attempt.until(platform(() => reader.read()));
    if (done) return yield { type: 'answer-end', stopped: 'done', usage: NO_USAGE };
    attempt.touch();
    if (value === '') continue;
    attempt.progress();
    left -= estimateTokens(value);
    yield { type: 'text-delta', text: value, block: 0 };
    if (left <= 0) return yield { type: 'answer-end', stopped: 'length', usage: NO_USAGE };
  }
}

/** The border: past this nobody in the house meets an error of the browser's model. */
async function platform<Value>(call: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    const name = error instanceof Error || error instanceof DOMException ? error.name : '';
    throw new Failure(BY_NAME[name] ?? 'claude-error', { cause: error });
  }
}

/** What ended the attempt, with the names of who was asked. */
function border(attempt: Attempt, error: unknown, model: string): unknown {
  const ended = attempt.ended();
  const cause = ended === undefined ? error : ended.reason;
  if (!(cause instanceof Failure)) return cause;
  return new Failure({ ...cause.facts, model, provider: PROVIDER }, { cause: cause.cause ?? cause });
}
