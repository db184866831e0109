import { Failure } from '../base/failure.ts';
import type { Attempt } from './attempt.ts';

const LINE_FEED = 10;

/** The body of an answer, read under watch, with its first bytes kept for telling what it is. */
export interface WatchedBody {
  readonly stream: ReadableStream<Uint8Array>;
  /** The first bytes that arrived, as text. */
  head(): string;
}

const HEAD_CHARACTERS = 200;
/** The longest answer of any model is some 128,000 tokens, which are 20 MB of events; results of a batch are more. */
const MOST_BYTES = 64_000_000;
/** One event of a stream. Whoever reads events holds a line until it ends, and looks through it at each piece. */
const LONGEST_LINE = 8_000_000;

/** What a body is: lines that end, or one text of any form. */
export type BodyForm = 'lines' | 'text';

/**
 * Passes a body on byte for byte. Each byte counts as life; the end of the attempt ends the reading, whatever the body
 * does. Fails with `claude-cut` when the connection breaks, and with `claude-garbled` on bytes that are no UTF-8, before
 * a replacement mark could pose as text, and on a body or an event without an end, before it fills the memory.
 */
export function watchBody(body: ReadableStream<Uint8Array>, attempt: Attempt, form: BodyForm = 'text'): WatchedBody {
  const reader = body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let head = '';
  let arrived = 0;
  let line = 0;

  function measure(bytes: Uint8Array): void {
    arrived += bytes.length;
    const end = bytes.lastIndexOf(LINE_FEED);
    line = end < 0 ? line + bytes.length : bytes.length - end;
    if (arrived > MOST_BYTES || (form === 'lines' && line > LONGEST_LINE)) throw new Failure('claude-garbled');
  }

  function check(bytes: Uint8Array): void {
    measure(bytes);
    try {
      const text = decoder.decode(bytes, { stream: true });
      if (head.length < HEAD_CHARACTERS) head += text.slice(0, HEAD_CHARACTERS);
    } catch (error) {
      throw new Failure('claude-garbled', { cause: error });
    }
  }

  async function read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }> {
    try {
      return await attempt.until(reader.read());
    } catch (error) {
      throw attempt.ended() === undefined ? new Failure('claude-cut', { cause: error }) : error;
    }
  }

  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await read();
        if (done || value === undefined) return controller.close();
        attempt.touch();
        check(value);
        controller.enqueue(value);
      },
      async cancel(reason) {
        // All that was wanted has arrived: that the connection broke behind it takes nothing away.
        await reader.cancel(reason).catch(() => undefined);
      },
    },
    // Nothing is read ahead of who consumes it.
    { highWaterMark: 0 },
  );
  return { stream, head: () => head };
}

/** All of a body as text, what is no UTF-8 replaced. */
export async function textOf(body: ReadableStream<Uint8Array>): Promise<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}
