import type { ConversationId, JobId } from '../../lib/base/ids.ts';
import type { Message } from '../../lib/chat/conversation.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import { useWatch } from '../kit/use-watch.ts';

export interface Turns {
  readonly messages: readonly Message[];
  readonly views: ReadonlyMap<JobId, JobView>;
}

export const NO_TURNS: Turns = { messages: [], views: new Map() };

/** All that was said in a conversation, on every branch; nothing for one that has not begun. `undefined` until it is read. */
export function useTurns(desk: ChatDesk, id: ConversationId | undefined): Turns | undefined {
  const watch = (show: (turns: Turns) => void): (() => void) =>
    id === undefined ? () => undefined : desk.watchMessages(id, (messages, views) => show({ messages, views }));
  const turns = useWatch<Turns>(watch, [desk, id]);
  return id === undefined ? NO_TURNS : turns;
}
