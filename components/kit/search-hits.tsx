import type { RefObject } from 'preact';

import type { SearchHit } from '../../lib/messages/search-desk.ts';
import { markTitle } from '../../lib/retrieval/mark-title.ts';
import type { Runs } from '../../lib/retrieval/match-words.ts';
import { ago, lasting } from './age.ts';
import { useSay } from './announcer.tsx';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { useAsk } from './handing.ts';
import { Icon } from './icon.tsx';

interface HitsProps {
  readonly hits: readonly SearchHit[];
  readonly query: string;
  readonly now: number;
  readonly busy: boolean;
  readonly listRef: RefObject<HTMLUListElement | null>;
  readonly onOpen: (hit: SearchHit) => void;
  readonly onRead: (hit: SearchHit) => void;
}

/** Pages that were found, best first. Each is a link of its own; what else can be done with it stands beside it. */
export function SearchHits({ hits, query, now, busy, listRef, onOpen, onRead }: HitsProps) {
  return (
    <ul ref={listRef} class="hits" aria-label="Results" aria-busy={busy}>
      {hits.map((hit) => (
        <Hit key={hit.pageId} hit={hit} query={query} now={now} onOpen={() => onOpen(hit)} onRead={() => onRead(hit)} />
      ))}
    </ul>
  );
}

const KIND_ICONS = { page: 'page', row: 'row', database: 'table' } as const;
/** An emoji; Notion's own icons and pictures are addresses, which are not loaded. */
const isGlyph = (icon: string | undefined): icon is string =>
  icon !== undefined && icon.length <= 8 && !icon.includes('/');

function Hit({
  hit,
  query,
  now,
  onOpen,
  onRead,
}: {
  readonly hit: SearchHit;
  readonly query: string;
  readonly now: number;
  readonly onOpen: () => void;
  readonly onRead: () => void;
}) {
  const { title, icon, kind, url, from, heading, snippet } = hit;
  return (
    <li class={hit.lost ? 'lost' : undefined}>
      <span class="hit-icon" aria-hidden="true">
        {isGlyph(icon) ? icon : <Icon name={KIND_ICONS[kind]} />}
      </span>
      <div class="hit-words">
        <p class="hit-title">
          <a
            href={url}
            dir="auto"
            onClick={(event) => {
              event.preventDefault();
              onOpen();
            }}
          >
            {title === '' ? 'Untitled' : <Marked runs={markTitle(title, query)} />}
          </a>
          {hit.lost && <span class="tag">No longer in Notion</span>}
        </p>
        {from === 'mirror' && tellsMore(hit) && (
          <p class="snippet" dir="auto">
            {heading !== undefined && <span class="hit-heading">{heading}: </span>}
            <Marked runs={snippet} />
          </p>
        )}
        <p class="hit-place second small" dir="auto">
          {placeWords(hit, now).map((words, at) => (
            <span key={at}>{words}</span>
          ))}
        </p>
      </div>
      <HitActions hit={hit} onRead={onRead} />
    </li>
  );
}

function HitActions({ hit, onRead }: { readonly hit: SearchHit; readonly onRead: () => void }) {
  const ask = useAsk();
  const say = useSay();
  const title = hit.title === '' ? 'Untitled' : hit.title;
  return (
    <span class="hit-actions">
      {hit.from === 'mirror' && (
        <Button
          icon="book"
          tone="quiet"
          label={`Open in Reader: ${title}`}
          tip="Open in Reader (Shift+Enter)"
          onClick={onRead}
        />
      )}
      <Button
        icon="link"
        tone="quiet"
        label={`Copy link: ${title}`}
        tip="Copy link"
        onClick={() =>
          ask(async () => {
            await copyText(hit.url);
            say('Link copied');
          })
        }
      />
    </span>
  );
}

/** A snippet that says the title over again, as that of a row’s first property does, is none. */
function tellsMore({ title, snippet }: SearchHit): boolean {
  const words = snippet
    .map(({ text }) => text)
    .join('')
    .trim();
  return words !== '' && words !== title.trim() && !words.endsWith(`: ${title.trim()}`);
}

function Marked({ runs }: { readonly runs: Runs }) {
  return <>{runs.map((run, index) => (run.hit ? <mark key={index}>{run.text}</mark> : run.text))}</>;
}

/** Where a page stands, when it was edited, and how old its copy is. */
function placeWords({ workspace, place, editedAt, readAt, from }: SearchHit, now: number): readonly string[] {
  return [
    [workspace, place].filter((part) => part !== undefined && part !== '').join(' / '),
    ...(editedAt === undefined ? [] : [`edited ${ago(editedAt, now)}`]),
    ...(from === 'notion' ? ['found by title, not on this device yet'] : []),
    ...(readAt === undefined ? [] : [copyWords(readAt, now)]),
  ].filter((words) => words !== '');
}

function copyWords(readAt: number, now: number): string {
  return now - readAt < 60_000 ? 'copy just read' : `copy ${lasting(now - readAt)} old`;
}
