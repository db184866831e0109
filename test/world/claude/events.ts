import type {
  CitationsDelta,
  Message,
  RawContentBlockDelta,
  RawContentBlockStartEvent,
  RawMessageDeltaEvent,
  RawMessageStreamEvent,
} from '@anthropic-ai/sdk/resources/messages/messages';
import type { Chunk } from '../reply.ts';

// The SDK's types are erased at run time: they hold the events to the API's shapes and cost the world nothing.

/** A content block of an answer before it is given an index. */
export type Piece =
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'text'; readonly text: string; readonly citations: readonly Citation[] }
  | {
      readonly type: 'tool_use';
      readonly id: string;
      readonly name: string;
      readonly input: Readonly<Record<string, unknown>>;
    };

export type Citation = CitationsDelta['citation'];

/** What goes over the wire; a ping is not among the SDK's events, because the SDK swallows it. */
export type StreamEvent = RawMessageStreamEvent | { readonly type: 'ping' };

export interface Timing {
  readonly firstTokenMs: number;
  readonly tokenDelayMs: number;
}

/** The events of an answer in their order; `message` is the answer as it begins. */
export function* eventsOf(
  message: Message,
  pieces: readonly Piece[],
  end: Pick<RawMessageDeltaEvent, 'delta' | 'usage'>,
  random: () => number,
): Iterable<StreamEvent> {
  yield { type: 'message_start', message };
  if (pieces.length === 0) yield { type: 'ping' };
  for (const [index, piece] of pieces.entries()) {
    yield { type: 'content_block_start', index, content_block: opening(piece) };
    if (index === 0) yield { type: 'ping' };
    for (const delta of deltasOf(piece, random)) yield { type: 'content_block_delta', index, delta };
    yield { type: 'content_block_stop', index };
  }
  yield { type: 'message_delta', ...end };
  yield { type: 'message_stop' };
}

function opening(piece: Piece): RawContentBlockStartEvent['content_block'] {
  if (piece.type === 'thinking') return { type: 'thinking', thinking: '', signature: '' };
  if (piece.type === 'tool_use') {
    return { type: 'tool_use', id: piece.id, name: piece.name, input: {}, caller: { type: 'direct' } };
  }
  return piece.citations.length > 0
    ? { citations: [], type: 'text', text: '' }
    : { type: 'text', text: '', citations: null };
}

function* deltasOf(piece: Piece, random: () => number): Iterable<RawContentBlockDelta> {
  if (piece.type === 'thinking') {
    for (const thinking of slices(piece.thinking, random)) yield { type: 'thinking_delta', thinking };
    yield { type: 'signature_delta', signature: piece.signature };
  } else if (piece.type === 'tool_use') {
    yield { type: 'input_json_delta', partial_json: '' };
    for (const part of slices(JSON.stringify(piece.input), random)) {
      yield { type: 'input_json_delta', partial_json: part };
    }
  } else {
    for (const citation of piece.citations) yield { type: 'citations_delta', citation };
    for (const text of slices(piece.text, random)) yield { type: 'text_delta', text };
  }
}

/** Lengths as recorded: a median of ten characters, a tenth of two, a tenth of sixty. */
const LENGTHS = [2, 4, 6, 8, 10, 10, 13, 18, 30, 61];

/** Text in the sizes in which the API sends it; no character is cut in two. */
export function* slices(text: string, random: () => number): Iterable<string> {
  const characters = Array.from(text);
  for (let at = 0; at < characters.length;) {
    const length = LENGTHS[Math.floor(random() * LENGTHS.length)] ?? 10;
    yield characters.slice(at, at + length).join('');
    at += length;
  }
}

/** Events as they go over the wire: named, padded with spaces before the last brace, the first text after a wait. */
export function wire(events: Iterable<{ readonly type: string }>, timing: Timing, random: () => number): Chunk[] {
  let waited = false;
  return Array.from(events, (event) => {
    const json = event.type === 'ping' ? '{"type": "ping"}' : pad(JSON.stringify(event), random);
    const isDelta = event.type === 'content_block_delta' || event.type === 'message_delta';
    const afterMs = isDelta ? (waited ? timing.tokenDelayMs : timing.firstTokenMs) : 0;
    waited ||= isDelta;
    return { bytes: `event: ${event.type}\ndata: ${json}\n\n`, afterMs };
  });
}

function pad(json: string, random: () => number): string {
  const spaces = random() < 0.9 ? Math.floor(random() * 14) : 0;
  return `${json.slice(0, -1)}${' '.repeat(spaces)}}`;
}
