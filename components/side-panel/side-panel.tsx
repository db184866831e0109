import { useRef, useState } from 'preact/hooks';

import type { ConversationId, MessageId } from '../../lib/base/ids.ts';
import type { Conversation } from '../../lib/chat/conversation.ts';
import type { ChatDesk, Here } from '../../lib/messages/desk.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { DrillBanner } from '../kit/drill-banner.tsx';
import { Surface } from '../kit/surface.tsx';
import { Button } from '../kit/button.tsx';
import { Doors } from '../kit/doors.tsx';
import { FailureNote } from '../kit/failure-note.tsx';
import { HealthBrief } from '../kit/health-brief.tsx';
import { useModels } from '../kit/use-models.ts';
import { useScrollFollow } from '../kit/use-scroll-follow.ts';
import { useWatch } from '../kit/use-watch.ts';
import { Composer } from './composer.tsx';
import { History } from './history.tsx';
import { Log } from './log.tsx';
import { PageResult } from './page-result.tsx';
import { SearchPlace } from './search-place.tsx';
import { useCurrent } from './use-current.ts';
import { useSending } from './use-sending.ts';
import { useTurns } from './use-turns.ts';
import { Waiting } from './waiting.tsx';
import './side-panel.css';

/** Conversations about the page in front of the person. */
export function SidePanel({ desk }: { readonly desk: ChatDesk }) {
  const here = useWatch<Here>((show) => desk.watchHere(show), [desk]);
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]) ?? DEFAULT_SETTINGS;
  const all = useWatch<readonly Conversation[]>((show) => desk.watchConversations('', show), [desk]);
  const { ready, current, choose } = useCurrent(all, here);
  const [place, setPlace] = useState<'chat' | 'search' | 'ask'>('chat');
  return (
    <Surface desk={desk}>
      <main class="side-panel">
        <DrillBanner desk={desk} />
        {place !== 'chat' && here && (
          <SearchPlace
            desk={desk}
            here={here}
            settings={settings}
            asking={place === 'ask'}
            onClose={() => setPlace('chat')}
          />
        )}
        {place === 'chat' && ready && here && all && (
          <Chat
            desk={desk}
            here={here}
            settings={settings}
            all={all}
            current={current}
            onChoose={choose}
            onSearch={() => setPlace('search')}
            onAskAll={() => setPlace('ask')}
          />
        )}
      </main>
    </Surface>
  );
}

function Chat({
  desk,
  here,
  settings,
  all,
  current,
  onChoose,
  onSearch,
  onAskAll,
}: {
  readonly desk: ChatDesk;
  readonly here: Here;
  readonly settings: Settings;
  readonly all: readonly Conversation[];
  readonly current: ConversationId | undefined;
  readonly onChoose: (id: ConversationId | undefined) => void;
  readonly onSearch: () => void;
  readonly onAskAll: () => void;
}) {
  const models = useModels(desk, here.claude);
  const turns = useTurns(desk, current);
  const { failure, forget, send, attempt } = useSending(desk, onChoose);
  const [browsing, setBrowsing] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  useScrollFollow(scroller, 'at-end');

  const conversation = all.find((one) => one.id === current);
  const open = (id: ConversationId | undefined): void => {
    onChoose(id);
    setBrowsing(false);
    forget();
  };
  const sendHere = (text: string, aboutPage: boolean, more: { parentId?: MessageId | 'root'; model?: string } = {}) =>
    send({
      text,
      ...(current !== undefined && { conversationId: current }),
      ...(aboutPage && here.target && { target: here.target }),
      ...more,
    });
  const empty = turns?.messages.length === 0;
  const showsHistory = browsing || (empty && all.length > 0);

  return (
    <>
      <SideHead
        desk={desk}
        title={conversation?.title ?? 'New conversation'}
        browsing={browsing}
        onSearch={onSearch}
        onBrowse={() => setBrowsing(!browsing)}
        onNew={() => open(undefined)}
      />
      <div ref={scroller} class="side-body">
        <h2 class="unseen">Conversation</h2>
        {turns && !browsing && (
          <Log
            desk={desk}
            messages={turns.messages}
            views={turns.views}
            tip={conversation?.tip}
            models={models}
            settings={settings}
            connected={here}
            onResend={(message, text) => sendHere(text, true, { parentId: message.parentId ?? 'root' })}
            onChoose={(tip) => {
              if (current !== undefined) attempt(desk.choose(current, tip));
            }}
            onTry={attempt}
          />
        )}
        {empty && !browsing && <PageResult desk={desk} here={here} models={models} settings={settings} />}
        {failure && <FailureNote desk={desk} failure={failure} models={models} remedies={{ retry: forget }} />}
        {showsHistory && (
          <History
            desk={desk}
            current={current}
            onOpen={open}
            onForget={(id) => {
              if (id === current) open(undefined);
              attempt(desk.forget(id));
            }}
          />
        )}
      </div>
      <HealthBrief desk={desk} />
      {turns && <Waiting desk={desk} models={models} current={current} views={turns.views.values()} onOpen={open} />}
      <Composer
        key={current ?? 'new'}
        desk={desk}
        here={here}
        conversationId={current}
        models={models}
        settings={settings}
        empty={empty}
        begunAbout={conversation?.target}
        onAskAll={onAskAll}
        onSend={(text, model, aboutPage) => sendHere(text, aboutPage, model === undefined ? {} : { model })}
      />
    </>
  );
}

function SideHead({
  desk,
  title,
  browsing,
  onSearch,
  onBrowse,
  onNew,
}: {
  readonly desk: ChatDesk;
  readonly title: string;
  readonly browsing: boolean;
  readonly onSearch: () => void;
  readonly onBrowse: () => void;
  readonly onNew: () => void;
}) {
  return (
    <header class="side-head">
      <h1 dir="auto">{title}</h1>
      <Button icon="search" tone="quiet" label="Search" onClick={onSearch} />
      <Button icon="history" tone="quiet" label="Earlier chats" expanded={browsing} onClick={onBrowse} />
      <Button icon="plus" tone="quiet" label="New chat" onClick={onNew} />
      <Doors desk={desk} panel={false} />
    </header>
  );
}
