import type { RawMessageStreamEvent, StopReason } from '@anthropic-ai/sdk/resources/messages/messages';
import { Failure } from '../../base/failure.ts';
import type { AnswerEvent, ModelCitation, Source, Stopped, Usage } from '../../models/answer-event.ts';
import { NO_USAGE } from '../../models/answer-event.ts';
import { classifyError, readErrorBody } from './classify.ts';
import type { Json } from '../../base/json.ts';
import { numberIn, objectIn, parseObject, textIn } from '../../base/json.ts';

/** One server-sent event, before anybody has looked into it. */
export interface RawEvent {
  readonly event: string | null;
  readonly data: string;
}

export interface StreamReading {
  /** From the answer's headers. */
  readonly requestId?: string;
  /** What was sent, for holding citations to it. */
  readonly sources: readonly Source[];
  readonly toolless?: true;
}

const ALIVE: AnswerEvent = { type: 'alive' };

/** The events that are read; names that are not here are passed over, but show that the service lives. */
type Known = RawMessageStreamEvent['type'];

/**
 * Reads the events of one message, up to its `message_stop`.
 * Throws `claude-garbled` where they cannot be a message or say nothing, `claude-cut` when they end before it does, and what an error
 * event names. Own accounts of usage and stop reason: later events win over earlier ones.
 */
export async function* readStream(
  events: AsyncIterable<RawEvent>,
  reading: StreamReading,
): AsyncGenerator<AnswerEvent, void, undefined> {
  const message = new MessageReader(reading);
  for await (const raw of events) {
    yield message.read(raw);
    if (message.stopped) return;
  }
  throw new Failure({ code: 'claude-cut', ...message.request });
}

/** Takes the events of one message one by one. */
class MessageReader {
  readonly request: { readonly requestId?: string };
  readonly #sources: readonly Source[];
  readonly #toolless: { readonly toolless?: true };
  stopped = false;
  #started = false;
  /** Content began: a second start would be another message. */
  #wrote = false;
  #usage: Usage = NO_USAGE;
  #stopReason: string | undefined;
  #called = false;
  /** The call whose input is arriving. */
  #call:
    | { readonly id: string; readonly name: string; readonly block: number; readonly given: Json; json: string }
    | undefined;

  constructor(reading: StreamReading) {
    this.request = reading.requestId === undefined ? {} : { requestId: reading.requestId };
    this.#sources = reading.sources;
    this.#toolless = reading.toolless === undefined ? {} : { toolless: reading.toolless };
  }

  read(raw: RawEvent): AnswerEvent {
    if (raw.event === 'ping') return ALIVE;
    // An error may come first, and with no form that JSON knows.
    if (raw.event === 'error') throw this.#failure(raw.data);
    if (raw.event === null) throw this.#garbled();
    const data = parseObject(raw.data);
    if (data === undefined) throw this.#garbled();
    if (textIn(data, 'type') === 'error') throw this.#failure(raw.data);
    return this.#take(raw.event as Known, data);
  }

  #take(name: Known, data: Json): AnswerEvent {
    switch (name) {
      case 'message_start':
        return this.#start(data);
      case 'content_block_start':
        return this.#began(data);
      case 'content_block_delta':
        return this.#delta(data);
      case 'message_delta':
        this.#requireStart();
        this.#count(objectIn(data, 'usage'));
        this.#stopReason = textIn(objectIn(data, 'delta') ?? {}, 'stop_reason') ?? this.#stopReason;
        return ALIVE;
      case 'message_stop':
        this.#requireStart();
        this.stopped = true;
        return { type: 'answer-end', stopped: this.#ending(), usage: this.#usage };
      case 'content_block_stop':
        return this.#ended();
      default:
        return ALIVE;
    }
  }

  #start(data: Json): AnswerEvent {
    const message = objectIn(data, 'message');
    // A second message in the middle of the first: two streams were spliced somewhere on the way.
    if (message === undefined || this.#wrote) throw this.#garbled();
    this.#started = true;
    this.#count(objectIn(message, 'usage'));
    const model = textIn(message, 'model');
    if (model === undefined) throw this.#garbled();
    return { type: 'answer-start', model, ...this.request, ...this.#toolless, usage: this.#usage };
  }

  #began(data: Json): AnswerEvent {
    this.#requireStart();
    this.#wrote = true;
    const opened = objectIn(data, 'content_block') ?? {};
    const block = numberIn(data, 'index') ?? 0;
    const id = textIn(opened, 'id');
    const name = textIn(opened, 'name');
    if (textIn(opened, 'type') === 'tool_use' && id !== undefined && name !== undefined) {
      this.#call = { id, name, block, given: objectIn(opened, 'input') ?? {}, json: '' };
    }
    return this.#text(textIn(opened, 'text') ?? '', block);
  }

  /** A call is told once its input is whole; what is no JSON object is told as none. */
  #ended(): AnswerEvent {
    const call = this.#call;
    if (call === undefined) return ALIVE;
    this.#call = undefined;
    this.#called = true;
    const { id, name, block, given, json } = call;
    return { type: 'tool-call', call: { id, name, input: json.trim() === '' ? given : parseObject(json) }, block };
  }

  #delta(data: Json): AnswerEvent {
    this.#requireStart();
    this.#wrote = true;
    const delta = objectIn(data, 'delta') ?? {};
    const block = numberIn(data, 'index');
    if (textIn(delta, 'type') === 'input_json_delta' && this.#call !== undefined) {
      this.#call.json += textIn(delta, 'partial_json') ?? '';
      return ALIVE;
    }
    if (textIn(delta, 'type') === 'text_delta') return this.#text(textIn(delta, 'text') ?? '', block);
    const citation =
      textIn(delta, 'type') === 'citations_delta' ? this.#citation(objectIn(delta, 'citation')) : undefined;
    return citation === undefined ? ALIVE : { type: 'citation-add', citation, block: block ?? 0 };
  }

  #text(text: string, block: number | undefined): AnswerEvent {
    if (text === '') return ALIVE;
    return { type: 'text-delta', text, block: block ?? 0 };
  }

  /** Only places that were really sent. */
  #citation(location: Json | undefined): ModelCitation | undefined {
    const citation = readCitation(location);
    const items = citation === undefined ? 0 : (this.#sources[citation.source]?.items.length ?? 0);
    return citation !== undefined && citation.end <= items ? citation : undefined;
  }

  #count(usage: Json | undefined): void {
    if (usage === undefined) return;
    this.#usage = {
      inputTokens: numberIn(usage, 'input_tokens') ?? this.#usage.inputTokens,
      outputTokens: numberIn(usage, 'output_tokens') ?? this.#usage.outputTokens,
      cacheReadTokens: numberIn(usage, 'cache_read_input_tokens') ?? this.#usage.cacheReadTokens,
      cacheWriteTokens: numberIn(usage, 'cache_creation_input_tokens') ?? this.#usage.cacheWriteTokens,
    };
  }

  #ending(): Stopped {
    switch (this.#stopReason as StopReason | undefined) {
      case 'max_tokens':
        return 'length';
      case 'refusal':
        return 'refusal';
      case 'pause_turn':
        return 'paused';
      case 'model_context_window_exceeded':
        if (!this.#wrote) throw new Failure({ code: 'prompt-too-long', ...this.request });
        return 'length';
      case 'tool_use':
        // Tools of the service's own are none of ours to answer.
        return this.#called ? 'tools' : 'done';
      case 'end_turn':
      case 'stop_sequence':
      case undefined:
      default:
        return 'done';
    }
  }

  #requireStart(): void {
    if (!this.#started) throw this.#garbled();
  }

  #garbled(): Failure {
    return new Failure({ code: 'claude-garbled', ...this.request });
  }

  #failure(data: string): Failure {
    const error = readErrorBody(data);
    if (error === undefined) return new Failure({ code: 'claude-error', ...this.request });
    const requestId = this.request.requestId ?? error.requestId;
    return new Failure({ code: classifyError(error), ...(requestId === undefined ? {} : { requestId }) });
  }
}

/** A citation as the service words it; `undefined` for one of another kind, or of no place. */
export function readCitation(location: Json | undefined): ModelCitation | undefined {
  if (location === undefined || textIn(location, 'type') !== 'search_result_location') return undefined;
  const source = numberIn(location, 'search_result_index') ?? -1;
  const start = numberIn(location, 'start_block_index') ?? -1;
  const end = numberIn(location, 'end_block_index') ?? -1;
  if (source < 0 || start < 0 || end <= start) return undefined;
  return { source, start, end, citedText: textIn(location, 'cited_text') ?? '' };
}
