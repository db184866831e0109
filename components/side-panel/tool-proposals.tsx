import { useRef } from 'preact/hooks';

import type { OutboxId } from '../../lib/base/ids.ts';
import type { ChatDesk } from '../../lib/messages/desk.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { ApproveTogether } from '../outbox/approve-together.tsx';
import { EntryCard } from '../outbox/entry-card.tsx';
import { useNow } from '../kit/use-now.ts';
import { useWatch } from '../kit/use-watch.ts';
import '../outbox/outbox.css';

/** The changes that an answer proposed, where the person decides on them. Those that ended long ago are in the outbox no more. */
export function ToolProposals({ desk, ids }: { readonly desk: ChatDesk; readonly ids: readonly OutboxId[] }) {
  const all = useWatch<readonly OutboxEntry[]>((show) => desk.watchOutbox(show), [desk]) ?? [];
  const now = useNow();
  const entries = ids.flatMap((id) => all.find((entry) => entry.id === id) ?? []);
  const home = useRef<HTMLElement>(null);
  if (entries.length === 0) return null;
  const around = entries.map(({ id, state }) => `${id} ${state}`).join(' ');
  return (
    <section ref={home} class="tool-proposals" aria-label="Proposed changes" tabIndex={-1}>
      <ApproveTogether desk={desk} entries={entries} home={home} />
      {entries.map((entry) => (
        <EntryCard key={entry.id} desk={desk} entry={entry} now={now} around={around} />
      ))}
    </section>
  );
}
