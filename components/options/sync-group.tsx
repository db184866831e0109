import type { ConnectionId } from '../../lib/base/ids.ts';
import type { OptionsDesk } from '../../lib/messages/desk.ts';
import type { SyncView } from '../../lib/mirror/sync-view.ts';
import { bytes } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { ConfirmButton } from '../kit/confirm-button.tsx';
import { FailureNote } from '../kit/failure-note.tsx';
import { useAsk } from '../kit/handing.ts';
import { ProgressBar } from '../kit/progress-bar.tsx';
import { syncWords } from '../kit/sync-words.ts';
import { useNow } from '../kit/use-now.ts';
import { Exclusions } from './exclusions.tsx';

/** The copy of one workspace on this device: how far it is, what is left out of it, and how to hold it. */
export function SyncGroup({
  desk,
  connection,
  sync,
}: {
  readonly desk: OptionsDesk;
  readonly connection: ConnectionId;
  /** Absent until the first sync has begun. */
  readonly sync: SyncView | undefined;
}) {
  const ask = useAsk();
  const now = useNow();
  const words = sync ? syncWords(sync, now) : 'Not synced yet.';
  const stuck = sync?.state === 'waiting' && sync.until === undefined ? sync.failure : undefined;
  return (
    <div class="sync">
      <ProgressBar label="Sync" words={words} {...progressOf(sync)} />
      <p class="second">
        {words}
        {sync !== undefined && sync.bytes > 0 && ` ${bytes(sync.bytes)} on this device.`}
      </p>
      {stuck && (
        <FailureNote desk={desk} failure={stuck} remedies={{ retry: () => ask(() => desk.syncNow(connection)) }} />
      )}
      <div class="row">
        <SyncButton desk={desk} connection={connection} state={sync?.state} />
      </div>
      <Exclusions desk={desk} connection={connection} exclusions={sync?.exclusions ?? []} />
      <div class="row">
        <ConfirmButton
          name="Forget lost pages"
          question="Forget pages that Notion no longer shows?"
          onConfirm={() => ask(() => desk.forgetLost(connection))}
        />
      </div>
    </div>
  );
}

function SyncButton({
  desk,
  connection,
  state,
}: {
  readonly desk: OptionsDesk;
  readonly connection: ConnectionId;
  readonly state: SyncView['state'] | undefined;
}) {
  const ask = useAsk();
  switch (state) {
    case 'paused':
      return (
        <Button icon="play" onClick={() => ask(() => desk.resumeSync(connection))}>
          Resume
        </Button>
      );
    case 'listing':
    case 'fetching':
    case 'waiting':
      return (
        <Button icon="pause" onClick={() => ask(() => desk.pauseSync(connection))}>
          Pause
        </Button>
      );
    case 'resting':
    case undefined:
      return (
        <Button icon="retry" onClick={() => ask(() => desk.syncNow(connection))}>
          Sync now
        </Button>
      );
  }
}

/** While what there is is being found out, there is nothing to measure against. */
function progressOf(sync: SyncView | undefined): { readonly done: number; readonly total: number } {
  if (sync === undefined) return { done: 0, total: 2 };
  if (sync.state === 'listing') return { done: 0, total: 0 };
  if (sync.state === 'resting' && sync.mirrored >= sync.known) return { done: 2, total: 2 };
  return { done: sync.mirrored, total: Math.max(2, sync.known) };
}
