import { useEffect, useRef, useState } from 'preact/hooks';

import type { OutboxId } from '../../lib/base/ids.ts';
import type { OutboxDesk, Published } from '../../lib/messages/outbox-desk.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { useWatch } from '../kit/use-watch.ts';

/** A press that opens the panel proposes meanwhile: what was proposed so little before is what it opens for. */
const OPENS_FOR_MS = 15_000;

/** The changes to Notion beside a conversation, and whether they stand in its place. */
export interface OutboxShown {
  readonly entries: readonly OutboxEntry[] | undefined;
  readonly shown: boolean;
  /** The one that a press of “Publish to Notion” asked to see. */
  readonly wanted: OutboxId | undefined;
  readonly open: () => void;
  readonly close: () => void;
}

/** Shows the changes when asked to, and by itself when something was proposed to be seen. */
export function useOutbox(desk: OutboxDesk): OutboxShown {
  const entries = useWatch<readonly OutboxEntry[]>((show) => desk.watchOutbox(show), [desk]);
  const published = useWatch<Published | undefined>((show) => desk.watchPublished(show), [desk]);
  const [place, setPlace] = useState<{ readonly wanted?: OutboxId }>();
  const since = useRef(Date.now() - OPENS_FOR_MS);
  const asked = entries?.find(({ id }) => id === published?.id);
  useEffect(() => {
    if (published === undefined || asked === undefined || published.at <= since.current) return;
    since.current = published.at;
    // What was decided meanwhile needs nobody.
    if (asked.state === 'proposed') setPlace({ wanted: published.id });
  }, [published?.at, asked !== undefined]);
  return {
    entries,
    shown: place !== undefined,
    wanted: place?.wanted,
    open: () => setPlace({}),
    close: () => setPlace(undefined),
  };
}
