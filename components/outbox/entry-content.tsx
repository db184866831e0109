import { bylineOf, commentText } from '../../lib/outbox/byline.ts';
import type { OutboxEntry } from '../../lib/outbox/entry.ts';
import type { Operation } from '../../lib/outbox/operation.ts';
import { DocumentView } from './document-view.tsx';
import { DiffView } from './diff-view.tsx';
import { ValuesTable } from './values-table.tsx';

/** What exactly an entry writes, beside what stands there where that is known. */
export function EntryContent({ entry }: { readonly entry: OutboxEntry }) {
  const { operation, base } = entry;
  switch (operation.kind) {
    case 'append':
      return <DocumentView document={[bylineOf(entry), ...operation.content]} />;
    case 'create':
      return (
        <>
          {Object.keys(operation.values).length > 0 && <ValuesTable wanted={operation.values} />}
          <DocumentView document={[bylineOf(entry), ...operation.content]} />
        </>
      );
    case 'set-properties':
      return <ValuesTable wanted={operation.values} {...(base?.values && { before: base.values })} />;
    case 'replace-text':
      return <Edits operation={operation} />;
    case 'comment':
      return (
        <p class="entry-quote" dir="auto">
          {commentText(entry, operation.text)}
        </p>
      );
  }
}

/** Every passage by itself, word by word. */
function Edits({ operation }: { readonly operation: Extract<Operation, { kind: 'replace-text' }> }) {
  return (
    <ol class="entry-edits">
      {operation.edits.map(({ before, after }, index) => (
        <li key={index}>
          <DiffView before={before} after={after} />
        </li>
      ))}
    </ol>
  );
}
