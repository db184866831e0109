import type { NotionDocument } from '../../lib/markup/document.ts';
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
      return <Content document={operation.content} />;
    case 'create':
      return (
        <>
          {Object.keys(operation.values).length > 0 && <ValuesTable wanted={operation.values} />}
          {operation.content.length > 0 && <Content document={operation.content} />}
        </>
      );
    case 'set-properties':
      return <ValuesTable wanted={operation.values} {...(base?.values && { before: base.values })} />;
    case 'replace-text':
      return <Edits operation={operation} />;
    case 'comment':
      return (
        <p class="entry-quote" dir="auto">
          {operation.text}
        </p>
      );
  }
}

function Content({ document }: { readonly document: NotionDocument }) {
  return <DocumentView document={document} />;
}

/** Every passage by itself, word by word. */
export function Edits({ operation }: { readonly operation: Extract<Operation, { kind: 'replace-text' }> }) {
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
