import { Failure } from '../base/failure.ts';
import type { Ask, MessageName, Reply } from './protocol.ts';
import type { WireReply } from './router.ts';

/** Carries one message to the background and its reply back; where it can, tells that nobody waits any more. */
export type Carry = (
  message: { readonly name: MessageName; readonly ask: unknown },
  signal?: AbortSignal,
) => Promise<WireReply | undefined>;

export type Client = <Name extends MessageName>(
  name: Name,
  ask: Ask<Name>,
  signal?: AbortSignal,
) => Promise<Reply<Name>>;

/** Asks the background. Failures arrive as `Failure`; a refusal is a bug of ours and throws as one. */
export function createClient(carry: Carry): Client {
  return async (name, ask, signal) => {
    const reply = await carry({ name, ask }, signal);
    signal?.throwIfAborted();
    if (reply === undefined) throw new Error(`Nobody answered ${name}`);
    if (reply.ok) return reply.value as Reply<typeof name>;
    if ('failure' in reply) throw new Failure(reply.failure);
    throw new Error(`The background refused ${name}`);
  };
}
