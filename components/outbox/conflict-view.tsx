import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import { DiffView } from './diff-view.tsx';
import { EntryContent } from './entry-content.tsx';
import { ValuesTable } from './values-table.tsx';

/** Three versions beside each other: what stood there, what stands there now, and what was asked for. */
export function ConflictView({ entry }: { readonly entry: OutboxEntry }) {
  const { operation, base, found } = entry;
  if (operation.kind === 'set-properties') {
    return (
      <ValuesTable
        wanted={operation.values}
        {...(base?.values && { before: base.values })}
        {...(found?.values && { found: found.values })}
      />
    );
  }
  return (
    <div class="entry-versions">
      {base?.markdown !== undefined && found?.markdown !== undefined && (
        <>
          <h4>Changed in Notion since it was prepared</h4>
          <DiffView before={base.markdown} after={found.markdown} />
        </>
      )}
      <h4>Asked for</h4>
      <EntryContent entry={entry} />
    </div>
  );
}
