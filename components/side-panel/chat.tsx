import { useRef, useState } from 'preact/hooks';

import type { ConversationId } from '../../lib/base/ids.ts';
import { branchTo } from '../../lib/chat/branch.ts';
import type { Conversation, Message } from '../../lib/chat/conversation.ts';
import type { Prompt } from '../../lib/chat/prompt.ts';
import type { ChatActionId } from '../../lib/chat/slash-menu.ts';
import { summaryEnd } from '../../lib/chat/summary-end.ts';
import { toldTurns } from '../../lib/chat/told-turns.ts';
import type { ChatDesk, Here } from '../../lib/messages/desk.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { FailureNote } from '../kit/failure-note.tsx';
import { HealthBrief } from '../kit/health-brief.tsx';
import { useModels } from '../kit/use-models.ts';
import { useScrollFollow } from '../kit/use-scroll-follow.ts';
import { useWatch } from '../kit/use-watch.ts';
import { Composer } from './composer.tsx';
import { History } from './history.tsx';
import { Log } from './log.tsx';
import type { OutboxShown } from './outbox-watch.ts';
import { PageResult } from './page-result.tsx';
import { Prompts } from './prompts.tsx';
import { SideHead } from './side-head.tsx';
import { useSending } from './use-sending.ts';
import { useTurns } from './use-turns.ts';
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
  readonly onChoose: (id: ConversationId | undefined) => void;
  readonly onSearch: () => void;
  readonly onAskAll: () => void;
}) {
  const models = useModels(desk, here.claude);
  const turns = useTurns(desk, current);
  const prompts = useWatch<readonly Prompt[]>((show) => desk.prompts.watch(show), [desk]) ?? [];
  const { failure, forget, send, attempt } = useSending(desk, onChoose);
  const [beside, setBeside] = useState<'history' | 'prompts'>();
  const [toBe, setToBe] = useState<'kept' | 'temporary'>('kept');
  const [using, setUsing] = useState<Prompt>();
  const scroller = useRef<HTMLDivElement>(null);
  useScrollFollow(scroller, 'at-end');

  const temporary = conversation === undefined ? toBe === 'temporary' : conversation.temporary === true;
  const open = (id: ConversationId | undefined, as: typeof toBe = 'kept'): void => {
    onChoose(id);
    setToBe(as);
    setBeside(undefined);
    forget();
  };
  const resend = (message: Message, text: string): Promise<unknown> =>
    send({
      text,
      parentId: message.parentId ?? 'root',
      ...(current !== undefined && { conversationId: current }),
      // What went along stays with the message; rows of an earlier version do not say, and go with the page in front.
      ...(message.pages ? { pages: message.pages } : here.target && { target: here.target }),
    });
  const empty = turns?.messages.length === 0;
  const branch = branchTo(turns?.messages ?? [], conversation?.tip);
  const told = toldTurns(
    branch.map((message) => ({
      message,
      answer: message.jobId === undefined ? undefined : turns?.views.get(message.jobId)?.answer,
    })),
  );
  const mayCompact = current !== undefined && summaryEnd(branch) !== undefined;
  const compact = (): void => {
    if (current !== undefined) attempt(desk.compact(current));
  };
  const offered: readonly ChatActionId[] = [
    ...(mayCompact ? (['compact'] as const) : []),
    'prompts',
    'history',
    'new',
    'temporary',
  ];
  const act = (id: ChatActionId): void => {
    if (id === 'compact') compact();
    else if (id === 'history' || id === 'prompts') setBeside(id);
    else open(undefined, id === 'temporary' ? 'temporary' : 'kept');
  };

  return (
    <>
      <SideHead
        desk={desk}
        conversation={conversation}
        temporary={temporary}
        browsing={beside === 'history'}
        outbox={outbox}
        onSearch={onSearch}
        onBrowse={() => setBeside(beside === 'history' ? undefined : 'history')}
        onNew={(asTemporary) => open(undefined, asTemporary ? 'temporary' : 'kept')}
      />
      <div ref={scroller} class="side-body">
        <h2 class="unseen">Conversation</h2>
        {turns && beside === undefined && (
          <Log
            desk={desk}
            messages={turns.messages}
            views={turns.views}
            tip={conversation?.tip}
            models={models}
            settings={settings}
            connected={here}
            onResend={resend}
            onChoose={(tip) => {
              if (current !== undefined) attempt(desk.choose(current, tip));
            }}
            onTry={attempt}
          />
        )}
        {empty && beside === undefined && !temporary && (
          <PageResult desk={desk} here={here} models={models} settings={settings} />
        )}
        {failure && <FailureNote desk={desk} failure={failure} models={models} remedies={{ retry: forget }} />}
        {beside === 'prompts' && (
          <Prompts
            desk={desk}
            prompts={prompts}
            onUse={(prompt) => {
              setUsing(prompt);
              setBeside(undefined);
            }}
            onClose={() => setBeside(undefined)}
          />
        )}
        {(beside === 'history' || (empty && beside === undefined && !temporary && all.length > 0)) && (
          <History desk={desk} current={current} onOpen={open} onGone={() => onChoose(undefined)} />
        )}
      </div>
      <HealthBrief desk={desk} />
      {turns && <Waiting desk={desk} models={models} current={current} views={turns.views.values()} onOpen={open} />}
      <Composer
        key={current ?? toBe}
        desk={desk}
        here={here}
        conversationId={current}
        temporary={temporary}
        models={models}
        settings={settings}
        prompts={prompts}
        using={using}
        offered={offered}
        told={told}
        empty={empty && beside === undefined}
        begunAbout={conversation?.target}
        onUsed={() => setUsing(undefined)}
        onUse={setUsing}
        onAct={act}
        onCompact={mayCompact ? compact : undefined}
        onAskAll={onAskAll}
        onSend={(text, model, pages) =>
          send({
            text,
            pages,
            ...(current !== undefined && { conversationId: current }),
            ...(model !== undefined && { model }),
            ...(current === undefined && temporary && { temporary }),
          })
        }
      />
    </>
  );
}
