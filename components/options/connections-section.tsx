import { useState } from 'preact/hooks';

import type { Connections, OptionsDesk } from '../../lib/messages/desk.ts';
import type { SyncView } from '../../lib/mirror/sync-view.ts';
import { useWatch } from '../kit/use-watch.ts';
import { ClaudeGroup } from './claude-group.tsx';
import { KeyModeChoice } from './key-mode-choice.tsx';
import type { Keeping } from './key-mode-choice.tsx';
import { NotionGroup } from './notion-group.tsx';
import { UnlockForm } from './unlock-form.tsx';

/** Keys and tokens. While the first run stands on top, it holds the places for the first of each. */
export function ConnectionsSection({
  desk,
  connections,
  firstRun,
}: {
  readonly desk: OptionsDesk;
  readonly connections: Connections;
  readonly firstRun: boolean;
}) {
  const syncs = useWatch<readonly SyncView[]>((show) => desk.watchSyncs(show), [desk]) ?? [];
  const [keeping, setKeeping] = useState<Keeping>({ mode: connections.mode, passphrase: '' });
  return (
    <>
      {connections.locked && <UnlockForm desk={desk} />}
      {connections.needsKey && (
        <p class="note waiting">{`Needs its key again: ${connections.needsKey.join(', ')}. What belongs to it is kept.`}</p>
      )}
      {firstRun ? (
        <p class="second">
          The first steps above hold the first key and token. More workspaces can be added here after.
        </p>
      ) : (
        <>
          <KeyModeChoice connections={connections} keeping={keeping} onChange={setKeeping} />
          <ClaudeGroup desk={desk} connections={connections} keeping={keeping} />
        </>
      )}
      {connections.notion.map((connection) => (
        <NotionGroup
          key={connection.id}
          desk={desk}
          connections={connections}
          connection={connection}
          keeping={keeping}
          sync={syncs.find((sync) => sync.connection === connection.id)}
        />
      ))}
      {!firstRun && <NotionGroup connections={connections} desk={desk} keeping={keeping} />}
    </>
  );
}
