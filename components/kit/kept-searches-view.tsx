import type { ComponentChildren } from 'preact';

import type { KeptSearch, KeptSearches, SearchDesk } from '../../lib/messages/search-desk.ts';
import { counted } from './amount.ts';
import { Button } from './button.tsx';
import { useAsk } from './handing.ts';
import { Icon } from './icon.tsx';
import type { Kept } from './use-kept-searches.ts';

/** Before anything is typed: searches to run again, or how to search where there is none. */
export function KeptSearchesView({
  desk,
  kept: { searches: kept, show },
  onRun,
}: {
  readonly desk: SearchDesk;
  readonly kept: Kept;
  readonly onRun: (search: KeptSearch) => void;
}) {
  const ask = useAsk();
  const tidy = desk.tidySearches;
  const change = (request: () => Promise<KeptSearches>): void => ask(async () => show(await request()));
  if (!kept) return null;
  return (
    <div class="kept">
      {kept.saved.length > 0 && (
        <section aria-label="Saved searches">
          <h3>Saved</h3>
          <ul>
            {kept.saved.map((search) => (
              <KeptRow key={keyOf(search)} search={search} icon="star" onRun={onRun}>
                {tidy && (
                  <Button
                    icon="close"
                    tone="quiet"
                    label={`Remove saved search ${search.query}`}
                    tip="Remove"
                    onClick={() => change(() => tidy.forget(bare(search)))}
                  />
                )}
              </KeptRow>
            ))}
          </ul>
        </section>
      )}
      {kept.recent.length > 0 && (
        <section aria-label="Recent searches">
          <div class="row between">
            <h3>Recent</h3>
            {tidy && (
              <span class="row tight">
                <Button tone="quiet" onClick={() => change(tidy.clearRecent)}>
                  Clear
                </Button>
                <Button tone="quiet" onClick={() => change(() => tidy.keepRecent(false))}>
                  Stop keeping
                </Button>
              </span>
            )}
          </div>
          <ul>
            {kept.recent.map((search) => (
              <KeptRow key={keyOf(search)} search={search} icon="history" onRun={onRun} />
            ))}
          </ul>
        </section>
      )}
      {kept.recent.length === 0 && kept.saved.length === 0 && <HowTo />}
      {!kept.keepsRecent && tidy && (
        <p class="second small row">
          Recent searches are not kept.
          <Button tone="quiet" onClick={() => change(() => tidy.keepRecent(true))}>
            Keep them
          </Button>
        </p>
      )}
    </div>
  );
}

function KeptRow({
  search,
  icon,
  onRun,
  children,
}: {
  readonly search: KeptSearch;
  readonly icon: 'star' | 'history';
  readonly onRun: (search: KeptSearch) => void;
  readonly children?: ComponentChildren;
}) {
  const narrowed = Object.keys(search.filters ?? {}).length;
  return (
    <li>
      <button type="button" class="kept-search" onClick={() => onRun(search)}>
        <Icon name={icon} />
        <span dir="auto">{search.query === '' ? 'Any words' : search.query}</span>
        {narrowed > 0 && <span class="second small">{counted(narrowed, 'filter')}</span>}
      </button>
      {children}
    </li>
  );
}

/** Shown to whoever searches for the first time. */
function HowTo() {
  return (
    <dl class="how-to second small">
      <div>
        <dt>
          <code>launch bud</code>
        </dt>
        <dd>all pages and rows, best first; beginnings of words and small typos are fine</dd>
      </div>
      <div>
        <dt>
          <code>"launch date"</code>
        </dt>
        <dd>words that stand side by side</dd>
      </div>
      <div>
        <dt>
          <code>launch -draft</code>
        </dt>
        <dd>without a word</dd>
      </div>
    </dl>
  );
}

const keyOf = ({ query, filters }: KeptSearch): string => JSON.stringify([query, filters]);
const bare = ({ query, filters }: KeptSearch): Pick<KeptSearch, 'query' | 'filters'> => ({
  query,
  ...(filters && { filters }),
});
