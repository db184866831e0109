import type { MessageId } from '../base/ids.ts';
import type { Message } from './conversation.ts';

/** The messages from the first turn to `tip`, following parents. A loop or a missing parent ends it. */
export function branchTo(messages: readonly Message[], tip: MessageId | undefined): readonly Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const branch: Message[] = [];
  for (let at = tip; at !== undefined;) {
    const message = byId.get(at);
    if (message === undefined) break;
    byId.delete(at);
    branch.unshift(message);
    at = message.parentId;
  }
  return branch;
}

/** The newest message that follows from `from`, at any depth: where a branch ends when it is chosen by its beginning. */
export function tipOf(messages: readonly Message[], from: MessageId): MessageId {
  const children = messages.filter(({ parentId }) => parentId === from);
  const newest = children.toSorted((one, other) => other.createdAt - one.createdAt)[0];
  return newest === undefined ? from : tipOf(messages, newest.id);
}
