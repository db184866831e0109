import type { Connections, NotionConnection, OptionsDesk, TestResult } from '../../lib/messages/desk.ts';
import type { SyncView } from '../../lib/mirror/sync-view.ts';
import { KeyGroup } from './key-group.tsx';
import { passphraseFor } from './key-mode-choice.tsx';
import type { Keeping } from './key-mode-choice.tsx';
import { SyncGroup } from './sync-group.tsx';

interface NotionGroupProps {
  readonly desk: OptionsDesk;
  readonly connections: Connections;
  readonly connection?: NotionConnection;
  readonly keeping: Keeping;
  /** How far its copy is; absent until the first sync has begun. */
  readonly sync?: SyncView | undefined;
}

/** A workspace's token, or the place for a new one. */
export function NotionGroup({ desk, connections, connection, keeping, sync }: NotionGroupProps) {
  const test = async (): Promise<TestResult> =>
    connection ? desk.testNotion(connection.id) : { ok: false, words: 'Paste a Notion token first, then test it.' };
  return (
    <KeyGroup
      desk={desk}
      connections={connections}
      keeping={keeping}
      title={`Notion: ${connection?.workspace ?? 'new workspace'}`}
      state={connection ? `${connection.locked ? 'Locked' : 'Connected'}, token …${connection.ending}` : 'No token yet'}
      field={{
        label: 'Notion token',
        placeholder: connection ? `Replace …${connection.ending}` : 'ntn_…',
        missing: 'Paste a Notion token first.',
        ...(!connection && {
          help: 'A personal access token, or the token of an internal connection that was given the pages you want. Without one, the open page is read from the screen.',
        }),
      }}
      saving={{
        words: 'Saving, and asking Notion whose token it is…',
        act: (token) => desk.saveNotion(token, keeping.mode, passphraseFor(keeping), connection?.id),
      }}
      testing={{ words: 'Asking Notion…', act: test, savesFirst: !connection }}
      removing={connection && { question: 'Remove this token?', act: () => desk.forgetNotion(connection.id) }}
    >
      {connection && <SyncGroup desk={desk} connection={connection.id} sync={sync} />}
    </KeyGroup>
  );
}
