import { useCallback, useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import type { FailureFacts } from '../../lib/base/failure.ts';
import type { ConversationId } from '../../lib/base/ids.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';

type NewMessage = Parameters<ChatDesk['send']>[0];

export interface Sending {
  /** Why the last request was not taken. */
  readonly failure: FailureFacts | undefined;
  readonly forget: () => void;
  /**
   * Rejects when the message could not be stored, so that what was typed stays.
   * @param before done once it is stored, before its conversation is shown
   */
  readonly send: (message: NewMessage, before?: (id: ConversationId) => Promise<void>) => Promise<void>;
  readonly attempt: (request: Promise<unknown>) => void;
}

/** Hands messages over, and keeps the reason when one is not taken. */
export function useSending(desk: ChatDesk, onSent: (id: ConversationId) => void): Sending {
  const [failure, setFailure] = useState<FailureFacts>();
  const forget = useCallback(() => setFailure(undefined), []);
  const attempt = useCallback((request: Promise<unknown>) => {
    setFailure(undefined);
    request.catch((error: unknown) => setFailure(factsOf(error)));
  }, []);
  const send: Sending['send'] = async (message, before) => {
    setFailure(undefined);
    try {
      const sent = await desk.send(message);
      await before?.(sent.conversationId);
      onSent(sent.conversationId);
    } catch (error) {
      setFailure(factsOf(error));
      throw error;
    }
  };
  return { failure, forget, send, attempt };
}
