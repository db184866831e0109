import type { RefObject } from 'preact';
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
  /** Where the buttons stand: nothing is approved that has not been in sight. */
  readonly place: RefObject<HTMLElement | null>;
}

/** What can be done about an entry as it stands. */
export function EntryActions({ desk, entry, place }: ActionsProps) {
  const ask = useAsk();
  const { id, state } = entry;
  switch (state) {
    case 'proposed':
      return (
        <>
          <Approve desk={desk} entry={entry} place={place} />
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

/** Takes a person's own press, once what is approved has been in sight; what cannot be taken back is asked once more. */
function Approve({ desk, entry, place }: ActionsProps) {
  const ask = useAsk();
  const say = useSay();
  const shown = shownHash(entry.operation);
  const ready = useReady(place, shown);
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
