import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import type { OutboxDesk } from '../../lib/messages/outbox-desk.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { shownHash } from '../../lib/outbox/proposal.ts';
import { Button } from '../kit/button.tsx';
import { holdsFocus } from '../kit/focused.ts';
import { useAsk } from '../kit/handing.ts';
import { isUndoable } from './entry-words.ts';
import { useReady } from './use-ready.ts';

/** One press for all that waits and can be undone. What cannot is approved by itself. */
export function ApproveTogether({
  desk,
  entries,
  home,
}: {
  readonly desk: OutboxDesk;
  readonly entries: readonly OutboxEntry[];
  /** Takes the focus when the button goes. */
  readonly home?: RefObject<HTMLElement | null> | undefined;
}) {
  const proposed = entries.filter(({ state }) => state === 'proposed');
  const undoable = proposed.filter(isUndoable);
  if (undoable.length < 2) return null;
  return <Together desk={desk} entries={undoable} apart={proposed.length - undoable.length} home={home} />;
}

function Together({
  desk,
  entries,
  apart,
  home,
}: {
  readonly desk: OutboxDesk;
  readonly entries: readonly OutboxEntry[];
  readonly apart: number;
  readonly home?: RefObject<HTMLElement | null> | undefined;
}) {
  const ask = useAsk();
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () => () => {
      if (place.current !== null && holdsFocus(place.current)) home?.current?.focus({ preventScroll: true });
    },
    [],
  );
  const plan = entries.map(({ id, operation }) => ({ id, shown: shownHash(operation) }));
  const ready = useReady(plan.map(({ shown }) => shown).join(' '));
  const approve = (event: MouseEvent): void => {
    if (!event.isTrusted) return;
    ask(async () => {
      for (const { id, shown } of plan) await desk.approve(id, shown);
    });
  };
  return (
    <div ref={place} class="row">
      <Button disabled={!ready} onClick={approve}>
        Approve these {entries.length}
      </Button>
      <span class="second small">
        {apart === 0 ? 'Each can be undone.' : `Each can be undone. ${apart} more cannot, and is asked for by itself.`}
      </span>
    </div>
  );
}
