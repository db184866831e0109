import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import type { DocBlock, NotionDocument, Run } from '../../lib/markup/document.ts';
import { counted } from '../kit/amount.ts';
import { Button } from '../kit/button.tsx';
import { ScrollTable } from '../kit/scroll-table.tsx';

/** So many blocks are drawn before the person asks for the rest. */
const FIRST = 200;

/** What would stand in Notion, drawn with its form and without its force: no link leads anywhere, nothing is fetched. */
export function DocumentView({ document }: { readonly document: NotionDocument }) {
  const [whole, setWhole] = useState(false);
  const shown = whole ? document : document.slice(0, FIRST);
  const rest = document.length - shown.length;
  return (
    <div class="markup doc">
      <Blocks blocks={shown} />
      {rest > 0 && <Button onClick={() => setWhole(true)}>Show {counted(rest, 'further block')}</Button>}
    </div>
  );
}

type ListKind = 'bulleted_list_item' | 'numbered_list_item' | 'to_do';
type ListItem = DocBlock & { readonly kind: ListKind };

const isItem = (block: DocBlock): block is ListItem =>
  block.kind === 'bulleted_list_item' || block.kind === 'numbered_list_item' || block.kind === 'to_do';

/** Neighbouring items of a kind are one list. */
function Blocks({ blocks }: { readonly blocks: readonly DocBlock[] }) {
  const groups: (DocBlock | readonly ListItem[])[] = [];
  let list: ListItem[] = [];
  for (const block of blocks) {
    if (!isItem(block)) {
      groups.push(block);
      list = [];
    } else if (list[0]?.kind === block.kind) {
      list.push(block);
    } else {
      list = [block];
      groups.push(list);
    }
  }
  return (
    <>
      {groups.map((group, index) =>
        'kind' in group ? <Block key={index} block={group} /> : <List key={index} items={group} />,
      )}
    </>
  );
}

function List({ items }: { readonly items: readonly ListItem[] }) {
  const [first] = items;
  const rows = items.map((item, index) => (
    <li key={index} class={item.kind === 'to_do' ? 'task' : undefined}>
      {item.kind === 'to_do' && <Check done={item.checked} />}
      <Runs runs={item.runs} />
      <Blocks blocks={item.children} />
    </li>
  ));
  return first?.kind === 'numbered_list_item' ? (
    <ol dir="auto" {...(first.start !== undefined && { start: first.start })}>
      {rows}
    </ol>
  ) : (
    <ul dir="auto">{rows}</ul>
  );
}

function Check({ done }: { readonly done: boolean }) {
  return (
    <>
      <span class={done ? 'check done' : 'check'} aria-hidden="true">
        {done ? '✓' : ''}
      </span>
      <span class="unseen">{done ? 'Done: ' : 'To do: '}</span>
    </>
  );
}

function Block({ block }: { readonly block: DocBlock }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <Beneath block={block}>
          <p dir="auto">
            <Runs runs={block.runs} />
          </p>
        </Beneath>
      );
    case 'heading_1':
    case 'heading_2':
    case 'heading_3':
    case 'heading_4':
      return (
        <Beneath block={block}>
          <p class={`doc-heading ${block.kind}`} dir="auto">
            <span class="unseen">Heading: </span>
            <Runs runs={block.runs} />
          </p>
        </Beneath>
      );
    case 'toggle':
      return (
        <Beneath block={block}>
          <p dir="auto">
            <span aria-hidden="true">▾ </span>
            <Runs runs={block.runs} />
          </p>
        </Beneath>
      );
    case 'quote':
    case 'callout':
      return (
        <blockquote dir="auto">
          <p>
            {block.kind === 'callout' && block.icon !== undefined && `${block.icon} `}
            <Runs runs={block.runs} />
          </p>
          <Blocks blocks={block.children} />
        </blockquote>
      );
    case 'bulleted_list_item':
    case 'numbered_list_item':
    case 'to_do':
      return isItem(block) ? <List items={[block]} /> : null;
    case 'code':
      return (
        <pre dir="ltr">
          <code>{block.text}</code>
        </pre>
      );
    case 'equation':
      return (
        <p>
          <code>{block.expression}</code>
        </p>
      );
    case 'divider':
      return <hr />;
    case 'table':
      return <Table table={block} />;
    case 'column_list':
    case 'column':
    case 'tab':
      return <Blocks blocks={block.children} />;
    case 'image':
    case 'video':
    case 'audio':
    case 'file':
    case 'pdf':
    case 'embed':
    case 'bookmark':
      return <Named words={block.kind} of={block.url} />;
    case 'breadcrumb':
    case 'table_of_contents':
    case 'synced_block':
      return (
        <Beneath block={block}>
          <Named words={block.kind.replaceAll('_', ' ')} />
        </Beneath>
      );
    case 'link_to_page':
      return <Named words="link to page" of={block.page} />;
    case 'other':
      return <Named words={block.type.replaceAll('_', ' ')} of={block.text} />;
  }
}

/** A block with what is nested in it. */
function Beneath({ block, children }: { readonly block: DocBlock; readonly children: ComponentChildren }) {
  if (block.children.length === 0) return <>{children}</>;
  return (
    <div class="doc-group">
      {children}
      <div class="doc-beneath">
        <Blocks blocks={block.children} />
      </div>
    </div>
  );
}

/** What has no form here is named. */
function Named({ words, of }: { readonly words: string; readonly of?: string }) {
  return (
    <p class="second" dir="auto">
      [{words}
      {of !== undefined && of !== '' && `: ${of}`}]
    </p>
  );
}

function Table({ table }: { readonly table: Extract<DocBlock, { kind: 'table' }> }) {
  const [head, ...rest] = table.rows;
  const body = table.headerRow ? rest : table.rows;
  const cells = (row: readonly (readonly Run[])[]) =>
    row.map((runs, column) =>
      column === 0 && table.headerColumn ? (
        <th key={column} scope="row">
          <Runs runs={runs} />
        </th>
      ) : (
        <td key={column}>
          <Runs runs={runs} />
        </td>
      ),
    );
  return (
    <ScrollTable label="Table">
      <table dir="auto">
        {table.headerRow && head !== undefined && (
          <thead>
            <tr>
              {head.map((runs, column) => (
                <th key={column} scope="col">
                  <Runs runs={runs} />
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>{cells(row)}</tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function Runs({ runs }: { readonly runs: readonly Run[] }) {
  return (
    <>
      {runs.map((run, index) => (
        <Marked key={index} run={run} />
      ))}
    </>
  );
}

function Marked({ run }: { readonly run: Run }) {
  const words = run.kind === 'equation' ? run.expression : run.text;
  let shown: ComponentChildren = words;
  if (run.code || run.kind === 'equation') shown = <code>{shown}</code>;
  if (run.kind === 'text' && run.link !== undefined) {
    shown = (
      <span class="doc-link" title={run.link}>
        {shown}
      </span>
    );
  }
  if (run.kind === 'mention') shown = <span class="doc-mention">{shown}</span>;
  if (run.underline) shown = <u>{shown}</u>;
  if (run.strikethrough) shown = <s>{shown}</s>;
  if (run.italic) shown = <em>{shown}</em>;
  if (run.bold) shown = <strong>{shown}</strong>;
  return <>{shown}</>;
}
