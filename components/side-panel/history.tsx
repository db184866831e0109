import { useState } from 'preact/hooks';

import type { ConversationId } from '../../lib/base/ids.ts';
import type { Conversation } from '../../lib/chat/conversation.ts';
import type { JobView } from '../../lib/jobs/job-view.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import { ago } from '../kit/age.ts';
import { Button } from '../kit/button.tsx';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';

/** Earlier conversations, with a search over them. */
export function History({
  desk,
  current,
  onOpen,
  onForget,
}: {
  readonly desk: ChatDesk;
  readonly current: ConversationId | undefined;
  readonly onOpen: (id: ConversationId) => void;
  readonly onForget: (id: ConversationId) => void;
}) {
  const [search, setSearch] = useState('');
  const list = useWatch<readonly Conversation[]>((show) => desk.watchConversations(search, show), [desk, search]);
  const [doomed, setDoomed] = useState<ConversationId>();
  const waiting = useWatch<readonly JobView[]>((show) => desk.queue.watchWaiting(show), [desk]) ?? [];
  const now = useNow();
  return (
    <section class="history">
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
      <ul aria-label="History">
        {list?.map((one) => (
          <li key={one.id} class={one.id === current ? 'current' : undefined}>
            <button
              type="button"
              class="chat"
              dir="auto"
              aria-current={one.id === current}
              onClick={() => onOpen(one.id)}
            >
              <span>{one.title}</span>
              <span class="second small">{[...waitingIn(one.id, waiting), ago(one.updatedAt, now)].join(' · ')}</span>
            </button>
            {doomed === one.id ? (
              <Button tone="danger" onClick={() => onForget(one.id)}>
                Delete for good
              </Button>
            ) : (
              <Button icon="trash" tone="quiet" label={`Delete ${one.title}`} onClick={() => setDoomed(one.id)} />
            )}
          </li>
        ))}
      </ul>
      {list?.length === 0 && <p class="second">{search === '' ? 'No chats yet.' : 'No chat holds these words.'}</p>}
    </section>
  );
}

/** `2 waiting`, where something of the conversation is yet to be answered. */
function waitingIn(id: ConversationId, waiting: readonly JobView[]): readonly string[] {
  const count = waiting.filter(({ job }) => job.input.conversationId === id).length;
  return count === 0 ? [] : [`${count} waiting`];
}
