import { Failure } from '../../base/failure.ts';
import type { Json } from '../../base/json.ts';
import { asObject, numberIn, objectIn, parseObject, textIn } from '../../base/json.ts';
import type { AnswerEvent, Stopped, Usage } from '../../models/answer-event.ts';
import { NO_USAGE } from '../../models/answer-event.ts';
import type { ServerEvent } from './server-events.ts';
import { classifyError, readError } from './classify.ts';

const ALIVE: AnswerEvent = { type: 'alive' };
/** Everything stands in one block: this protocol has no citations that a block could carry. */
const BLOCK = 0;

/**
 * Reads the chunks of one completion, up to `[DONE]`, or to the end of a stream in which the reason of its end stood:
 * some servers forget the mark. Throws `claude-cut` when it ends before, `claude-garbled` on what is no completion, and
 * what an error names, wherever it stands.
 */
export async function* readStream(
  events: AsyncIterable<ServerEvent>,
  model: string,
  told: CompletionTold = {},
): AsyncGenerator<AnswerEvent, void, undefined> {
  const completion = new CompletionReader(model, told);
  for await (const event of events) {
    if (event.data === '[DONE]') {
      yield* completion.calls();
      yield completion.end();
      return;
    }
    yield* completion.read(event);
  }
  if (!completion.finished) throw new Failure({ code: 'claude-cut', ...completion.request });
  yield* completion.calls();
  yield completion.end();
}

/** What is known of a completion before its first chunk. */
export interface CompletionTold {
  readonly requestId?: string;
  readonly toolless?: true;
}

/** A call whose input is still arriving. */
interface OpenCall {
  id: string;
  name: string;
  json: string;
}

/** Takes the chunks of one completion one by one. */
class CompletionReader {
  readonly request: { readonly requestId?: string };
  /** The server has said why the answer ends. */
  finished = false;
  readonly #model: string;
  #started = false;
  #refused = false;
  #reason: string | undefined;
  #usage: Usage = NO_USAGE;
  readonly #told: CompletionTold;
  readonly #calls = new Map<number, OpenCall>();

  constructor(model: string, told: CompletionTold) {
    this.#model = model;
    this.#told = told;
    this.request = told.requestId === undefined ? {} : { requestId: told.requestId };
  }

  /** The calls, once all of their input has arrived. What is no JSON object is told as none. */
  *calls(): Generator<AnswerEvent, void, undefined> {
    for (const [at, { id, name, json }] of this.#calls) {
      if (name === '') continue;
      const input = json.trim() === '' ? {} : parseObject(json);
      // Small servers leave out the id, and each needs one of its own.
      yield { type: 'tool-call', call: { id: id === '' ? `call_${at}` : id, name, input }, block: BLOCK + 1 };
    }
  }

  *read({ name, data }: ServerEvent): Generator<AnswerEvent, void, undefined> {
    if (name === 'comment') return yield ALIVE;
    const chunk = parseObject(data);
    // An error may have a form that JSON does not know.
    const said = readError(data);
    if (name === 'error' || said !== undefined) throw this.#failure(said);
    if (chunk === undefined) throw new Failure({ code: 'claude-garbled', ...this.request });
    this.#count(objectIn(chunk, 'usage'));
    const choices = chunk['choices'];
    // A kind of event that nobody knows shows that the server lives.
    if (!Array.isArray(choices)) return yield ALIVE;
    if (!this.#started) yield this.#start(chunk);
    const choice = asObject(choices[0]);
    if (choice === undefined) return yield ALIVE;
    yield this.#delta(objectIn(choice, 'delta') ?? {});
    const reason = textIn(choice, 'finish_reason');
    if (reason === undefined || reason === '') return;
    if (reason === 'error') throw this.#failure(undefined);
    this.finished = true;
    this.#reason = reason;
  }

  end(): AnswerEvent {
    // A mark of the end behind nothing at all is no answer.
    if (!this.#started) throw new Failure({ code: 'claude-garbled', ...this.request });
    return { type: 'answer-end', stopped: this.#stopped(), usage: this.#usage };
  }

  #start(chunk: Json): AnswerEvent {
    this.#started = true;
    const model = textIn(chunk, 'model') ?? '';
    return { type: 'answer-start', model: model === '' ? this.#model : model, ...this.#told, usage: this.#usage };
  }

  /** Thoughts and pieces of calls are signs of life. */
  #delta(delta: Json): AnswerEvent {
    this.#takeCalls(delta['tool_calls']);
    const refusal = textIn(delta, 'refusal') ?? '';
    if (refusal !== '') this.#refused = true;
    const text = refusal === '' ? contentOf(delta['content']) : refusal;
    return text === '' ? ALIVE : { type: 'text-delta', text, block: BLOCK };
  }

  /** A call comes in pieces that name its place; some servers give it whole and name none. */
  #takeCalls(pieces: unknown): void {
    if (!Array.isArray(pieces)) return;
    for (const piece of pieces.map(asObject)) {
      if (piece === undefined) continue;
      const id = textIn(piece, 'id') ?? '';
      const last = [...this.#calls.keys()].at(-1);
      const unplaced = id === '' ? (last ?? 0) : this.#calls.size;
      const at = numberIn(piece, 'index') ?? unplaced;
      const call = this.#calls.get(at) ?? { id: '', name: '', json: '' };
      const given = objectIn(piece, 'function') ?? {};
      const whole = objectIn(given, 'arguments');
      call.id ||= id;
      call.name ||= textIn(given, 'name') ?? '';
      call.json += whole === undefined ? (textIn(given, 'arguments') ?? '') : JSON.stringify(whole);
      this.#calls.set(at, call);
    }
  }

  #stopped(): Stopped {
    if (this.#refused || this.#reason === 'content_filter') return 'refusal';
    // Some servers end a turn of calls as if it were an answer.
    if (this.#reason !== 'length' && this.#calls.size > 0) return 'tools';
    return this.#reason === 'length' || this.#reason === 'max_tokens' ? 'length' : 'done';
  }

  /** Servers count what came from their cache among what went in; here the two are apart. */
  #count(usage: Json | undefined): void {
    if (usage === undefined) return;
    const cached = numberIn(objectIn(usage, 'prompt_tokens_details') ?? {}, 'cached_tokens') ?? 0;
    this.#usage = {
      ...this.#usage,
      inputTokens: Math.max(0, (numberIn(usage, 'prompt_tokens') ?? 0) - cached),
      outputTokens: numberIn(usage, 'completion_tokens') ?? this.#usage.outputTokens,
      cacheReadTokens: cached,
    };
  }

  #failure(said: ReturnType<typeof readError>): Failure {
    return new Failure({ code: said === undefined ? 'claude-error' : classifyError(said), ...this.request });
  }
}

/** Text, or a list of parts with text in them. */
function contentOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part) => textIn(asObject(part) ?? {}, 'text') ?? '').join('');
}
