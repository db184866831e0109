import type { Conversation } from '../../lib/chat/conversation.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import { Button } from '../kit/button.tsx';
import { Doors } from '../kit/doors.tsx';
import { Icon } from '../kit/icon.tsx';
import { Menu } from '../kit/menu.tsx';
import type { MenuItem } from '../kit/menu.tsx';
import { OutboxButton } from './outbox-button.tsx';
import type { OutboxShown } from './outbox-watch.ts';
import { useSaveChat } from './use-save-chat.ts';

/** Which conversation this is, and the ways to others. */
export function SideHead({
  desk,
  conversation,
  temporary,
  browsing,
  outbox,
  onSearch,
  onBrowse,
  onNew,
  onTry,
}: {
  readonly desk: ChatDesk;
  /** Absent before the first message. */
  readonly conversation: Conversation | undefined;
  readonly temporary: boolean;
  readonly browsing: boolean;
  readonly outbox: OutboxShown;
  readonly onSearch: () => void;
  readonly onBrowse: () => void;
  readonly onNew: (temporary: boolean) => void;
  readonly onTry: (request: Promise<unknown>) => void;
}) {
  const save = useSaveChat(desk);
  const kept = conversation !== undefined && !temporary ? conversation.id : undefined;
  const items: readonly MenuItem[] = [
    { key: 'temporary', label: 'New temporary chat', note: 'not kept', onChoose: () => onNew(true) },
    ...(kept === undefined
      ? []
      : [
          { key: 'markdown', label: 'Export as Markdown', onChoose: () => save(kept, 'md') },
          { key: 'json', label: 'Export as JSON', onChoose: () => save(kept, 'json') },
          // The proposal is shown where all changes are decided on.
          { key: 'notion', label: 'Publish as a Notion page', onChoose: () => onTry(desk.publishChat(kept)) },
        ]),
  ];
  return (
    <>
      <header class="side-head">
        <h1 dir="auto">{temporary ? 'Temporary chat' : (conversation?.title ?? 'New conversation')}</h1>
        <Button icon="search" tone="quiet" label="Search" onClick={onSearch} />
        <Button icon="history" tone="quiet" label="Earlier chats" expanded={browsing} onClick={onBrowse} />
        <OutboxButton entries={outbox.entries} onOpen={outbox.open} />
        <Button icon="plus" tone="quiet" label="New chat" onClick={() => onNew(false)} />
        <Menu label="More about this chat" tone="quiet" items={items} />
        <Doors desk={desk} panel={false} />
      </header>
      {temporary && (
        <p class="temporary" role="note">
          <Icon name="clock" />
          <span>Not kept: it is deleted from this device when you leave it or close this panel.</span>
        </p>
      )}
    </>
  );
}
