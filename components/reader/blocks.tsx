import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';

import { pageIn } from '../../lib/mirror/address.ts';
import { cleanText } from '../../lib/text/clean-text.ts';
import { Icon } from '../kit/icon.tsx';
import { safeAddress } from '../kit/markdown.ts';
import { CellTable } from './cell-table.tsx';
import { Glyph } from './glyph.tsx';
import { OutLink, PageLink, Words } from './links.tsx';
import { chunksOf, sizeOf } from './pieces.ts';
import type { BlockPiece, Piece } from './pieces.ts';
import { SpotContext, blockAnchor } from './spot.ts';

/** Blocks put on the screen at once: a long page opens with its first ones and grows behind them. */
const AT_ONCE = 150;
/** Chunks put on the screen in one turn, once the first ones are there: more would hold up scrolling. */
const MOST_CHUNKS_AT_ONCE = 5;
/** Height of a block that is not there yet, about, in pixels. */
const GUESSED_HEIGHT = 32;

/** Blocks of a page, however many: the first ones at once, with those that are looked for, the rest in turns. */
export function Blocks({ pieces }: { readonly pieces: readonly Piece[] }) {
  const chunks = useMemo(() => chunksOf(pieces, AT_ONCE), [pieces]);
  if (chunks.length <= 1) return <Pieces pieces={pieces} />;
  return <InTurns key={chunks.length} chunks={chunks} />;
}

function InTurns({ chunks }: { readonly chunks: readonly (readonly Piece[])[] }) {
  const spot = useContext(SpotContext);
  const sought = spot === undefined ? 0 : chunkWith(chunks, spot);
  const [opened, setOpened] = useState<ReadonlySet<number>>(() => new Set([0, sought]));
  useEffect(() => setOpened((before) => (before.has(sought) ? before : new Set([...before, sought]))), [sought]);
  useEffect(() => {
    const closed = [...chunks.keys()].filter((index) => !opened.has(index));
    if (closed.length === 0) return undefined;
    // What is read first stands there by now: the rest may come in larger steps.
    const next = closed.slice(0, Math.min(opened.size, MOST_CHUNKS_AT_ONCE));
    const timer = setTimeout(() => setOpened(new Set([...opened, ...next])), 0);
    // Paper knows no later.
    const openAll = (): void => setOpened(new Set(chunks.keys()));
    addEventListener('beforeprint', openAll);
    return () => {
      clearTimeout(timer);
      removeEventListener('beforeprint', openAll);
    };
  }, [chunks, opened]);
  return (
    <>
      {chunks.map((chunk, index) => (
        <Chunk key={index} pieces={chunk} open={opened.has(index)} />
      ))}
    </>
  );
}

function Chunk({ pieces, open }: { readonly pieces: readonly Piece[]; readonly open: boolean }) {
  return useMemo(
    () =>
      open ? (
        <div class="chunk">
          <Pieces pieces={pieces} />
        </div>
      ) : (
        <div class="chunk" style={{ minBlockSize: `${sizeOf(pieces) * GUESSED_HEIGHT}px` }} />
      ),
    [pieces, open],
  );
}

function chunkWith(chunks: readonly (readonly Piece[])[], spot: number): number {
  const after = chunks.findIndex(([first]) => first !== undefined && first.at > spot);
  return Math.max(0, (after === -1 ? chunks.length : after) - 1);
}

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map((piece) => (
        <OnePiece key={piece.at} piece={piece} />
      ))}
    </>
  );
}

function OnePiece({ piece }: { readonly piece: Piece }) {
  switch (piece.kind) {
    case 'block':
      return <OneBlock piece={piece} />;
    case 'table':
      return <CellTable rows={piece.rows} hasHead={piece.hasHead} />;
    case 'list': {
      const items = piece.items.map((item) => <Item key={item.at} piece={item} />);
      if (piece.form === 'number') {
        return (
          <ol dir="auto" start={piece.start}>
            {items}
          </ol>
        );
      }
      return (
        <ul dir="auto" class={piece.form === 'todo' ? 'todos' : undefined}>
          {items}
        </ul>
      );
    }
  }
}

function Item({ piece }: { readonly piece: BlockPiece }) {
  const { block } = piece;
  const done = block.checked === true;
  return (
    <li id={blockAnchor(piece.at)} class={block.kind === 'todo' ? 'task' : undefined}>
      {block.kind === 'todo' && (
        <>
          <span class={done ? 'check done' : 'check'} aria-hidden="true">
            {done ? '✓' : ''}
          </span>
          {/* Ours, so it has no say in the direction of the list. */}
          <span class="unseen" dir="ltr">
            {done ? 'Done: ' : 'To do: '}
          </span>
        </>
      )}
      <span class="words">
        <Words text={block.text} mentions={block.mentions} />
      </span>
      <Inside piece={piece} />
    </li>
  );
}

function Inside({ piece }: { readonly piece: BlockPiece }) {
  if (piece.inside.length === 0) return null;
  return (
    <div class="inside">
      <Blocks pieces={piece.inside} />
    </div>
  );
}

function OneBlock({ piece }: { readonly piece: BlockPiece }) {
  const { block, at } = piece;
  const id = blockAnchor(at);
  const words = <Words text={block.text} mentions={block.mentions} />;
  switch (block.kind) {
    case 'heading':
      return (
        <>
          <Heading id={id} level={block.level ?? 1}>
            {words}
          </Heading>
          <Inside piece={piece} />
        </>
      );
    case 'toggle':
      return (
        <details id={id} open>
          <summary dir="auto">{words}</summary>
          <Inside piece={piece} />
        </details>
      );
    case 'quote':
      return (
        <blockquote id={id} dir="auto">
          <p class="words">{words}</p>
          <Inside piece={piece} />
        </blockquote>
      );
    case 'callout':
      return (
        <div id={id} class="callout" role="note" dir="auto">
          <p class="words">{words}</p>
          <Inside piece={piece} />
        </div>
      );
    case 'code':
      return (
        <figure id={id} class="code">
          {block.language !== undefined && <figcaption class="second small">{block.language}</figcaption>}
          <pre dir="ltr">
            <code>{cleanText(block.text).text}</code>
          </pre>
        </figure>
      );
    case 'equation':
      return (
        <p id={id} class="equation" dir="ltr">
          <code>{cleanText(block.text).text}</code>
        </p>
      );
    case 'media':
      return <Media piece={piece} />;
    case 'page':
    case 'database':
      return <Child piece={piece} />;
    case 'unknown':
      return (
        <p id={id} class="placeholder second" dir="auto">
          <Icon name="alert" />
          <span>
            Something that Notion did not give ({cleanText(block.text).text || 'unknown kind'}). It is in Notion.
          </span>
        </p>
      );
    case 'paragraph':
    case 'bullet':
    case 'number':
    case 'todo':
    case 'row':
      return (
        <>
          <p id={id} class="words" dir="auto">
            {words}
          </p>
          <Inside piece={piece} />
        </>
      );
  }
}

/** Headings of a page stand under its title, which is of the first level. */
function Heading({
  id,
  level,
  children,
}: {
  readonly id: string;
  readonly level: number;
  readonly children: ComponentChildren;
}) {
  if (level <= 1) {
    return (
      <h2 id={id} dir="auto">
        {children}
      </h2>
    );
  }
  if (level === 2) {
    return (
      <h3 id={id} dir="auto">
        {children}
      </h3>
    );
  }
  const Tag = level === 3 ? 'h4' : 'h5';
  return (
    <Tag id={id} dir="auto">
      {children}
    </Tag>
  );
}

/** Pictures and files stay where they are: here stands what they are called. Signed addresses are dead within an hour. */
function Media({ piece: { at, block } }: { readonly piece: BlockPiece }) {
  const address = safeAddress(block.url ?? '');
  const lasting = address !== undefined && !/[?&]X-Amz-Signature=/i.test(address.href);
  const name = cleanText(block.text).text.trim();
  return (
    <p id={blockAnchor(at)} class="placeholder" dir="auto">
      <Icon name="media" />
      <span>
        {lasting ? (
          <OutLink href={address.href} host={address.host}>
            {name === '' ? 'Media' : name}
          </OutLink>
        ) : (
          <span class="words">{name === '' ? 'Media without a caption' : name}</span>
        )}
        <span class="second small"> (not kept on this device)</span>
      </span>
    </p>
  );
}

function Child({ piece }: { readonly piece: BlockPiece }) {
  const { at, block } = piece;
  const target = pageIn(block.url ?? '');
  return (
    <>
      <p id={blockAnchor(at)} class="child" dir="auto">
        <Glyph kind={block.kind === 'database' ? 'database' : 'page'} />
        {target === undefined ? (
          <span class="words">{cleanText(block.text).text}</span>
        ) : (
          <PageLink id={target} title={block.text} />
        )}
      </p>
      <Inside piece={piece} />
    </>
  );
}
