import { Failure } from '../base/failure.ts';
import type { Attempt } from './attempt.ts';

/** The body of an answer, read under watch, with its first bytes kept for telling what it is. */
export interface WatchedBody {
  readonly stream: ReadableStream<Uint8Array>;
  /** The first bytes that arrived, as text. */
  head(): string;
}

const HEAD_CHARACTERS = 200;

/**
 * Passes a body on byte for byte. Each byte counts as life; the end of the attempt ends the reading, whatever the body
 * does. Fails with `claude-cut` when the connection breaks, and with `claude-garbled` on bytes that are no UTF-8, before
 * a replacement mark could pose as text.
 */
export function watchBody(body: ReadableStream<Uint8Array>, attempt: Attempt): WatchedBody {
  const reader = body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let head = '';

  function check(bytes: Uint8Array): void {
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
