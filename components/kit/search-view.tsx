import { useEffect, useRef, useState } from 'preact/hooks';

import { factsOf } from '../../lib/base/failure.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { SearchAnswer, SearchHit } from '../../lib/messages/search-desk.ts';
import { counted } from './amount.ts';
import { useAsk } from './handing.ts';
import { Button } from './button.tsx';
import { FailureNote } from './failure-note.tsx';
import { Icon } from './icon.tsx';

/** A search begins this long after the last key, in milliseconds. */
const SETTLE = 120;

interface SearchViewProps {
  readonly desk: Desk;
  /** Takes the focus when it appears. */
  readonly focused?: boolean;
  /** What is searched for as it appears; the person may go on from there. */
  readonly seeking?: string | undefined;
  readonly onClose?: () => void;
}

/** Search as you type over titles and over every page read so far. Needs no model. */
export function SearchView({ desk, focused = false, seeking = '', onClose }: SearchViewProps) {
  const ask = useAsk();
  const [query, setQuery] = useState(seeking);
  const [tries, setTries] = useState(0);
  const { answer, busy } = useSearch(desk, query.trim(), tries);
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (focused) box.current?.focus();
  }, [focused]);
  useEffect(() => {
    if (seeking !== '') setQuery(seeking);
  }, [seeking]);

  const links = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])];
  const open = (hit: SearchHit): void => ask(() => desk.openPage(hit.url));
  const walk = (step: 1 | -1): void => {
    const all = links();
    const to = all.findIndex((link) => link.matches(':focus')) + step;
    (to < 0 ? box.current : all[Math.min(to, all.length - 1)])?.focus();
  };
  /** The first Escape empties the box, the second closes the search; only the third reaches the panel. */
  const leave = (): void => {
    // Whoever closes it takes the focus: the box is about to go.
    if (query === '') return onClose?.();
    setQuery('');
    box.current?.focus();
  };
  const openFirst = (): void => {
    const first = answer?.hits[0];
    if (first) open(first);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const inBox = box.current?.matches(':focus') === true;
    const acts: Readonly<Record<string, (() => void) | false>> = {
      ArrowDown: () => walk(1),
      ArrowUp: () => walk(-1),
      Escape: (query !== '' || onClose !== undefined) && leave,
      Enter: inBox && openFirst,
    };
    const act = event.isComposing ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    // The arrows walk from the box through the results; each of them is a link of its own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <search class="search" onKeyDown={onKeyDown}>
      <div class="search-box">
        <Icon name="search" />
        <input
          ref={box}
          type="search"
          aria-label="Search Notion"
          placeholder="Search Notion"
          value={query}
          autoComplete="off"
          spellcheck={false}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        {onClose && <Button icon="close" tone="quiet" label="Close results" onClick={onClose} />}
      </div>
      {query.trim() !== '' && answer && (
        <>
          {answer.failures.map((failure) => (
            <FailureNote
              desk={desk}
              key={failure.code}
              failure={failure}
              remedies={{ retry: () => setTries(tries + 1) }}
            />
          ))}
          <ul ref={list} class="hits" aria-label="Results" aria-busy={busy}>
            {answer.hits.map((hit) => (
              <Hit key={`${hit.pageId} ${hit.from}`} hit={hit} onOpen={() => open(hit)} />
            ))}
          </ul>
          <output class="second small">{coverage(answer)}</output>
        </>
      )}
      {query.trim() !== '' && !answer && <p class="second small">Searching…</p>}
    </search>
  );
}

function Hit({ hit, onOpen }: { readonly hit: SearchHit; readonly onOpen: () => void }) {
  const glyph = hit.icon !== undefined && hit.icon.length <= 8 && !hit.icon.includes('/') ? hit.icon : undefined;
  return (
    <li>
      <span class="hit-icon" aria-hidden="true">
        {glyph ?? <Icon name="page" />}
      </span>
      <div>
        <p class="hit-title">
          <a
            href={hit.url}
            dir="auto"
            onClick={(event) => {
              event.preventDefault();
              onOpen();
            }}
          >
            {hit.title === '' ? 'Untitled' : hit.title}
          </a>
          <span class="second small" dir="auto">
            {hit.workspace}
          </span>
        </p>
        {hit.snippet.length > 0 && (
          <p class="snippet second" dir="auto">
            {hit.heading !== undefined && <span class="hit-heading">{hit.heading}: </span>}
            {hit.snippet.map((run, index) => (run.hit ? <mark key={index}>{run.text}</mark> : run.text))}
          </p>
        )}
      </div>
    </li>
  );
}

function coverage(answer: SearchAnswer): string {
  const found = answer.hits.length === 0 ? 'Nothing found. ' : `${counted(answer.hits.length, 'result')}. `;
  const read = `Full text of ${counted(answer.mirrored, 'page')} read so far`;
  return `${found}${read}${answer.failures.length === 0 ? '; titles from Notion.' : '; titles from Notion are missing.'}`;
}

async function searchOrSay(desk: Desk, query: string, signal: AbortSignal): Promise<SearchAnswer> {
  try {
    return await desk.search({ query, depth: 'full' }, signal);
  } catch (error) {
    return { hits: [], total: 0, mirrored: 0, known: 0, failures: [factsOf(error)] };
  }
}

/** The answer to the newest query; the one before stays until it is there. */
function useSearch(desk: Desk, query: string, tries: number): { answer: SearchAnswer | undefined; busy: boolean } {
  const [answer, setAnswer] = useState<SearchAnswer>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (query === '') {
      setAnswer(undefined);
      return;
    }
    const ending = new AbortController();
    setBusy(true);
    const look = async (): Promise<void> => {
      const found = await searchOrSay(desk, query, ending.signal);
      if (ending.signal.aborted) return;
      setAnswer(found);
      setBusy(false);
    };
    const timer = setTimeout(() => void look(), SETTLE);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [desk, query, tries]);
  return { answer, busy };
}
