import { useMemo, useState } from 'preact/hooks';

import type { Conversation } from '../../lib/chat/conversation.ts';
import type { ChatDesk, Here } from '../../lib/messages/desk.ts';
import { DEFAULT_SETTINGS } from '../../lib/settings/settings.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import { DrillBanner } from '../kit/drill-banner.tsx';
import { Surface } from '../kit/surface.tsx';
import { useWatch } from '../kit/use-watch.ts';
import { OutboxPlace } from './outbox-place.tsx';
import { useOutbox } from './outbox-watch.ts';
import { Chat } from './chat.tsx';
import { SearchPlace } from './search-place.tsx';
import { createUnkeptDrafts } from './unkept-drafts.ts';
import { useConversation } from './use-conversation.ts';
import { useCurrent } from './use-current.ts';
import './side-panel.css';

/** Conversations about the page in front of the person. */
export function SidePanel({ desk }: { readonly desk: ChatDesk }) {
  const here = useWatch<Here>((show) => desk.watchHere(show), [desk]);
  const settings = useWatch<Settings>((show) => desk.watchSettings(show), [desk]) ?? DEFAULT_SETTINGS;
  const all = useWatch<readonly Conversation[]>((show) => desk.watchConversations('', show), [desk]);
  const { ready, current, choose } = useCurrent(all, here);
  const unkept = useMemo(createUnkeptDrafts, []);
  const conversation = useConversation(desk, current);
  const [place, setPlace] = useState<'chat' | 'search' | 'ask'>('chat');
  const outbox = useOutbox(desk);
  return (
    <Surface desk={desk}>
      <main class="side-panel">
        <DrillBanner desk={desk} />
        {outbox.shown && <OutboxPlace desk={desk} outbox={outbox} settings={settings} />}
        {!outbox.shown && place !== 'chat' && here && (
          <SearchPlace
            desk={desk}
            here={here}
            settings={settings}
            asking={place === 'ask'}
            onClose={() => setPlace('chat')}
          />
        )}
        {!outbox.shown && place === 'chat' && ready && here && all && (
          <Chat
            desk={desk}
            here={here}
            settings={settings}
            all={all}
            current={current}
            conversation={conversation}
            unkept={unkept}
            outbox={outbox}
            onChoose={choose}
            onSearch={() => setPlace('search')}
            onAskAll={() => setPlace('ask')}
          />
        )}
      </main>
    </Surface>
  );
}
