import { useEffect, useState } from 'preact/hooks';

import type { ConversationId } from '../../lib/base/ids.ts';
import { readChatFile } from '../../lib/chat/chat-file.ts';
import type { Conversation } from '../../lib/chat/conversation.ts';
import { foldersOf, shelved } from '../../lib/chat/in-order.ts';
import type { Shelved } from '../../lib/chat/in-order.ts';
import { REGRET_MS } from '../../lib/chat/regret.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import { ago } from '../kit/age.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';
import { FileButton } from './file-button.tsx';
import { HistoryRow } from './history-row.tsx';

/** Earlier conversations in the person's order, with a search over all that was said in them. Works whatever is down. */
export function History({
  desk,
  current,
  onOpen,
  onGone,
}: {
  readonly desk: ChatDesk;
  readonly current: ConversationId | undefined;
  readonly onOpen: (id: ConversationId) => void;
  /** The conversation that is shown was taken away. */
  readonly onGone: (id: ConversationId) => void;
}) {
  const ask = useAsk();
  const [search, setSearch] = useState('');
  const list = useWatch<readonly Conversation[]>((show) => desk.watchConversations(search, show), [desk, search]);
  const waiting = useWatch<readonly JobView[]>((show) => desk.queue.watchWaiting(show), [desk]) ?? [];
  const [gone, setGone] = useState<Conversation>();
  const [told, setTold] = useState<string>();
  const now = useNow();
  useEffect(() => {
    if (gone === undefined) return;
    const timer = setTimeout(() => {
      setGone(undefined);
      ask(() => desk.shelf.sweep());
    }, REGRET_MS);
    return () => clearTimeout(timer);
  }, [gone]);
  const takeAway = (one: Conversation): void => {
    ask(() => desk.shelf.takeAway(one.id));
    setGone(one);
    if (one.id === current) onGone(one.id);
  };
  const bringIn = (text: string): void => {
    const file = readChatFile(text);
    if (file === undefined) return setTold('This file holds no chat that can be read. Nothing was changed.');
    setTold(undefined);
    ask(async () => onOpen(await desk.shelf.bringIn(file)));
  };
  const groups = shelved(list ?? []);
  const row = (one: Conversation) => (
    <li key={one.id} class={one.id === current ? 'current' : undefined}>
      <HistoryRow
        desk={desk}
        one={one}
        current={one.id === current}
        told={[...waitingIn(one.id, waiting), ago(one.updatedAt, now)].join(' · ')}
        folders={foldersOf(list ?? [])}
        onOpen={() => onOpen(one.id)}
        onTakeAway={() => takeAway(one)}
      />
    </li>
  );
  return (
    <section class="history" aria-labelledby="history-title">
      <div class="row between">
        <h2 id="history-title">Earlier chats</h2>
        <input
          type="search"
          aria-label="Find a chat"
          placeholder="Find a chat"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      {gone && (
        <output class="hint">
          <p dir="auto">“{gone.title}” is deleted.</p>
          <Button
            onClick={() => {
              ask(() => desk.shelf.bringBack(gone.id));
              setGone(undefined);
            }}
          >
            Undo
          </Button>
        </output>
      )}
      <ul aria-label="History">
        {groups.map((group) =>
          groups.length === 1 && group.kind === 'rest' ? (
            group.list.map(row)
          ) : (
            <li key={`${group.kind}-${group.folder ?? ''}`} class="shelf">
              <h3 dir="auto">{nameOf(group)}</h3>
              <ul>{group.list.map(row)}</ul>
            </li>
          ),
        )}
      </ul>
      {list?.length === 0 && <p class="second">{search === '' ? 'No chats yet.' : 'No chat holds these words.'}</p>}
      {told !== undefined && <output>{told}</output>}
      <div class="row">
        <FileButton words="Import a chat" accept="application/json,.json" onRead={bringIn} />
      </div>
    </section>
  );
}

const nameOf = ({ kind, folder = '' }: Shelved): string =>
  kind === 'pinned' ? 'Pinned' : kind === 'folder' ? folder : 'Other chats';

/** `2 waiting`, where something of the conversation is yet to be answered. */
function waitingIn(id: ConversationId, waiting: readonly JobView[]): readonly string[] {
  const count = waiting.filter(({ job }) => job.input.conversationId === id).length;
  return count === 0 ? [] : [`${count} waiting`];
}
