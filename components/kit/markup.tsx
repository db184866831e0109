import type { ComponentChildren, TargetedMouseEvent } from 'preact';
import { useMemo, useRef } from 'preact/hooks';

import { readMarkdown } from './markdown.ts';
import type { Inline, MarkdownBlock } from './markdown.ts';
import { ScrollTable } from './scroll-table.tsx';

interface MarkupProps {
  readonly text: string;
  /** Numbers that have a citation. A marker without one is shown as plain text. */
  readonly cited: ReadonlySet<number>;
  /** Called with the link that was pressed, so that a card can stand beside it. */
  readonly onCite: (n: number, anchor: HTMLElement) => void;
  readonly onLink: (href: string, anchor: HTMLElement) => void;
}

interface Doors {
  readonly cited: ReadonlySet<number>;
  readonly onCite: (n: number, anchor: HTMLElement) => void;
  readonly onLink: (href: string, anchor: HTMLElement) => void;
}

/** The one way in which text of a model or a page becomes elements. Makes no request, holds no HTML. */
export function Markup({ text, cited, onCite, onLink }: MarkupProps) {
  const blocks = useMemo(() => readMarkdown(text), [text]);
  const latest = useRef({ onCite, onLink });
  latest.current = { onCite, onLink };
  const known = [...cited].join(' ');
  const doors = useMemo<Doors>(
    () => ({
      cited,
      onCite: (n, anchor) => latest.current.onCite(n, anchor),
      onLink: (href, anchor) => latest.current.onLink(href, anchor),
    }),
    [known],
  );
  return (
    <div class="markup">
      {blocks.map(({ raw, block }, index) => (
        <Still key={index} raw={raw} block={block} doors={doors} />
      ))}
    </div>
  );
}

/** A block that is built again only when its own text changed: what is being read stays where it is. */
function Still({ raw, block, doors }: { readonly raw: string; readonly block: MarkdownBlock; readonly doors: Doors }) {
  return useMemo(() => <Block block={block} doors={doors} />, [raw, block.kind, doors]);
}

function Block({ block, doors }: { readonly block: MarkdownBlock; readonly doors: Doors }) {
  switch (block.kind) {
    case 'paragraph':
      return <p dir="auto">{inline(block.children, doors)}</p>;
    case 'heading':
      return <Heading level={block.level}>{inline(block.children, doors)}</Heading>;
    case 'quote':
      return <blockquote>{nested(block.children, doors)}</blockquote>;
    case 'code':
      return (
        <pre dir="ltr">
          <code>{block.text}</code>
        </pre>
      );
    case 'rule':
      return <hr />;
    case 'list': {
      const items = block.items.map((item, index) => <Item key={index} blocks={item} doors={doors} />);
      return block.ordered ? (
        <ol dir="auto" start={block.start}>
          {items}
        </ol>
      ) : (
        <ul dir="auto">{items}</ul>
      );
    }
    case 'table':
      return <Table table={block} doors={doors} />;
  }
}

/** Headings of an answer stand under the surface's own, which are of the first and second level. */
function Heading({ level, children }: { readonly level: number; readonly children: ComponentChildren }) {
  if (level <= 2) return <h3 dir="auto">{children}</h3>;
  if (level === 3) return <h4 dir="auto">{children}</h4>;
  if (level === 4) return <h5 dir="auto">{children}</h5>;
  return <h6 dir="auto">{children}</h6>;
}

function Item({ blocks, doors }: { readonly blocks: readonly MarkdownBlock[]; readonly doors: Doors }) {
  const [first, ...rest] = blocks;
  const task = first?.kind === 'paragraph' && first.children[0]?.kind === 'check';
  return (
    <li class={task ? 'task' : undefined}>
      {first?.kind === 'paragraph' ? inline(first.children, doors) : first && nested([first], doors)}
      {nested(rest, doors)}
    </li>
  );
}

function nested(blocks: readonly MarkdownBlock[], doors: Doors) {
  return blocks.map((block, index) => <Block key={index} block={block} doors={doors} />);
}

function Table({ table, doors }: { readonly table: Extract<MarkdownBlock, { kind: 'table' }>; readonly doors: Doors }) {
  const align = (column: number): string | undefined => {
    const side = table.align[column];
    return side === 'right' || side === 'center' ? side : undefined;
  };
  return (
    <ScrollTable label="Table">
      <table dir="auto">
        <thead>
          <tr>
            {table.header.map((cell, column) => (
              <th key={column} scope="col" class={align(column)}>
                {inline(cell, doors)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={align(column)}>
                  {inline(cell, doors)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function inline(children: readonly Inline[], doors: Doors): ComponentChildren[] {
  return children.map((child, index) => {
    switch (child.kind) {
      case 'text':
        return child.text;
      case 'code':
        return <code key={index}>{child.text}</code>;
      case 'strong':
        return <strong key={index}>{inline(child.children, doors)}</strong>;
      case 'em':
        return <em key={index}>{inline(child.children, doors)}</em>;
      case 'del':
        return <del key={index}>{inline(child.children, doors)}</del>;
      case 'break':
        return <br key={index} />;
      case 'check':
        return <Check key={index} done={child.done} />;
      case 'cite':
        return <Cite key={index} n={child.n} doors={doors} />;
      case 'link':
        return <Outward key={index} link={child} doors={doors} />;
    }
  });
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

function Cite({ n, doors }: { readonly n: number; readonly doors: Doors }) {
  if (!doors.cited.has(n)) return <span class="cite">{n}</span>;
  const open = (event: TargetedMouseEvent<HTMLAnchorElement>): void => {
    event.preventDefault();
    doors.onCite(n, event.currentTarget);
  };
  return (
    <a class="cite" href={`#source-${n}`} aria-label={`Source ${n}`} onClick={open} onAuxClick={open}>
      {n}
    </a>
  );
}

/** A link out. Its host stands beside it unless its own words are the address. */
function Outward({ link, doors }: { readonly link: Extract<Inline, { kind: 'link' }>; readonly doors: Doors }) {
  const open = (event: TargetedMouseEvent<HTMLAnchorElement>): void => {
    event.preventDefault();
    doors.onLink(link.href, event.currentTarget);
  };
  const only = link.children.length === 1 ? link.children[0] : undefined;
  const named = only?.kind === 'text' && (only.text === link.href || `${only.text}/` === link.href);
  return (
    <a href={link.href} title={link.href} rel="noreferrer noopener" onClick={open} onAuxClick={open}>
      {inline(link.children, doors)}
      {!named && <span class="host">{link.host}</span>}
    </a>
  );
}
