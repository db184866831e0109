import { Failure } from '../../base/failure.ts';
import type { FailureCode } from '../../base/failure.ts';
import type { Clock } from '../../base/ports.ts';
import type { Answer } from './translate-error.ts';

export type SendRequest = (url: string, init: RequestInit) => Promise<Response>;

/** Notion gives up on a request after 55 to 60 s; people give up sooner, and a read can be asked again. */
export const HEADERS_MS = 30_000;
/** The longest silence inside a body. */
export const STALL_MS = 30_000;
/** A page of 100,000 blocks is some 20 MB of Markdown, and no list has more than 100 items. */
const MOST_BYTES = 64_000_000;

/**
 * One request and its whole answer. The body is read here, under a watchdog, because the SDK's own timer ends at the
 * headers and its requests cannot be aborted.
 * @throws Failure `notion-timeout` without headers in time, `notion-silent` when the body stalls, `notion-garbled` when it has
 * no end; the signal's reason; whatever `send` throws
 */
export async function exchange(
  send: SendRequest,
  url: string,
  init: RequestInit,
  clock: Clock,
  signal: AbortSignal,
): Promise<Answer> {
  signal.throwIfAborted();
  const cut = new AbortController();
  const stop = (): void => cut.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const watch: Watch = { clock, cut };
    const response = await inTime(send(url, { ...init, signal: cut.signal }), HEADERS_MS, 'notion-timeout', watch);
    const body = await readBody(response, watch);
    return { status: response.status, headers: response.headers, body };
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    cut.abort();
  }
}

interface Watch {
  readonly clock: Clock;
  readonly cut: AbortController;
}

async function readBody(response: Response, watch: Watch): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let arrived = 0;
  for (;;) {
    const { done, value } = await inTime(reader.read(), STALL_MS, 'notion-silent', watch);
    if (done) return text + decoder.decode();
    arrived += value.length;
    if (arrived > MOST_BYTES) throw new Failure('notion-garbled');
    text += decoder.decode(value, { stream: true });
  }
}

/** What was promised, or a failure when it takes longer; then the request is cut, too. */
async function inTime<Result>(
  promised: Promise<Result>,
  ms: number,
  late: FailureCode,
  { clock, cut }: Watch,
): Promise<Result> {
  const settled = new AbortController();
  const sleep = clock.sleep(ms, settled.signal).then(
    (): never => {
      const failure = new Failure(late);
      cut.abort(failure);
      throw failure;
    },
    (): Promise<never> => new Promise(() => {}),
  );
  const aborted = new Promise<never>((_, reject) => {
    cut.signal.addEventListener('abort', () => reject(asError(cut.signal.reason)), {
      once: true,
      signal: settled.signal,
    });
  });
  try {
    return await Promise.race([promised, sleep, aborted]);
  } finally {
    settled.abort();
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new DOMException('The request was aborted.', 'AbortError');
}
