import type { RefObject } from 'preact';

import type { SearchFilters } from '../../lib/fulltext/text-query.ts';
import type { AskScope } from '../../lib/jobs/job.ts';
import type { Desk } from '../../lib/messages/desk.ts';
import { sameSearch } from '../../lib/messages/kept-searches.ts';
import type { KeptSearch, SearchHit } from '../../lib/messages/search-desk.ts';
import { Button } from './button.tsx';
import { FailureNote } from './failure-note.tsx';
import { useAsk } from './handing.ts';
import { Rerank } from './search-rerank.tsx';
import { SearchHits } from './search-hits.tsx';
import { coverageWords, foundWords } from './search-words.ts';
import type { Kept } from './use-kept-searches.ts';
import { useNow } from './use-now.ts';
import type { Searching } from './use-search.ts';

interface ResultsProps {
  readonly desk: Desk;
  readonly search: Pick<KeptSearch, 'query' | 'filters'>;
  readonly searching: Searching;
  readonly kept: Kept;
  readonly listRef: RefObject<HTMLUListElement | null>;
  readonly onOpen: (hit: SearchHit) => void;
  readonly onRead: (hit: SearchHit) => void;
  /** Lets go of all filters. */
  readonly onWiden: () => void;
  readonly onAsk: ((scope: AskScope) => void) | undefined;
}

/** What was found, what took no part, what it was taken from, and what can be done with all of it. */
export function SearchResults({
  desk,
  search,
  searching,
  kept,
  listRef,
  onOpen,
  onRead,
  onWiden,
  onAsk,
}: ResultsProps) {
  const now = useNow();
  const { answer, busy, covered, reranking } = searching;
  if (!answer) return <p class="second small">Searching…</p>;
  const none = answer.hits.length === 0;
  return (
    <>
      {answer.failures.map((failure) => (
        <FailureNote desk={desk} key={failure.code} failure={failure} remedies={{ retry: searching.again }} />
      ))}
      <SearchHits
        hits={reranking.hits}
        query={search.query}
        now={now}
        busy={busy}
        listRef={listRef}
        onOpen={onOpen}
        onRead={onRead}
      />
      <div class="search-foot">
        <output class="second small" dir="auto">
          {foundWords(answer, busy)} {covered && coverageWords(answer)}
        </output>
        <Rerank desk={desk} reranking={reranking} />
        <div class="row">
          {none && !busy && search.filters && <Button onClick={onWiden}>Search without filters</Button>}
          <AskButtons hits={answer.hits} filters={search.filters} onAsk={onAsk} />
          {!none && <SaveSearch desk={desk} search={search} kept={kept} />}
        </div>
      </div>
    </>
  );
}

/** What was typed is the question: for the pages that were found, or for every page within the filters. */
function AskButtons({
  hits,
  filters,
  onAsk,
}: {
  readonly hits: readonly SearchHit[];
  readonly filters: SearchFilters | undefined;
  readonly onAsk: ((scope: AskScope) => void) | undefined;
}) {
  if (!onAsk) return null;
  const ids = hits.filter(({ from }) => from === 'mirror').map(({ pageId }) => pageId);
  return (
    <>
      {ids.length > 0 && <Button onClick={() => onAsk({ kind: 'pages', ids })}>Ask about these</Button>}
      <Button onClick={() => onAsk({ kind: 'everywhere', ...(filters && { filters }) })}>
        {filters ? 'Ask within the filters' : 'Ask all of Notion'}
      </Button>
    </>
  );
}

function SaveSearch({
  desk,
  search,
  kept,
}: {
  readonly desk: Desk;
  readonly search: Pick<KeptSearch, 'query' | 'filters'>;
  readonly kept: Kept;
}) {
  const ask = useAsk();
  const saved = kept.searches?.saved.some((one) => sameSearch(one, search)) === true;
  return (
    <Button
      icon={saved ? 'check' : 'star'}
      tone="quiet"
      disabled={saved}
      onClick={() => ask(async () => kept.show(await desk.saveSearch(search)))}
    >
      {saved ? 'Saved' : 'Save search'}
    </Button>
  );
}
