import { useEffect, useRef, useState } from 'preact/hooks';

import type { SearchFilters } from '../../lib/fulltext/text-query.ts';
import type { AskScope } from '../../lib/jobs/job.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import type { SearchHit } from '../../lib/messages/search-desk.ts';
import { Button } from './button.tsx';
import { holdsFocus } from './focused.ts';
import { useAsk } from './handing.ts';
import { Icon } from './icon.tsx';
import { KeptSearchesView } from './kept-searches-view.tsx';
import { Narrowing } from './search-filters.tsx';
import { searchKeys } from './search-keys.ts';
import { SearchResults } from './search-results.tsx';
import { useKeptSearches } from './use-kept-searches.ts';
import { useSearch } from './use-search.ts';

interface SearchViewProps {
  readonly desk: Desk;
  /** Takes the focus when it appears. */
  readonly focused?: boolean;
  /** What is searched for as it appears; the person may go on from there. */
  readonly seeking?: string | undefined;
  readonly onClose?: () => void;
  /** Asks what was typed of the pages that were found, or of all that the filters leave. */
  readonly onAsk?: (scope: AskScope, question: string) => void;
}

/** Search as you type over every page on this device, and over Notion's titles for the rest. Needs no model. */
export function SearchView({ desk, focused = false, seeking = '', onClose, onAsk }: SearchViewProps) {
  const ask = useAsk();
  const [query, setQuery] = useState(seeking);
  const [filters, setFilters] = useState<SearchFilters>();
  const [narrowing, setNarrowing] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const search = { query: query.trim(), ...(filters && { filters }) };
  const searching = useSearch(desk, search, () => list.current !== null && holdsFocus(list.current));
  const kept = useKeptSearches(desk);
  useEffect(() => {
    if (focused) box.current?.focus();
  }, [focused]);
  useEffect(() => {
    if (seeking !== '') setQuery(seeking);
  }, [seeking]);

  const open = (hit: SearchHit): void => ask(() => desk.openHit({ hit, ...search }));
  const read = (hit: SearchHit): void => ask(() => desk.openReader(hit.pageId));
  /** The first Escape empties the box, the second closes the search; only the third reaches the panel. */
  const leave = (): void => {
    // Whoever closes it takes the focus: the box is about to go.
    if (query === '') return onClose?.();
    setQuery('');
    box.current?.focus();
  };
  const onKeyDown = searchKeys({
    box,
    list,
    hits: searching.reranking.hits,
    onOpen: open,
    onRead: read,
    onLeave: query !== '' || onClose ? leave : undefined,
  });
  const begun = search.query !== '' || filters !== undefined;

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
          dir="auto"
          value={query}
          autoComplete="off"
          spellcheck={false}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <Button
          icon="filter"
          tone="quiet"
          label="Filters"
          expanded={narrowing}
          onClick={() => setNarrowing(!narrowing)}
        />
        {onClose && <Button icon="close" tone="quiet" label="Close results" onClick={onClose} />}
      </div>
      <Narrowing desk={desk} open={narrowing} filters={filters} onChange={setFilters} />
      {begun ? (
        <SearchResults
          desk={desk}
          search={search}
          searching={searching}
          kept={kept}
          listRef={list}
          onOpen={open}
          onRead={read}
          onWiden={() => setFilters(undefined)}
          onAsk={onAsk && search.query !== '' ? (scope) => onAsk(scope, search.query) : undefined}
        />
      ) : (
        <KeptSearchesView
          desk={desk}
          kept={kept}
          onRun={(one) => {
            setQuery(one.query);
            setFilters(one.filters);
            box.current?.focus();
          }}
        />
      )}
    </search>
  );
}
