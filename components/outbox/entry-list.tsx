import { Fragment } from 'preact';
import { useRef } from 'preact/hooks';

import type { OutboxId } from '../../lib/base/ids.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { OutboxDesk } from '../../lib/messages/outbox-desk.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { ApproveTogether } from './approve-together.tsx';
import { EntryCard } from './entry-card.tsx';
import { standingOf } from './entry-words.ts';
import type { Standing } from './entry-words.ts';

const TITLES: Readonly<Record<Standing, string>> = {
  decide: 'Needs a decision',
  'under-way': 'Being sent or checked',
  ended: 'Done',
};
const ORDER: readonly Standing[] = ['decide', 'under-way', 'ended'];

interface EntryListProps {
  readonly desk: OutboxDesk & Pick<Desk, 'openPage'>;
  readonly entries: readonly OutboxEntry[];
  readonly now: number;
  /** The one that the person came for: it stands first of its kind and takes the focus. */
  readonly wanted?: OutboxId | undefined;
}

/** Every change to Notion: what needs a decision, what is under way, what is done. */
export function EntryList({ desk, entries, now, wanted }: EntryListProps) {
  const list = useRef<HTMLElement>(null);
  if (entries.length === 0) return <NoEntries />;
  // All of one parent: a card that goes from one kind to another stays the same card, with its focus and its voice.
  const parts = ORDER.flatMap((standing) => {
    const here = entries.filter((entry) => standingOf(entry) === standing);
    if (here.length === 0) return [];
    const around = here.map(({ id }) => id).join(' ');
    const inOrder = here.toSorted((one, other) => Number(other.id === wanted) - Number(one.id === wanted));
    return [
      <h2 key={standing}>
        {TITLES[standing]} ({here.length})
      </h2>,
      <Fragment key={`${standing} together`}>
        {standing === 'decide' && <ApproveTogether desk={desk} entries={here} home={list} />}
      </Fragment>,
      ...inOrder.map((entry) => (
        <EntryCard key={entry.id} desk={desk} entry={entry} now={now} wanted={entry.id === wanted} around={around} />
      )),
    ];
  });
  return (
    <section ref={list} class="entries" aria-label="Changes" tabIndex={-1}>
      {parts}
    </section>
  );
}

function NoEntries() {
  return (
    <div class="empty">
      <p>Nothing waits to be written, and nothing was written lately.</p>
      <p class="second">
        What Understudy would write to Notion stands here first, word for word. Nothing is sent before you approve it,
        and what was sent can be undone from here.
      </p>
    </div>
  );
}
