import { useLayoutEffect, useRef } from 'preact/hooks';

import type { Desk } from '../../lib/messages/desk.ts';
import type { OutboxDesk } from '../../lib/messages/outbox-desk.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { useSay } from '../kit/announcer.tsx';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { holdsFocus } from '../kit/focused.ts';
import { ConflictView } from './conflict-view.tsx';
import { EntryActions } from './entry-actions.tsx';
import { EntryContent } from './entry-content.tsx';
import { EntryLimits } from './entry-limits.tsx';
import { EntrySources } from './entry-sources.tsx';
import { approvedWords, standingOf, stateWords, troubleWords, whatWords, whoWords } from './entry-words.ts';
import './outbox.css';

interface EntryCardProps {
  readonly desk: OutboxDesk & Pick<Desk, 'openPage'>;
  readonly entry: OutboxEntry;
  readonly now: number;
  /** The person came here for this one: it takes the focus. */
  readonly wanted?: boolean;
  /** Names what stands around it, where that may move. */
  readonly around?: string;
}

/** A write to Notion as a person decides on it: who, where, what exactly, and how it stands. */
export function EntryCard({ desk, entry, now, wanted = false, around = '' }: EntryCardProps) {
  const ask = useAsk();
  const say = useSay();
  const card = useRef<HTMLElement>(null);
  const { words, tone } = stateWords(entry, now);
  const actions = useRef<HTMLDivElement>(null);
  const before = useRef(entry.state);
  // Asked before the buttons of the last state are taken out: afterwards nobody knows that they had the focus.
  const held = before.current !== entry.state && actions.current !== null && holdsFocus(actions.current);
  const standing = standingOf(entry);
  const trouble = entry.failure && troubleWords(entry.failure);
  const approved = approvedWords(entry, now);
  useLayoutEffect(() => {
    if (wanted) card.current?.focus();
  }, [wanted]);
  useLayoutEffect(() => {
    if (before.current === entry.state) return;
    before.current = entry.state;
    say(`${whatWords(entry)}: ${words}`);
    if (held) card.current?.focus({ preventScroll: true });
  }, [entry.state]);
  const where = entry.url ?? entry.targetUrl;
  return (
    <article ref={card} class="entry" tabIndex={-1} aria-label={whatWords(entry)}>
      <header>
        <h3 dir="auto">{whatWords(entry)}</h3>
        <p class={`entry-state ${tone}`}>{words}</p>
      </header>
      <p class="second small" dir="auto">
        {[whoWords(entry), approved].filter(Boolean).join(' · ')}
      </p>
      {trouble && (
        <div class={`note ${standing === 'decide' ? 'trouble' : 'waiting'}`}>
          <div class="note-words">
            <p>{trouble.cause}</p>
            {standing !== 'under-way' && <p class="second">{trouble.still}</p>}
          </div>
        </div>
      )}
      {entry.state === 'conflicted' ? (
        <ConflictView entry={entry} />
      ) : entry.state === 'proposed' ? (
        <>
          <EntryContent entry={entry} />
          <EntryLimits operation={entry.operation} />
        </>
      ) : (
        <details>
          <summary>What is written</summary>
          <EntryContent entry={entry} />
        </details>
      )}
      <EntrySources entry={entry} />
      <div ref={actions} class="row actions">
        <EntryActions desk={desk} entry={entry} around={around} />
        <Button icon="out" tone="quiet" onClick={() => ask(() => desk.openPage(where))}>
          Open in Notion
        </Button>
      </div>
    </article>
  );
}
