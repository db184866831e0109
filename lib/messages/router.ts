import { factsOf } from '../base/failure.ts';
import type { FailureFacts } from '../base/failure.ts';
import { CONTENT_LIMITS, SHAPES, isMessageName, mayAsk } from './protocol.ts';
import type { Ask, Caller, MessageName, Reply } from './protocol.ts';

/** The browser's word on who sent a message. */
export interface Sender {
  readonly caller: Caller;
  /** The tab of a content script, or of an extension page that is a tab. */
  readonly tabId?: number;
}

export type Handlers = {
  readonly [Name in MessageName]: (ask: Ask<Name>, sender: Sender, signal: AbortSignal) => Promise<Reply<Name>>;
};

/** What goes back over the wire: a refusal, a failure and an answer are told apart. */
export type WireReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly refused: true }
  | { readonly ok: false; readonly failure: FailureFacts };

const REFUSED: WireReply = { ok: false, refused: true };

/** Routes a message, closed by default: an unknown name, a caller without leave and a misfit are refused alike. */
export async function route(
  handlers: Handlers,
  message: unknown,
  sender: Sender,
  signal: AbortSignal,
  onBug: (error: unknown) => void,
): Promise<WireReply> {
  if (typeof message !== 'object' || message === null || !('name' in message) || !isMessageName(message.name))
    return REFUSED;
  const { name } = message;
  if (!mayAsk(sender.caller, name)) return REFUSED;
  const read = SHAPES[name]('ask' in message ? message.ask : undefined);
  if (!read.fits) return REFUSED;
  // The table types tie each name to its own ask; the compiler cannot follow a union through an index.
  const limit = CONTENT_LIMITS[name] as ((ask: unknown) => boolean) | undefined;
  if (sender.caller === 'content' && limit?.(read.value) === false) return REFUSED;
  try {
    const handle = handlers[name] as (ask: unknown, sender: Sender, signal: AbortSignal) => Promise<unknown>;
    return { ok: true, value: await handle(read.value, sender, signal) };
  } catch (error) {
    const facts = factsOf(error);
    if (facts.code === 'bug' && !signal.aborted) onBug(error);
    return { ok: false, failure: facts };
  }
}
