import { useCallback, useEffect, useState } from 'preact/hooks';

import type { ConversationId } from '../../lib/base/ids.ts';
import type { Conversation } from '../../lib/chat/conversation.ts';
import type { Here } from '../../lib/messages/desk.ts';

/** A conversation is taken up again when the panel opens within this time, in milliseconds. */
const TAKEN_UP = 8 * 3_600_000;

/** The conversation that is shown. When the panel opens: the newest one, if it is of this page or of these hours. */
export function useCurrent(
  all: readonly Conversation[] | undefined,
  here: Here | undefined,
): {
  /** Whether it is decided which one. */
  readonly ready: boolean;
  readonly current: ConversationId | undefined;
  readonly choose: (id: ConversationId | undefined) => void;
} {
  const [current, setCurrent] = useState<ConversationId>();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    if (ready || !all || !here) return;
    setReady(true);
    const newest = all.toSorted((one, other) => other.updatedAt - one.updatedAt)[0];
    if (!newest) return;
    const fresh = Date.now() - newest.updatedAt < TAKEN_UP;
    const samePage = newest.target !== undefined && newest.target.pageId === here.target?.pageId;
    if (fresh || samePage) setCurrent(newest.id);
  }, [all, here]);
  const choose = useCallback((id: ConversationId | undefined) => {
    setReady(true);
    setCurrent(id);
  }, []);
  return { ready, current, choose };
}
