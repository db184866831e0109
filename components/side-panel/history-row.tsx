import { useId, useState } from 'preact/hooks';

import type { Conversation } from '../../lib/chat/conversation.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { Menu } from '../kit/menu.tsx';
import { useFocusAtStart } from './use-focus-at-start.ts';
import { useSaveChat } from './use-save-chat.ts';

/** One earlier conversation, with what can be done about it. */
export function HistoryRow({
  desk,
  one,
  current,
  told,
  folders,
  onOpen,
  onTakeAway,
}: {
  readonly desk: ChatDesk;
  readonly one: Conversation;
  readonly current: boolean;
  /** For example `2 waiting · 3 h ago`. */
  readonly told: string;
  readonly folders: readonly string[];
  readonly onOpen: () => void;
  readonly onTakeAway: () => void;
}) {
  const ask = useAsk();
  const save = useSaveChat(desk);
  const [changing, setChanging] = useState<'title' | 'folder'>();
  const { shelf } = desk;
  if (changing !== undefined) {
    return (
      <ChangeRow
        label={changing === 'title' ? `Name of ${one.title}` : `Folder of ${one.title}`}
        before={changing === 'title' ? one.title : (one.folder ?? '')}
        known={changing === 'title' ? [] : folders}
        mayBeEmpty={changing === 'folder'}
        onKeep={(text) => {
          setChanging(undefined);
          ask(() => (changing === 'title' ? shelf.rename(one.id, text) : shelf.file(one.id, text)));
        }}
        onCancel={() => setChanging(undefined)}
      />
    );
  }
  const pinned = one.pinnedAt !== undefined;
  return (
    <>
      <button type="button" class="chat" dir="auto" aria-current={current} onClick={onOpen}>
        <span>{one.title}</span>
        <span class="second small">{told}</span>
      </button>
      <Menu
        label={`More for ${one.title}`}
        tone="quiet"
        items={[
          { key: 'pin', label: pinned ? 'Unpin' : 'Pin', onChoose: () => ask(() => shelf.pin(one.id, !pinned)) },
          { key: 'rename', label: 'Rename', onChoose: () => setChanging('title') },
          { key: 'folder', label: 'Move to folder', onChoose: () => setChanging('folder') },
          { key: 'markdown', label: 'Export as Markdown', onChoose: () => save(one.id, 'md') },
          { key: 'json', label: 'Export as JSON', onChoose: () => save(one.id, 'json') },
          { key: 'delete', label: 'Delete', onChoose: onTakeAway },
        ]}
      />
    </>
  );
}

/** A name or a folder being written. */
function ChangeRow({
  label,
  before,
  known,
  mayBeEmpty,
  onKeep,
  onCancel,
}: {
  readonly label: string;
  readonly before: string;
  /** Names to choose from. */
  readonly known: readonly string[];
  readonly mayBeEmpty: boolean;
  readonly onKeep: (text: string) => void;
  readonly onCancel: () => void;
}) {
  const id = useId();
  const box = useFocusAtStart<HTMLInputElement>();
  const [text, setText] = useState(before);
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (mayBeEmpty || text.trim() !== '') onKeep(text.trim());
      }}
    >
      <input
        ref={box}
        type="text"
        dir="auto"
        aria-label={label}
        list={known.length === 0 ? undefined : id}
        maxLength={200}
        value={text}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
        }}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {known.length > 0 && (
        <datalist id={id}>
          {known.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </datalist>
      )}
      <Button type="submit" tone="main">
        Save
      </Button>
      <Button onClick={onCancel}>Cancel</Button>
    </form>
  );
}
