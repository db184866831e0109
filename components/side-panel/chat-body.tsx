import type { ConversationId, MessageId } from '../../lib/base/ids.ts';
import type { Message } from '../../lib/chat/conversation.ts';
import type { Prompt } from '../../lib/chat/prompt.ts';
import type { ChatDesk, Here } from '../../lib/messages/desk.ts';
import type { ModelFacts } from '../../lib/models/answer-event.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { FailureNote } from '../kit/failure-note.tsx';
import { History } from './history.tsx';
import { Log } from './log.tsx';
import { PageResult } from './page-result.tsx';
import { Prompts } from './prompts.tsx';
import type { Sending } from './use-sending.ts';
import type { Turns } from './use-turns.ts';

/** What stands in place of the conversation, or under the place of one that has not begun. */
export type Beside = 'history' | 'prompts' | 'start' | undefined;

/** The part of the panel that scrolls. */
export function ChatBody({
  desk,
  here,
  settings,
  models,
  turns,
  current,
  tip,
  prompts,
  sending,
  beside,
  onOpen,
  onUse,
  onClose,
}: {
  readonly desk: ChatDesk;
  readonly here: Here;
  readonly settings: Settings;
  readonly models: readonly ModelFacts[];
  readonly turns: Turns;
  readonly current: ConversationId | undefined;
  readonly tip: MessageId | undefined;
  readonly prompts: readonly Prompt[];
  readonly sending: Sending;
  readonly beside: Beside;
  readonly onOpen: (id: ConversationId | undefined) => void;
  readonly onUse: (prompt: Prompt) => void;
  readonly onClose: () => void;
}) {
  const resend = (message: Message, text: string): Promise<void> =>
    sending.send({
      text,
      parentId: message.parentId ?? 'root',
      ...(current !== undefined && { conversationId: current }),
      // What went along stays with the message; rows of an earlier version do not say, and go with the page in front.
      ...(message.pages ? { pages: message.pages } : here.target && { target: here.target }),
    });
  const { failure, attempt } = sending;
  const showsLog = beside === undefined || beside === 'start';
  return (
    <>
      {showsLog && (
        <Log
          desk={desk}
          messages={turns.messages}
          views={turns.views}
          tip={tip}
          models={models}
          settings={settings}
          connected={here}
          onResend={resend}
          onChoose={(to) => {
            if (current !== undefined) attempt(desk.choose(current, to));
          }}
          onTry={attempt}
        />
      )}
      {showsLog && current === undefined && <PageResult desk={desk} here={here} models={models} settings={settings} />}
      {failure && <FailureNote desk={desk} failure={failure} models={models} remedies={{ retry: sending.forget }} />}
      {beside === 'prompts' && <Prompts desk={desk} prompts={prompts} onUse={onUse} onClose={onClose} />}
      {(beside === 'history' || beside === 'start') && (
        <History desk={desk} current={current} onOpen={onOpen} onGone={() => onOpen(undefined)} />
      )}
    </>
  );
}
