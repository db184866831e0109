import type { Desk } from '../../lib/messages/desk.ts';
import type { OutboxDesk } from '../../lib/messages/outbox-desk.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { counted } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { useAsk } from '../kit/handing.ts';
import { useWatch } from '../kit/use-watch.ts';
import { standingOf } from '../outbox/entry-words.ts';

/** How many changes to Notion need a decision or are under way. Not there when none is. */
export function OutboxLine({ desk, watch }: { readonly desk: Desk; readonly watch: OutboxDesk['watchOutbox'] }) {
  const ask = useAsk();
  const entries = useWatch<readonly OutboxEntry[]>(watch, [watch]) ?? [];
  const decide = entries.filter((entry) => standingOf(entry) === 'decide').length;
  const under = entries.filter((entry) => standingOf(entry) === 'under-way').length;
  if (decide + under === 0) return null;
  return (
    <section class="row between outbox-line">
      <p>{lineWords(decide, under)}</p>
      <Button onClick={() => ask(() => desk.openPanel())}>{decide > 0 ? 'Review' : 'Show'}</Button>
    </section>
  );
}

function lineWords(decide: number, under: number): string {
  if (decide === 0) return `${counted(under, 'change')} to Notion ${under === 1 ? 'is' : 'are'} being sent or checked`;
  return `${counted(decide, 'change')} to Notion ${decide === 1 ? 'needs' : 'need'} your decision`;
}
