import { useMemo } from 'preact/hooks';

import { addressesIn } from '../../lib/markup/addresses.ts';
import type { NotionDocument } from '../../lib/markup/document.ts';
import { inexpressible } from '../../lib/markup/inexpressible.ts';
import type { Operation } from '../../lib/outbox/operation.ts';
import { count, counted } from '../kit/amount.ts';

const NOTHING: NotionDocument = [];

const contentOf = (operation: Operation): NotionDocument =>
  operation.kind === 'append' || operation.kind === 'create' ? operation.content : NOTHING;

/** What to know before saying yes: what Notion cannot hold as it is, and every address that would stand there. */
export function EntryLimits({ operation }: { readonly operation: Operation }) {
  const content = contentOf(operation);
  const lost = useMemo(() => inexpressible(content, 'api'), [content]);
  const addresses = useMemo(() => addressesIn(content), [content]);
  return (
    <>
      {lost.length > 0 && (
        <div class="note waiting">
          <ul class="note-words">
            {lost.map(({ kind, words, count: times }) => (
              <li key={`${kind} ${words}`}>
                {words}
                {times > 1 && ` (${count(times)} times)`}
              </li>
            ))}
          </ul>
        </div>
      )}
      {addresses.length > 0 && (
        <details class="entry-sources">
          <summary>Links to {counted(addresses.length, 'address', 'addresses')}</summary>
          <ul>
            {addresses.map((address) => (
              <li key={address} class="address" dir="ltr">
                {address}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
