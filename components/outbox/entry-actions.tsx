import { useEffect, useState } from 'preact/hooks';

import type { Desk } from '../../lib/messages/desk.ts';
import type { OutboxDesk } from '../../lib/messages/outbox-desk.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { shownHash } from '../../lib/outbox/proposal.ts';
import { useSay } from '../kit/announcer.tsx';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { isUndoable } from './entry-words.ts';
import { useReady } from './use-ready.ts';

interface ActionsProps {
  readonly desk: OutboxDesk & Pick<Desk, 'openPage'>;
  readonly entry: OutboxEntry;
  /** Names what stands around it: when that moves, a press may have been meant for something else. */
  readonly around: string;
}

/** What can be done about an entry as it stands. */
export function EntryActions({ desk, entry, around }: ActionsProps) {
  const ask = useAsk();
  const { id, state } = entry;
  switch (state) {
    case 'proposed':
      return (
        <>
          <Approve desk={desk} entry={entry} around={around} />
          <Button onClick={() => ask(() => desk.decline(id))}>Decline</Button>
        </>
      );
    case 'approved':
      return entry.sent?.sentAt === undefined ? (
        <Button onClick={() => ask(() => desk.decline(id))}>Decline</Button>
      ) : null;
    case 'unsure':
      return <Button onClick={() => ask(() => desk.again(id))}>Look now</Button>;
    case 'blocked':
      return (
        <>
          <Button onClick={() => ask(() => desk.again(id))}>Try again</Button>
          <Button onClick={() => ask(() => desk.decline(id))}>Decline</Button>
        </>
      );
    case 'conflicted':
      return (
        <>
          <Button onClick={() => ask(() => desk.settle(id, 'mine'))}>Propose mine anew</Button>
          <Button onClick={() => ask(() => desk.settle(id, 'theirs'))}>Keep theirs</Button>
        </>
      );
    case 'audited':
    case 'done':
      return <Button onClick={() => ask(() => desk.undo(id))}>Undo</Button>;
    case 'sending':
    case 'written':
    case 'cancelled':
    case 'undoing':
    case 'undone':
      return null;
  }
}

/** How long the second press for what cannot be taken back is waited for, in milliseconds. */
const PATIENCE_MS = 6_000;

/** Takes a person's own press, once what is approved has been shown; what cannot be taken back is asked once more. */
function Approve({ desk, entry, around }: ActionsProps) {
  const ask = useAsk();
  const say = useSay();
  const shown = shownHash(entry.operation);
  const ready = useReady(`${shown} ${around}`);
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (!asking) return;
    const timer = setTimeout(() => setAsking(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [asking]);
  const press = (event: MouseEvent): void => {
    if (!event.isTrusted) return;
    if (!asking && !isUndoable(entry)) {
      setAsking(true);
      say('This cannot be taken back: people are told of a comment at once. Press again to approve.');
      return;
    }
    setAsking(false);
    ask(() => desk.approve(entry.id, shown));
  };
  return (
    <Button tone="main" disabled={!ready} onClick={press}>
      {asking ? 'Approve: it cannot be taken back' : 'Approve'}
    </Button>
  );
}
