import { useRef, useState } from 'preact/hooks';

import type { ConversationId } from '../../lib/base/ids.ts';
import { branchTo } from '../../lib/chat/branch.ts';
import type { Conversation } from '../../lib/chat/conversation.ts';
import type { Prompt } from '../../lib/chat/prompt.ts';
import type { ChatActionId } from '../../lib/chat/slash-menu.ts';
import { summaryEnd } from '../../lib/chat/summary-end.ts';
import { toldTurns } from '../../lib/chat/told-turns.ts';
import type { ChatDesk, Here } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { HealthBrief } from '../kit/health-brief.tsx';
import { useModels } from '../kit/use-models.ts';
import { useScrollFollow } from '../kit/use-scroll-follow.ts';
import { useWatch } from '../kit/use-watch.ts';
import { ChatBody } from './chat-body.tsx';
import type { Beside } from './chat-body.tsx';
import { Composer } from './composer.tsx';
import type { Written } from './composer.tsx';
import type { OutboxShown } from './outbox-watch.ts';
import { SideHead } from './side-head.tsx';
import { useSending } from './use-sending.ts';
import { NO_TURNS, useTurns } from './use-turns.ts';
import type { Turns } from './use-turns.ts';
import { Waiting } from './waiting.tsx';

/** One conversation: what was said, and where the next message is written. */
export function Chat({
  desk,
  here,
  settings,
  all,
  current,
  conversation,
  outbox,
  unkept,
  onChoose,
  onSearch,
  onAskAll,
}: {
  readonly desk: ChatDesk;
  readonly here: Here;
  readonly settings: Settings;
  readonly all: readonly Conversation[];
  readonly current: ConversationId | undefined;
  /** Absent before the first message, and until it is read. */
  readonly conversation: Conversation | undefined;
  readonly outbox: OutboxShown;
  /** Where drafts of a temporary chat rest. */
  readonly unkept: Pick<ChatDesk, 'readDraft' | 'keepDraft'>;
  readonly onChoose: (id: ConversationId | undefined) => void;
  readonly onSearch: () => void;
  readonly onAskAll: () => void;
}) {
  const models = useModels(desk, here.claude);
  const turns = useTurns(desk, current);
  const prompts = useWatch<readonly Prompt[]>((show) => desk.prompts.watch(show), [desk]) ?? [];
  const sending = useSending(desk, onChoose);
  const [beside, setBeside] = useState<Beside>();
  const [toBe, setToBe] = useState<'kept' | 'temporary'>('kept');
  const [using, setUsing] = useState<Prompt>();
  const scroller = useRef<HTMLDivElement>(null);
  useScrollFollow(scroller, 'at-end');

  const isNew = current === undefined;
  const temporary = conversation === undefined ? toBe === 'temporary' : conversation.temporary === true;
  const open = (id: ConversationId | undefined, as: typeof toBe = 'kept'): void => {
    onChoose(id);
    setToBe(as);
    setBeside(undefined);
    sending.forget();
  };
  const { told, mayCompact } = toldIn(turns ?? NO_TURNS, conversation);
  const compact = mayCompact && current !== undefined ? () => sending.attempt(desk.compact(current)) : undefined;
  const act = (id: ChatActionId): void => {
    if (id === 'compact') compact?.();
    else if (id === 'history' || id === 'prompts') setBeside(id === beside ? undefined : id);
    else open(undefined, id === 'temporary' ? 'temporary' : 'kept');
  };
  const send = ({ carry, ...sent }: Written): Promise<void> =>
    sending.send({ ...sent, ...(current === undefined ? { temporary } : { conversationId: current }) }, carry);

  return (
    <>
      <SideHead
        desk={desk}
        conversation={conversation}
        temporary={temporary}
        browsing={beside === 'history'}
        outbox={outbox}
        onSearch={onSearch}
        onBrowse={() => act('history')}
        onTry={sending.attempt}
        onNew={(asTemporary) => open(undefined, asTemporary ? 'temporary' : 'kept')}
      />
      <div ref={scroller} class="side-body">
        <h2 class="unseen">Conversation</h2>
        {turns && (
          <ChatBody
            desk={desk}
            here={here}
            settings={settings}
            models={models}
            turns={turns}
            current={current}
            tip={conversation?.tip}
            prompts={prompts}
            sending={sending}
            beside={besideOf(beside, isNew, temporary, all)}
            onOpen={open}
            onUse={(prompt) => {
              setUsing(prompt);
              setBeside(undefined);
            }}
            onClose={() => setBeside(undefined)}
          />
        )}
      </div>
      <HealthBrief desk={desk} />
      {turns && <Waiting desk={desk} models={models} current={current} views={turns.views.values()} onOpen={open} />}
      <Composer
        key={current ?? toBe}
        desk={desk}
        here={here}
        conversationId={current}
        drafts={temporary ? unkept : desk}
        models={models}
        settings={settings}
        prompts={prompts}
        using={using}
        offered={compact ? ['compact', ...ALWAYS] : ALWAYS}
        told={told}
        empty={isNew && beside === undefined}
        begunAbout={conversation?.target}
        onUsed={() => setUsing(undefined)}
        onUse={setUsing}
        onAct={act}
        onCompact={compact}
        onAskAll={onAskAll}
        onSend={send}
      />
    </>
  );
}

/** Before the first message there is room for what was said earlier. */
function besideOf(chosen: Beside, isNew: boolean, temporary: boolean, all: readonly Conversation[]): Beside {
  return chosen ?? (isNew && !temporary && all.length > 0 ? 'start' : undefined);
}

/** What can be done in every chat. */
const ALWAYS: readonly ChatActionId[] = ['prompts', 'history', 'new', 'temporary'];

/** What a model is told of the shown branch, and whether there are turns to be summarized. */
function toldIn({ messages, views }: Turns, conversation: Conversation | undefined) {
  const branch = branchTo(messages, conversation?.tip);
  const told = toldTurns(
    branch.map((message) => ({
      message,
      answer: message.jobId === undefined ? undefined : views.get(message.jobId)?.answer,
    })),
  );
  return { told, mayCompact: summaryEnd(branch) !== undefined };
}
