import { Button } from '../kit/button.tsx';
import { standingOf } from '../outbox/entry-words.ts';
import type { OutboxShown } from './outbox-watch.ts';
import './outbox.css';

/** The way to the changes to Notion, with the number of those that need a decision. */
export function OutboxButton({
  entries,
  onOpen,
}: {
  readonly entries: OutboxShown['entries'];
  readonly onOpen: () => void;
}) {
  const decide = entries?.filter((entry) => standingOf(entry) === 'decide').length ?? 0;
  const name = decide === 0 ? 'Changes to Notion' : `Changes to Notion, ${decide} to decide`;
  return (
    <span class="outbox-button">
      <Button icon="out" tone="quiet" label={name} onClick={onOpen} />
      {decide > 0 && (
        <span class="outbox-count" aria-hidden="true">
          {decide > 99 ? '99+' : decide}
        </span>
      )}
    </span>
  );
}
