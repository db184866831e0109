import { useEffect } from 'preact/hooks';

import type { ConversationId } from '../../lib/base/ids.ts';
import type { Conversation } from '../../lib/chat/conversation.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import { useWatch } from '../kit/use-watch.ts';

/** The conversation that is shown. A temporary one is kept until another is shown or the panel goes, whatever stands before it meanwhile. */
export function useConversation(desk: ChatDesk, current: ConversationId | undefined): Conversation | undefined {
  const watch = (show: (one: Conversation | undefined) => void): (() => void) =>
    current === undefined ? () => undefined : desk.shelf.watch(current, show);
  const conversation = useWatch<Conversation | undefined>(watch, [desk, current]);
  const { id, temporary } = conversation ?? {};
  useEffect(() => {
    if (id !== undefined && temporary === true) return desk.shelf.keepOpen(id);
    return undefined;
  }, [desk, id, temporary]);
  return conversation;
}
