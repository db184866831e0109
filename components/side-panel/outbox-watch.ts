import { useEffect, useRef } from 'preact/hooks';

import type { OutboxDesk, Published } from '../../lib/messages/outbox-desk.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { useWatch } from '../kit/use-watch.ts';

/** A press that opens the panel proposes meanwhile: what was proposed so little before is what it opens for. */
const OPENS_FOR_MS = 15_000;

/**
 * The changes to Notion, and the one that a press of “Publish to Notion” asked to see.
 * @param onWanted called when there is one to show now
 */
export function useOutbox(
  desk: OutboxDesk,
  onWanted: () => void,
): { readonly entries: readonly OutboxEntry[] | undefined; readonly published: Published | undefined } {
  const entries = useWatch<readonly OutboxEntry[]>((show) => desk.watchOutbox(show), [desk]);
  const published = useWatch<Published | undefined>((show) => desk.watchPublished(show), [desk]);
  const since = useRef(Date.now() - OPENS_FOR_MS);
  useEffect(() => {
    if (published === undefined || published.at <= since.current) return;
    since.current = published.at;
    onWanted();
  }, [published?.at]);
  return { entries, published };
}
