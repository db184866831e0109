import type { Message } from '../../lib/chat/conversation.ts';

/** A message and the others that stand in its place on other branches, oldest first. */
export function siblings(messages: readonly Message[], message: Message): readonly Message[] {
  return messages
    .filter((other) => other.parentId === message.parentId && other.role === message.role)
    .toSorted((one, other) => one.createdAt - other.createdAt);
}
