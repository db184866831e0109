import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { counted } from '../kit/amount.ts';

/** What an entry was made from. Titles stand as words: pressing one leads nowhere. */
export function EntrySources({ entry }: { readonly entry: OutboxEntry }) {
  const { sources } = entry.origin;
  if (sources.length === 0) return null;
  return (
    <details class="entry-sources">
      <summary>Made from {counted(sources.length, 'page')}</summary>
      <ul>
        {sources.map(({ title, url }) => (
          <li key={url}>
            <span dir="auto">{title}</span>
            <span class="address second" dir="ltr">
              {url}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
